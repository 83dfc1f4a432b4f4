/**
 * A tender with prequalification: vendors apply in time, the buyer's people let one in and refuse another, and only who was let
 * in can bid.
 */
import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { lookAt } from '../support/axe.js';
import { BidPage } from '../support/bid-page.js';
import { DOCUMENT, fillDraft } from '../support/draft.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const NAME = '资格预审（测试）';
const APPLICATION = '近三年同类项目五项，项目经理持一级证书。\nFive projects of this kind in three years.';
const GOOD = '业绩和人员符合公告要求。\nExperience and staff are as the notice asks.';
const BAD = '未提供同类业绩。\nNo project of this kind is shown.';
const OFFER = { price: '250,000.00', answers: ['三年质保，亮度 500 尼特。'] };

let server;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});

const submit = (person) => person.page.locator('#main-content form[method="post"] button.govuk-button:not([name])').first().click();

/** A vendor writes, reads again and signs its application. */
async function apply(vendor, address, words) {
  const { page } = vendor;
  await vendor.go(`/tenders/${address}/apply`);
  await page.locator('#application').fill(words);
  await page.locator('#write button').click();
  await expect(page.locator('[data-application]')).toHaveText(words, { useInnerText: true });
  await vendor.sign('#apply');
}

test('vendors apply, two persons let one in, and only that one can bid', async ({ browser }) => {
  const found = [];

  await test.step('the registrar adds a profile with prequalification', async () => {
    const registrar = await Person.signedIn(browser, server, 'zh', 'registrar');
    await registrar.go('/registrar/profiles/new?like=0');
    await registrar.page.locator('[id="name"]').fill(NAME);
    await registrar.page.locator('[id="code"]').fill('prequalified-2026');
    await registrar.page.locator('input[name="procedure"][value="prequalified"]').check();
    await submit(registrar);
    await registrar.shot('profile-prequalified');
    await registrar.sign('#add-profile');
    await registrar.leave();
  });

  const address = await test.step('a tender under it is published with a time for applications', async () => {
    const before = new Set((await server.json('/api/tenders')).tenders.map((tender) => tender.address));
    const officer = await Person.signedIn(browser, server, 'zh', 'officer');
    const { page } = officer;
    await officer.go('/drafts');
    await page.locator('form[action$="/drafts"] button').click();
    await page.waitForURL(/\/drafts\/\d+$/);
    const path = new URL(page.url()).pathname.replace(/^\/zh/, '');
    await officer.go(`${path}/schedule`);
    await expect(page.locator('#prequalification'), 'an open tender asks for none').toHaveCount(0);
    await officer.go(`${path}/procedure`);
    await page.getByLabel(NAME).check();
    await submit(officer);
    await officer.go(path);
    await fillDraft(officer, DOCUMENT);
    await officer.go(`${path}/schedule`);
    await page.locator('#prequalification').fill('0');
    await submit(officer);
    await expect(page.locator('#prequalification-error')).toBeVisible();
    await page.locator('#prequalification').fill('5');
    await page.locator('[name="prequalification-unit"]').selectOption('days');
    await officer.shot('draft-prequalified');
    await submit(officer);
    await officer.go(`${path}/preview`);
    await expect(page.locator('main')).toContainText('资格预审');
    await officer.sign('#propose');
    await officer.leave();
    const approver = await Person.signedIn(browser, server, 'en', 'approver');
    await approver.go('/approvals');
    await approver.page.locator('a[href*="/approvals/"]').first().click();
    await approver.sign('#approve');
    await approver.leave();
    const { tenders } = await server.json('/api/tenders');
    return tenders.find((tender) => !before.has(tender.address)).address;
  });
  const manage = `/tenders/${address}/manage`;
  const first = await Person.signedIn(browser, server, 'zh', 'vendor1');
  const second = await Person.signedIn(browser, server, 'en', 'vendor2');

  await test.step('who has not applied is told how; two apply, without a name for others', async () => {
    await first.go(`/tenders/${address}/bid`);
    await expect(first.page.locator('#not-qualified')).toContainText('资格预审');
    await expect(first.page.locator('[data-bid]')).toHaveCount(0);
    await first.go(`/tenders/${address}/apply`);
    await first.page.locator('#write button').click();
    await expect(first.page.locator('.govuk-error-summary')).toContainText('请填写申请内容');
    await apply(first, address, APPLICATION);
    await apply(second, address, 'Two projects.');
    await lookAt(second, `/tenders/${address}/apply`, found, 'apply');
    const reader = await Person.arrive(browser, server, 'en');
    await lookAt(reader, `/tenders/${address}`, found, 'tender-prequalified');
    reader.locale = 'en';
    await reader.go(`/tenders/${address}`);
    const section = reader.page.locator('section[aria-labelledby="applications"]');
    await expect(section).toContainText('2 vendors have applied');
    await expect(section).not.toContainText('近三年');
    const { status } = await fetch(`${server.origin}/api/texts/${createHash('sha256').update(APPLICATION).digest('hex')}`);
    expect(status, 'nor does anybody who knows the hash').toBe(404);
    await reader.leave();
  });

  await test.step('the officer finds them on the desk and proposes; another person confirms', async () => {
    const officer = await Person.signedIn(browser, server, 'zh', 'officer');
    const { page } = officer;
    await page.getByRole('link', { name: '审查资格预审申请' }).click();
    for (const [place, choice, reason] of [[1, 'yes', GOOD], [2, 'no', BAD]]) {
      await officer.go(manage);
      await page.locator('details', { has: page.locator(`#qualify-${place}`) }).locator('summary').click();
      await page.locator(`#qualify-${place}-${choice}`).check();
      await page.locator(`#qualify-${place}-reason`).fill(reason);
      await officer.sign(`#qualify-${place}`);
    }
    await lookAt(officer, manage, found, 'manage-applications');
    await officer.leave();
    const approver = await Person.signedIn(browser, server, 'en', 'approver');
    await approver.go('/approvals');
    await approver.page.getByRole('link', { name: 'Confirm a decision on an application' }).first().click();
    await approver.sign('#confirm-qualification-1');
    await approver.go(manage);
    await approver.sign('#confirm-qualification-2');
    await approver.leave();
  });

  await test.step('one bids; the other reads why it cannot', async () => {
    await new BidPage(first, address).bid(OFFER);
    await second.go(`/tenders/${address}/bid`);
    await expect(second.page.locator('#not-qualified')).toBeVisible();
    await lookAt(second, `/tenders/${address}/bid`, found, 'not-qualified');
    second.locale = 'en';
    await second.go(`/tenders/${address}/apply`);
    await expect(second.page.locator('main')).toContainText('No project of this kind is shown');
  });

  await test.step('after their time no applications are taken', async () => {
    await server.moveTo((await server.tender(address)).schedule.deadline - 5 * 86_400);
    await second.go(`/tenders/${address}/apply`);
    await expect(second.page.locator('#write')).toHaveCount(0);
    await expect(second.page.locator('main')).toContainText('Applications are not taken now');
  });
  for (const person of [first, second]) await person.leave();
  expect(found).toEqual([]);
});
