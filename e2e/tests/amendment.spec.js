/**
 * A notice that changes while bids are taken. A vendor bids; the officer changes the notice with the forms of a
 * draft and proposes; the same person cannot confirm, another one compares and does; the bid does not count any
 * more until its vendor seals again; the vendor withdraws and bids anew.
 */
import { expect, test } from '@playwright/test';
import { axeOn } from '../support/axe.js';
import { BidPage } from '../support/bid-page.js';
import { walk } from '../support/keyboard.js';
import { officerAndApprover } from '../support/newcomer.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const BUYER = '示范市财政局';
const REASON = '潜在投标人提出交货期过紧。\nVendors asked for more time to deliver.';
const ADDED = '交货期延长至六十日。';
const OFFER = { price: '1,180,000.00', answers: ['14 英寸，16 GB 内存。', '4 小时到场。'] };

let server;
let address;
let before;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start();
  address = await server.tenderIn('bidding');
  before = await read();
});
test.afterAll(async () => {
  await server?.stop();
});

const read = () => server.tender(address);
const alive = ({ status }) => !['replaced', 'withdrawn'].includes(status);

/** Nothing is found by axe at both widths, nothing is scrolled sideways, and Tab goes everywhere; pictures are kept. */
async function sound(person, what) {
  const { page } = person;
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await axeOn(page).analyze();
    const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`));
    expect(found, `${what} ${colorScheme}`).toEqual([]);
  }
  await person.shot(`${what}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 320, height: 900 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), `${what} at 320`).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1280, height: 900 });
  await person.shot(what);
  expect(await walk(page), what).toEqual([]);
}

/** Looks at a page in both languages. */
async function lookAt(person, path, what) {
  const { locale } = person;
  for (const one of ['en', 'zh']) {
    person.locale = one;
    await person.go(path);
    await sound(person, what);
  }
  person.locale = locale;
}

