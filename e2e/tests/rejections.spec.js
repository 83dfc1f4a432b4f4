/**
 * Bids that do not lead to an award: the only one where two are required, and all of those that were opened.
 */
import { expect, test } from '@playwright/test';
import { lookAt } from '../support/axe.js';
import { BidPage } from '../support/bid-page.js';
import { DOCUMENT, fillDraft } from '../support/draft.js';
import { open } from '../support/opening.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const OFFER = { price: '250,000.00', answers: ['三年质保，亮度 500 尼特。'] };
const REFUSAL = '投标文件未响应招标文件的实质性要求。\nThe bid does not answer what the notice requires.';

let server;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});

test('one bid where two are required leaves the tender unsuccessful, and the bid sealed', async ({ browser }) => {
  const officer = await Person.signedIn(browser, server, 'zh', 'officer');
  const { page } = officer;
  const before = new Set((await server.json('/api/tenders')).tenders.map(({ address }) => address));

  await test.step('the notice asks for two', async () => {
    await officer.go('/drafts');
    await page.locator('form[action$="/drafts"] button').click();
    await page.waitForURL(/\/drafts\/\d+$/);
    const draft = page.url();
    await fillDraft(officer, DOCUMENT);
    await page.goto(`${draft}/criteria`);
    await page.locator('#min_bids').fill('2');
    await page.locator('#main-content form button.govuk-button:not([name])').first().click();
    await page.locator('a[href$="/preview"]').click();
    await officer.sign('#propose');
    const approver = await Person.signedIn(browser, server, 'en', 'approver');
    await approver.go('/approvals');
    await approver.page.getByRole('link', { name: 'Displays for meeting rooms' }).click();
    await approver.sign('#approve');
    await approver.leave();
  });
  const [{ address }] = (await server.json('/api/tenders')).tenders.filter((tender) => !before.has(tender.address));

  await test.step('one vendor bids, and time runs out', async () => {
    const vendor = await Person.signedIn(browser, server, 'zh', 'vendor1');
    await new BidPage(vendor, address).bid(OFFER);
    await server.moveTo((await server.tender(address)).schedule.deadline);
    const { stage, bids } = await server.tender(address);
    expect([stage, bids.map(({ status }) => status)]).toEqual(['unsuccessful', ['sealed']]);
    await vendor.go('/bids');
    await expect(vendor.page.locator('main')).toContainText('流标');
    await vendor.shot('unsuccessful-bids');
    await vendor.leave();
  });

  await test.step('nobody can open it, and everybody reads why', async () => {
    const member = await Person.signedIn(browser, server, 'zh', 'member1');
    await member.go(`/tenders/${address}/opening`);
    await expect(member.page.locator('[data-opener] form')).toHaveCount(0);
    await member.leave();
    const found = [];
    const reader = await Person.arrive(browser, server, 'en');
    await lookAt(reader, `/tenders/${address}`, found, 'one-of-two');
    const texts = { en: ['This tender was unsuccessful', 'Only one bid was there at the deadline; at least 2'], zh: ['本项目流标', /1.*2/s] };
    for (const [locale, told] of Object.entries(texts)) {
      reader.locale = locale;
      await reader.go(`/tenders/${address}`);
      for (const text of told) await expect(reader.page.locator('.ts-outcome')).toContainText(text);
    }
    await reader.leave();
    expect(found).toEqual([]);
  });
  await officer.leave();
});

test('when the last bid is rejected the tender is unsuccessful', async ({ browser }) => {
  const address = await server.tenderIn('opening');
  const manage = `/tenders/${address}/manage`;
  await open(browser, server, address);
  const officer = await Person.signedIn(browser, server, 'zh', 'officer');
  const approver = await Person.signedIn(browser, server, 'en', 'approver');
  const { bids } = await server.tender(address);
  for (const { number } of bids) {
    await officer.go(manage);
    await officer.page.locator('details', { has: officer.page.locator(`#reject-${number}`) }).locator('summary').click();
    await officer.page.locator(`#ground-${number}`).selectOption('not_responsive');
    await officer.page.locator(`#rejection-statement-${number}`).fill(REFUSAL);
    await officer.sign(`#reject-${number}`);
    expect((await server.tender(address)).bids[number].status, 'one person alone rejects nothing').toBe('opened');
    await approver.go(manage);
    await approver.sign('#confirm-rejection');
  }
  const { stage, bids: after } = await server.tender(address);
  expect([stage, after.map(({ status }) => status)]).toEqual(['unsuccessful', bids.map(() => 'excluded')]);
  await officer.go(manage);
  await expect(officer.page.locator('main form[data-act]')).toHaveCount(0);

  const found = [];
  const reader = await Person.arrive(browser, server, 'en');
  await lookAt(reader, `/tenders/${address}`, found, 'all-rejected');
  const texts = { en: ['This tender was unsuccessful', 'all were rejected'], zh: ['本项目流标', '否决'] };
  for (const [locale, told] of Object.entries(texts)) {
    reader.locale = locale;
    await reader.go(`/tenders/${address}`);
    for (const text of told) await expect(reader.page.locator('.ts-outcome')).toContainText(text);
    await expect(reader.page.locator('section[aria-labelledby="rejections"]')).toContainText('does not answer what the notice requires');
  }
  for (const person of [officer, approver, reader]) await person.leave();
  const { releases } = await server.json(`/ocds/${address}`);
  expect(releases.at(-1).tender.status).toBe('unsuccessful');
  expect(found).toEqual([]);
});
