/**
 * A price that is abnormally low: the vendor is asked, explains, and two persons accept it before the award; the other vendor corrects a
 * formal deficiency in time. Until the award only the parties read it.
 */
import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { look, lookAt } from '../support/axe.js';
import { BidPage } from '../support/bid-page.js';
import { DOCUMENT, fillDraft } from '../support/draft.js';
import { award, open } from '../support/opening.js';
import { evaluate } from '../support/panel.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const ASKED = '请说明报价构成及如何保证质量。\nExplain what the price is made of.';
const EXPLAINED = '设备为自产，无中间商费用，附成本表。\nWe make the displays ourselves.';
const ACCEPTED = '成本表完整，说明合理。\nThe costs are complete and plausible.';
const MISSING = '投标文件缺少营业执照复印件。\nA copy of the licence is missing.';
const CORRECTED = '已补交营业执照复印件。\nThe copy was handed in.';

/** Whether the portal gives out a text by its hash. */
async function gives(text) {
  const { status } = await fetch(`${server.origin}/api/texts/${createHash('sha256').update(text).digest('hex')}`);
  return status === 200;
}

let server;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});

test('a low price is explained and accepted, a deficiency corrected, and then the award can be proposed', async ({ browser }) => {
  const found = [];
  const known = new Set((await server.json('/api/tenders')).tenders.map(({ address }) => address));
  const officer = await Person.signedIn(browser, server, 'zh', 'officer');
  const { page } = officer;

  const address = await test.step('the notice says when a price is abnormally low', async () => {
    await officer.go('/drafts');
    await page.locator('form[action$="/drafts"] button').click();
    await page.waitForURL(/\/drafts\/\d+$/);
    const draft = new URL(page.url()).pathname;
    await fillDraft(officer, DOCUMENT);
    await page.goto(`${server.origin}${draft}/requests`);
    await page.locator('#low_under_mean').fill('100');
    await page.locator('#main-content form button.govuk-button:not([name])').first().click();
    await expect(page.locator('#low_under_mean-error')).toBeVisible();
    await page.locator('#low_under_mean').fill('30');
    await page.locator('#main-content form button.govuk-button:not([name])').first().click();
    await page.waitForURL((url) => url.pathname === draft);
    await lookAt(officer, `${draft.slice(3)}/requests`, found, 'requests-draft');
    officer.locale = 'zh';
    await page.goto(`${server.origin}${draft}/preview`);
    await officer.sign('#propose');
    const approver = await Person.signedIn(browser, server, 'en', 'approver');
    await approver.go('/approvals');
    await approver.page.getByRole('link', { name: 'Displays for meeting rooms' }).click();
    await approver.sign('#approve');
    await approver.leave();
    const { tenders } = await server.json('/api/tenders');
    return tenders.map((tender) => tender.address).find((one) => !known.has(one));
  });
  const manage = `/tenders/${address}/manage`;

  await test.step('two vendors bid, one for half the price of the other', async () => {
    for (const [name, price] of [['vendor1', '280000'], ['vendor2', '100000']]) {
      const vendor = await Person.signedIn(browser, server, 'zh', name);
      await new BidPage(vendor, address).bid({ price, answers: ['三年质保，亮度 500 尼特。'] });
      await vendor.leave();
    }
    await server.moveTo((await server.tender(address)).schedule.opening);
    await open(browser, server, address);
    await evaluate(browser, server, address, ['evaluator1', 'evaluator2'], new Map([[0, [9_000]], [1, [8_000]]]));
    await expect.poll(async () => (await server.tender(address)).ranking?.length, { timeout: 60_000 }).toBe(2);
    expect((await server.tender(address)).ranking[0]).toBe(1);
  });

  /** The officer asks the vendor of a bid. */
  const ask = async (bid, kind, words) => {
    await officer.go(manage);
    await page.locator('details', { has: page.locator(`#ask-${bid}`) }).locator('summary').click();
    await page.locator(`#kind-${bid}`).selectOption(kind);
    await page.locator(`#request-text-${bid}`).fill(words);
    await officer.sign(`#ask-${bid}`);
  };
  await test.step('the first cannot be proposed; its vendor is asked, and the other to correct', async () => {
    await officer.go(manage);
    await expect(page.locator('#propose-award')).toHaveCount(0);
    await expect(page.locator('#low-1')).toBeVisible();
    await lookAt(officer, manage, found, 'low-price-unasked');
    officer.locale = 'zh';
    await ask(1, 'explanation', ASKED);
    await ask(0, 'correction', MISSING);
    const reader = await Person.arrive(browser, server, 'zh');
    await reader.go(`/tenders/${address}`);
    await expect(reader.page.locator('main'), 'only the parties read it').not.toContainText('请说明报价构成');
    await reader.leave();
    expect(await gives(ASKED), 'nor does anybody who knows the hash').toBe(false);
  });

  await test.step('both vendors find it on their desks and respond', async () => {
    for (const [name, number, words] of [['vendor2', 0, EXPLAINED], ['vendor1', 1, CORRECTED]]) {
      const vendor = await Person.signedIn(browser, server, 'en', name);
      await vendor.page.getByRole('link', { name: 'Respond to the buyer’s request about your bid' }).click();
      await vendor.page.locator(`#response-${number}`).fill(words);
      await look(vendor, `respond-${number}`, found);
      await vendor.sign(`#respond-${number}`);
      await vendor.go(`/tenders/${address}/requests`);
      await expect(vendor.page.locator('main form[data-act]'), 'once').toHaveCount(0);
      await vendor.leave();
    }
  });

  await test.step('an officer and an approver accept the explanation, and the award follows', async () => {
    await officer.go(manage);
    await page.locator('details', { has: page.locator('#accept-1') }).locator('summary').click();
    await page.locator('#acceptance-statement-1').fill(ACCEPTED);
    await officer.sign('#accept-1');
    await officer.go(manage);
    await expect(page.locator('#propose-award'), 'one person alone accepts nothing').toHaveCount(0);
    const approver = await Person.signedIn(browser, server, 'en', 'approver');
    await approver.go('/approvals');
    await approver.page.getByRole('link', { name: 'Confirm that the explanation of a low price is accepted' }).click();
    await lookAt(approver, manage, found, 'low-price-confirm');
    approver.locale = 'en';
    await approver.go(manage);
    await approver.sign('#confirm-acceptance');
    await approver.leave();
    await award(browser, server, address);
    expect((await server.tender(address)).award.bid).toBe(1);
  });

  await test.step('after the award everybody reads all of it', async () => {
    const reader = await Person.arrive(browser, server, 'en');
    await lookAt(reader, `/tenders/${address}`, found, 'low-price-public');
    reader.locale = 'en';
    await reader.go(`/tenders/${address}`);
    for (const words of [ASKED, EXPLAINED, ACCEPTED, MISSING, CORRECTED]) {
      await expect(reader.page.locator('main')).toContainText(words.split('\n')[1]);
    }
    for (const words of [ASKED, EXPLAINED, ACCEPTED, MISSING, CORRECTED]) expect(await gives(words)).toBe(true);
    await reader.leave();
  });
  await officer.leave();
  expect(found).toEqual([]);
});
