/**
 * A score on which the panel agrees, and life-cycle costs: an officer asks for both, vendors name their costs of each
 * year, evaluators score alone and then sign the same points, and everybody can read how they came to them. Axe reads
 * every page of it.
 */
import { expect, test } from '@playwright/test';
import { look, lookAt } from '../support/axe.js';
import { BidPage } from '../support/bid-page.js';
import { fillDraft } from '../support/draft.js';
import { open } from '../support/opening.js';
import { evaluate } from '../support/panel.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const DOCUMENT = { name: '招标文件.pdf', mimeType: 'application/pdf', buffer: PDF };
const ANSWER = '4K 屏，亮度 500 尼特，三年质保。';
const REASONS = '评分差异源于对质保范围的理解不同，经合议取一致分值。\nThe scores differed on what the warranty covers.';

let server;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});

const save = (page) => page.locator('#main-content form button.govuk-button:not([name])').first().click();

test('costs of each year are compared, and the panel agrees on one score', async ({ browser }) => {
  const found = [];
  const officer = await Person.signedIn(browser, server, 'en', 'officer');
  const { page } = officer;
  await officer.go('/drafts');
  await page.locator('form[action$="/drafts"] button').click();
  await page.waitForURL(/\/drafts\/\d+$/);
  const draft = page.url();
  await fillDraft(officer, DOCUMENT);

  await test.step('the officer asks for the costs of two years and for an agreed score', async () => {
    await page.goto(`${draft}/criteria`);
    await page.locator('input[name="lifecycle"][value="yes"]').check();
    await page.locator('#lifecycle_years').fill('0');
    await page.locator('#lifecycle_rate').fill('x');
    await save(page);
    await expect(page.locator('.govuk-error-summary li')).toHaveCount(2);
    await look(officer, 'life-cycle refused', found);
    await page.locator('#lifecycle_years').fill('2');
    await page.locator('#lifecycle_rate').fill('10');
    await page.locator('input[name="consensus"][value="moderated"]').check();
    await save(page);
    await page.waitForURL((url) => url.pathname === new URL(draft).pathname);
    await lookAt(officer, `${new URL(draft).pathname.slice(3)}/criteria`, found, 'agreement asked');
  });

  const address = await test.step('and another person approves', async () => {
    officer.locale = 'en';
    const known = new Set((await server.json('/api/tenders')).tenders.map((tender) => tender.address));
    await page.goto(`${draft}/preview`);
    await expect(page.locator('main')).toContainText('discounted at 10% a year');
    await officer.sign('#propose');
    const approver = await Person.signedIn(browser, server, 'zh', 'approver');
    await approver.go('/approvals');
    await approver.page.locator('tbody a[href*="/approvals/"]').first().click();
    for (const text of ['全生命周期成本', '签署同一分值']) await expect(approver.page.locator('main')).toContainText(text);
    await look(approver, 'agreement approval', found);
    await approver.sign('#approve');
    await approver.leave();
    const { tenders } = await server.json('/api/tenders');
    return tenders.map((tender) => tender.address).find((one) => !known.has(one));
  });
  const { schedule } = await server.tender(address);

  await test.step('vendors name their costs, and see what is compared', async () => {
    for (const [name, price, costs, evaluated] of [
      ['vendor1', '280000', ['11000', '0'], '290,000.00'],
      ['vendor2', '270000', ['11,000', '12100'], '290,000.00'],
    ]) {
      const vendor = await Person.signedIn(browser, server, name === 'vendor1' ? 'zh' : 'en', name);
      const bid = new BidPage(vendor, address);
      await bid.open();
      await vendor.page.locator('[data-check]').click();
      await expect(vendor.page.locator('#cost-2-error')).toBeVisible();
      await look(vendor, 'costs refused', found);
      for (const [at, cost] of costs.entries()) await vendor.page.locator(`#cost-${at + 1}`).fill(cost);
      await vendor.page.locator('#price').fill(price);
      await expect(vendor.page.locator('[data-evaluated]')).toContainText(evaluated);
      await bid.fill({ price, answers: [ANSWER] });
      await expect(vendor.page.locator('[data-check-evaluated]')).toContainText(evaluated);
      await look(vendor, 'costs checked', found);
      await bid.seal();
      await bid.handIn();
      await vendor.leave();
    }
  });

  await test.step('the bids are opened, and everybody reads each year', async () => {
    await server.moveTo(schedule.opening);
    await open(browser, server, address);
  });

  await evaluate(browser, server, address, ['evaluator1', 'evaluator2'], new Map([[0, [9_000]], [1, [6_000]]]));
  const first = await Person.signedIn(browser, server, 'zh', 'evaluator1');
  const second = await Person.signedIn(browser, server, 'en', 'evaluator2');
  await test.step('one evaluator proposes points, the other signs the same', async () => {
    await lookAt(first, `/tenders/${address}/score`, found, 'agreement list');
    first.locale = 'zh';
    for (const [bid, points] of [[0, '87.5'], [1, '65']]) {
      await first.go(`/tenders/${address}/agree/${bid}`);
      await first.page.locator('#points-1').fill(points);
      await first.page.locator('#agree-text').fill(REASONS);
      await first.sign('#propose');
    }
    await lookAt(second, `/tenders/${address}/agree/0`, found, 'agreement open');
    second.locale = 'en';
    for (const bid of [0, 1]) {
      await second.go(`/tenders/${address}/agree/${bid}`);
      await expect(second.page.locator('main')).toContainText('The scores differed on what the warranty covers');
      await second.sign('#join');
    }
  });

  await test.step('the ranking takes the agreed points, and both are public', async () => {
    const ranked = async () => (await server.tender(address)).ranking !== null;
    await expect.poll(ranked, { timeout: 60_000 }).toBe(true);
    const reader = await Person.arrive(browser, server, 'en');
    await lookAt(reader, `/tenders/${address}`, found, 'agreement public');
    reader.locale = 'en';
    await reader.go(`/tenders/${address}`);
    const evaluation = reader.page.locator('section[aria-labelledby="evaluation"]');
    for (const text of ['Agreed by all', '87.5 of 100', '90 / 100', 'Acquisition', 'The scores differed']) {
      await expect(evaluation).toContainText(text);
    }
    await reader.leave();
  });
  for (const person of [officer, first, second]) await person.leave();
  expect(found).toEqual([]);
});
