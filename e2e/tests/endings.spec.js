/**
 * Tenders that end without an award: one is cancelled, which takes two people, and one finds no bidder.
 */
import { expect, test } from '@playwright/test';
import { officerAndApprover } from '../support/newcomer.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const BUYER = '示范市财政局';
const STATEMENT = '开标过程中发现程序违规，须重新招标。\nA breach of procedure was found; the tender will be repeated.';

let server;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});

test('a cancellation takes a reason and two people', async ({ browser }) => {
  const address = await server.tenderIn('opening');
  const stage = async () => (await server.tender(address)).stage;
  const manage = `/tenders/${address}/manage`;

  const both = await test.step('somebody who is officer and approver in one', () => (
    officerAndApprover(browser, server, BUYER)
  ));
  // A page from before anything was proposed.
  const early = await both.context.newPage();
  await early.goto(both.url(manage));

  await test.step('an officer proposes with a reason, not without', async () => {
    const officer = await Person.signedIn(browser, server, 'zh', 'officer');
    await officer.go(manage);
    await officer.page.getByText('提出终止本项目').click();
    await officer.page.locator('#cancel-reason').selectOption('irregularity');
    await officer.page.locator('#propose-cancellation [data-act-submit]').click();
    await expect(officer.page.locator('#propose-cancellation [data-act-errors]')).toContainText('情况说明');
    await officer.page.locator('#cancel-statement').fill(STATEMENT);
    await officer.sign('#propose-cancellation');
    await officer.go(manage);
    await officer.shot('cancellation-proposed');
    await officer.leave();
    expect(await stage()).toBe('opening');
  });

  await test.step('who has proposed the same cannot confirm it', async () => {
    const { page } = both;
    await both.go(manage);
    await expect(page.locator('#confirm-cancellation')).toBeVisible();
    await early.getByText('Propose to cancel this tender').click();
    await early.locator('#cancel-reason').selectOption('irregularity');
    await early.locator('#cancel-statement').fill(STATEMENT);
    await early.locator('#propose-cancellation [data-act-submit]').click();
    await early.locator('#propose-cancellation [data-act-sign]').click();
    await early.waitForURL(/\/receipts\//);
    await page.locator('#confirm-cancellation [data-act-submit]').click();
    const answer = page.waitForResponse((response) => response.url().endsWith('/acts'));
    await page.locator('#confirm-cancellation [data-act-sign]').click();
    expect((await answer).status()).toBe(422);
    await expect(page.locator('h1')).toHaveText('The second signature must come from another person');
    await expect(page.locator('main')).toContainText('Nothing was recorded');
    await expect(page.locator('main')).toContainText('Ask another person');
    await both.shot('same-person');
    await both.go(manage);
    await expect(page.locator('main')).toContainText('You proposed this.');
    await expect(page.locator('#confirm-cancellation')).toHaveCount(0);
    expect(await stage()).toBe('opening');
  });

  await test.step('another person confirms', async () => {
    const approver = await Person.signedIn(browser, server, 'en', 'approver');
    await approver.go('/approvals');
    await approver.page.getByRole('link', { name: 'Confirm a cancellation' }).click();
    await expect(approver.page.locator('main')).toContainText('Mei Wen');
    await expect(approver.page.locator('main')).toContainText('the tender will be repeated');
    await approver.shot('cancellation-confirm');
    await approver.sign('#confirm-cancellation');
    expect(await stage()).toBe('cancelled');
    await approver.go(manage);
    await expect(approver.page.locator('main')).toContainText('The tender has ended');
    await expect(approver.page.locator('main form[data-act]')).toHaveCount(0);
    await approver.leave();
  });

  await test.step('the public page says so with reason and statement', async () => {
    const reader = await Person.arrive(browser, server, 'en');
    const texts = {
      en: ['This tender was cancelled', 'The procedure was violated', 'Cancelled'],
      zh: ['本项目已终止', '程序违规', '已终止'],
    };
    for (const [locale, [heading, reason, name]] of Object.entries(texts)) {
      reader.locale = locale;
      await reader.go(`/tenders/${address}`);
      const outcome = reader.page.locator('.ts-outcome');
      for (const text of [heading, reason, '须重新招标']) await expect(outcome).toContainText(text);
      await expect(reader.page.locator('.ts-timeline__event--ahead'), 'nothing is to come').toHaveCount(0);
      await expect(reader.page.locator(`a[href$="/tenders/${address}/object"]`)).toHaveCount(0);
      await reader.shot('tender-cancelled');
      await reader.go('/tenders?status=ended');
      await expect(reader.page.locator('.ts-tender')).toHaveCount(1);
      await expect(reader.page.locator('.ts-tender')).toContainText(name);
    }
    await reader.leave();
  });
  const { releases } = await server.json(`/ocds/${address}`);
  expect(releases.at(-1).tender.status).toBe('cancelled');
  await both.leave();
});

test('a tender for which nobody bids is unsuccessful', async ({ browser }) => {
  const address = await server.tenderIn('bidding');
  const { schedule } = await server.tender(address);
  await server.moveTo(schedule.deadline);
  expect((await server.tender(address)).stage).toBe('unsuccessful');

  const reader = await Person.arrive(browser, server, 'en');
  const texts = {
    en: ['This tender was unsuccessful', 'Nobody bid by the deadline; at least 1 ', 'Unsuccessful'],
    zh: ['本项目流标', '截止时无人投标', '流标'],
  };
  for (const [locale, [heading, reason, name]] of Object.entries(texts)) {
    reader.locale = locale;
    await reader.go(`/tenders/${address}`);
    const outcome = reader.page.locator('.ts-outcome');
    await expect(outcome).toHaveCount(1);
    for (const text of [heading, reason]) await expect(outcome).toContainText(text);
    for (const part of ['opening', 'objections', 'evaluation', 'award']) {
      await expect(reader.page.locator(`section[aria-labelledby="${part}"]`), part).toHaveCount(0);
    }
    await expect(reader.page.locator('.ts-timeline__event--ahead'), 'nothing is to come').toHaveCount(0);
    await expect(reader.page.locator(`a[href$="/tenders/${address}/bid"]`)).toHaveCount(0);
    await reader.shot('tender-unsuccessful');
    await reader.go('/tenders?status=ended');
    await expect(reader.page.locator('.ts-tender', { hasText: name })).toHaveCount(1);
    // The number that the page shows finds it.
    await reader.page.locator('#q').fill(/\d{4}-003/.exec(await reader.page.locator('.ts-tender', { hasText: name }).innerText())[0]);
    await reader.page.locator('.ts-search button').click();
    await expect(reader.page.locator('.ts-tender')).toHaveCount(1);
    await expect(reader.page.locator('.ts-tender')).toContainText(name);
  }
  await reader.leave();
  const { releases } = await server.json(`/ocds/${address}`);
  expect(releases.at(-1).tender.status).toBe('unsuccessful');

  const vendor = await Person.signedIn(browser, server, 'zh', 'vendor1');
  await vendor.go(`/tenders/${address}/bid`);
  await expect(vendor.page.locator('[data-bid]')).toHaveCount(0);
  await vendor.shot('bid-closed');
  await vendor.leave();
  const officer = await Person.signedIn(browser, server, 'en', 'officer');
  await officer.go(`/tenders/${address}/manage`);
  await expect(officer.page.locator('main form[data-act]')).toHaveCount(0);
  await officer.shot('manage-unsuccessful');
  await officer.leave();
});