test('a notice changes by two people, and a bid counts again only when its vendor seals again', async ({ browser }) => {
  const manage = `/tenders/${address}/manage`;
  const vendor = await Person.signedIn(browser, server, 'zh', 'vendor1');
  const number = await new BidPage(vendor, address).bid(OFFER);
  const live = (await read()).bids.filter(alive).length;

  const both = await officerAndApprover(browser, server, BUYER);
  const { page } = both;

  await test.step('the officer begins with the notice in force; what may not change is not asked for', async () => {
    await both.go(manage);
    await page.getByRole('link', { name: 'Propose an amendment' }).click();
    await lookAt(both, `/tenders/${address}/amend`, 'amend');
    both.locale = 'en';
    await both.go(`/tenders/${address}/amend`);
    await page.locator('#amend button').click();
    await page.waitForURL(/\/drafts\/\d+$/);
  });
  const draft = new URL(page.url()).pathname.replace(/^\/en/, '');
  const save = async () => {
    await page.locator('#main-content form button.govuk-button:not([name])').first().click();
    await page.waitForURL((url) => url.pathname.endsWith(draft));
  };

  await test.step('nothing changed: nothing to sign; committee and currency are not on offer', async () => {
    await expect(page.locator('main')).toContainText('Nothing differs from the notice in force yet');
    expect((await page.goto(both.url(`${draft}/committee`))).status()).toBe(404);
    await both.go(`${draft}/notice`);
    await expect(page.locator('#currency')).toHaveCount(0);
    await sound(both, 'amend-notice');
    await page.locator('[id="description-zh"]').fill(`${await page.locator('[id="description-zh"]').inputValue()}\n${ADDED}`);
    await save();
    await both.go(`${draft}/schedule`);
    await expect(page.locator('#standstill')).toHaveCount(0);
    await page.locator('#deadline').fill('2020-01-01T09:00');
    await save();
    await expect(page.locator('main')).toContainText('must be later than the present one');
    await sound(both, 'amend-draft');
    await both.go(`${draft}/schedule`);
    await page.locator('#deadline').fill('');
    await save();
    await both.go(`${draft}/criteria`);
    await page.locator('#min_bids').fill('2');
    await save();
  });

  await test.step('old and new stand beside each other, and the officer signs', async () => {
    await page.getByRole('button', { name: 'Compare and sign' }).click();
    await expect(page.locator('.ts-comparison dt')).toHaveCount(2);
    await expect(page.locator('.ts-comparison ins').first()).toContainText(ADDED);
    await lookAt(both, `${draft}/preview`, 'amend-compare');
    both.locale = 'en';
    await both.go(`${draft}/preview`);
    await page.locator('#propose-amendment [data-act-submit]').click();
    await expect(page.locator('#propose-amendment [data-act-errors]'), 'an amendment has a reason').toBeVisible();
    await page.locator('#amendment-reason').fill(REASON);
    await both.sign('#propose-amendment');
    const { amendments, bids } = await read();
    expect(amendments).toEqual([expect.objectContaining({ text: REASON, confirmed_at: null })]);
    expect(bids.filter(({ status }) => status === 'stale'), 'one person alone changes nothing').toEqual([]);
  });

  await test.step('the same person cannot confirm', async () => {
    await both.go(manage);
    await expect(page.locator('main')).toContainText('You proposed this.');
    await expect(page.locator('#confirm-amendment')).toHaveCount(0);
    await both.leave();
  });

  await test.step('the approver compares and confirms', async () => {
    const approver = await Person.signedIn(browser, server, 'zh', 'approver');
    await approver.page.getByRole('link', { name: '确认修改招标文件' }).click();
    await lookAt(approver, manage, 'amend-manage');
    await approver.go(manage);
    await expect(approver.page.locator('.ts-comparison').first()).toContainText(ADDED);
    await approver.page.locator('#confirm-amendment [data-act-submit]').click();
    await expect(approver.page.locator('#confirm-amendment [data-act-summary]')).toContainText(ADDED);
    await approver.shot('amend-confirm');
    await approver.page.locator('#confirm-amendment [data-act-back]').click();
    await approver.sign('#confirm-amendment');
    await approver.leave();
    const { amendments, bids, schedule } = await read();
    expect(amendments[0].confirmed_at).not.toBeNull();
    expect(bids.filter(({ status }) => status === 'stale')).toHaveLength(live);
    expect(schedule.deadline).toBe(before.schedule.deadline);
  });

  await test.step('everybody reads that and why the notice changed, and no vendor is named', async () => {
    const reader = await Person.arrive(browser, server, 'zh');
    await lookAt(reader, `/tenders/${address}`, 'amended-tender');
    await reader.go(`/tenders/${address}`);
    await expect(reader.page.locator('section[aria-labelledby="amended"]')).toContainText('第 2 版');
    const versions = reader.page.locator('section[aria-labelledby="versions"]');
    for (const text of [ADDED, '交货期过紧', '第 1 版']) await expect(versions).toContainText(text);
    await expect(reader.page.locator('section[aria-labelledby="timeline"]')).toContainText('交货期过紧');
    await reader.leave();
  });

  await test.step('the vendor is told on the desk and in the list, and seals again', async () => {
    await vendor.go('/desk');
    await expect(vendor.page.getByRole('link', { name: '招标文件已修改，请重新确认投标' })).toBeVisible();
    await lookAt(vendor, '/bids', 'stale-bids');
    await vendor.go('/bids');
    await expect(vendor.page.locator('main')).toContainText('目前不计入有效投标');
    await lookAt(vendor, `/tenders/${address}/bid`, 'stale-confirm');
    await vendor.go(`/tenders/${address}/bid`);
    await expect(vendor.page.locator('h1')).toHaveText('重新确认投标');
    const confirmed = await new BidPage(vendor, address).bid(OFFER);
    const { bids } = await read();
    expect([bids[number].status, bids[confirmed].status]).toEqual(['replaced', 'sealed']);
    await vendor.go('/desk');
    await expect(vendor.page.getByRole('link', { name: '招标文件已修改，请重新确认投标' })).toHaveCount(0);
  });

  await test.step('the vendor withdraws and bids again', async () => {
    await vendor.go(`/tenders/${address}/withdraw`);
    await vendor.sign('#withdraw');
    const again = await new BidPage(vendor, address).bid(OFFER);
    expect((await read()).bids[again].status).toBe('sealed');
    await vendor.leave();
  });
});
