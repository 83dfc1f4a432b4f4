/**
 * How bids are compared: an officer chooses a benchmark and a trimmed mean in Chinese, with an error on the way, takes
 * over the ready criteria, and everybody reads the rule with its numbers.
 */
import { expect, test } from '@playwright/test';
import { axeOn } from '../support/axe.js';
import { DOCUMENT, fillDraft } from '../support/draft.js';
import { walk } from '../support/keyboard.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';
import { picture } from '../support/shots.js';

const LOOKS = [[1280, 'light'], [1280, 'dark'], [375, 'light'], [375, 'dark']];

test.describe.configure({ mode: 'serial' });

let server;
let officer;
let draft;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(400_000);
  server = await Server.start();
  officer = await Person.signedIn(browser, server, 'zh', 'officer');
});
test.afterAll(async () => {
  await officer?.leave();
  await server?.stop();
});

/** axe finds nothing, wide and narrow, light and dark, nothing has to be scrolled sideways, and Tab goes everywhere. */
async function look({ page, locale }, name) {
  await page.evaluate(() => document.querySelectorAll('details').forEach((element) => {
    element.open = true;
  }));
  for (const [width, colorScheme] of LOOKS) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await picture(page, `rules-${name}-${locale}-${width}-${colorScheme}`);
    const { violations } = await axeOn(page).analyze();
    const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id} ${target} ${any[0]?.message ?? ''}`));
    expect(found, `${name} ${locale} ${width} ${colorScheme}`).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 900 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await walk(page), `${name} ${locale}`).toEqual([]);
}

const button = (page, label) => page.getByRole('button', { name: label, exact: true });
const put = async (page, values) => {
  for (const [id, value] of Object.entries(values)) await page.locator(`[id="${id}"]`).fill(value);
};

test('a benchmark and a trimmed mean are chosen, with an error on the way', async () => {
  const { page } = officer;
  await officer.go('/drafts');
  await page.locator('form[action$="/drafts"] button').click();
  await page.waitForURL(/\/drafts\/\d+$/);
  draft = new URL(page.url()).pathname.replace(/^\/zh/, '');
  await fillDraft(officer, DOCUMENT);

  await officer.go(`${draft}/criteria`);
  await expect(page.locator('#benchmark_discount')).toBeHidden();
  await page.getByLabel('基准价法').check();
  await expect(page.locator('#benchmark_discount')).toBeVisible();
  await put(page, { benchmark_discount: '100', benchmark_above: '2.5', benchmark_below: '1.25', 'criterion-1-max': '0' });
  await page.getByLabel('去掉最高最低分后的平均值').check();
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await button(page, '保存').click();
  expect((await answer).status()).toBe(422);
  const summary = page.locator('.govuk-error-summary');
  await expect(summary.locator('li')).toHaveCount(2);
  await summary.getByRole('link', { name: '下浮比例' }).click();
  await expect(page.locator('#benchmark_discount')).toBeFocused();
  await expect(page.locator('#benchmark_discount')).toHaveValue('100');
  await expect(page.locator('#benchmark_above')).toHaveValue('2.5');
  await expect(page.locator('#criterion-1-max-error')).toContainText('满分');
  await expect(page.getByLabel('去掉最高最低分后的平均值')).toBeChecked();
  await look(officer, 'criteria-refused');
});

test('the ready criteria replace what was typed only when asked to, and are saved only then', async () => {
  const { page } = officer;
  await put(page, { benchmark_discount: '5', 'criterion-1-max': '100' });
  await button(page, '采用评审标准模板').click();
  await expect(page.locator('.govuk-notification-banner')).toContainText('未作任何改动');
  await expect(page.locator('#criterion-1-zh')).toHaveValue('画质与可靠性');
  await look(officer, 'criteria-occupied');
  await button(page, '用模板取代现有标准').click();
  await expect(page.locator('.govuk-notification-banner')).toContainText('尚未保存');
  await expect(page.locator('#criterion-5-zh')).toHaveValue('可扩展性');
  await expect(page.locator('#benchmark_discount')).toHaveValue('5');
  await expect(page.locator('[data-weight-sum]')).toHaveClass(/ts-sum--fits/);
  await look(officer, 'criteria-taken');
  // Enter saves; it does not press the button of the ready criteria.
  await page.locator('#criterion-5-min').fill('30');
  await page.locator('#criterion-5-min').press('Enter');
  await page.waitForURL(/\?done=draft-saved/);
  await officer.go(`${draft}/criteria`);
  await expect(page.locator('#criterion-5-min')).toHaveValue('30');
  await expect(page.locator('#price_weight')).toHaveValue('40');
});

test('without script the numbers of the benchmark show with it, and the button works', async ({ browser }) => {
  const storageState = await officer.context.storageState();
  const plain = await Person.arrive(browser, server, 'en', { storageState, javaScriptEnabled: false });
  await plain.go('/drafts');
  await plain.page.locator('form[action$="/drafts"] button').click();
  const own = new URL(plain.page.url()).pathname.replace(/^\/en/, '');
  await plain.go(`${own}/criteria`);
  await expect(plain.page.locator('#benchmark_discount')).toBeHidden();
  await plain.page.getByLabel('Distance from a benchmark').check();
  await expect(plain.page.locator('#benchmark_discount')).toBeVisible();
  await picture(plain.page, 'rules-without-script-en-1280');
  await button(plain.page, 'Take over the ready criteria').click();
  await expect(plain.page.locator('#criterion-1-en')).toHaveValue('Technical feasibility');
  await plain.page.locator('#price_weight').press('Enter');
  await expect(plain.page).toHaveURL(/\?done=draft-saved/);
  await plain.leave();
});

test('notice, public page, bid page and panel tell the rule in both languages', async ({ browser }) => {
  const texts = {
    zh: ['基准价法', '下浮 5%', '扣 1 分', '扣 0.5 分', '高 31.5789%', '技术可行性'],
    en: ['Distance from a benchmark', 'less 5%', '1 of the 40 points (2.5%)', '31.5789% above', 'Technical feasibility'],
  };
  const tells = async ({ page, locale }) => {
    for (const text of texts[locale]) await expect(page.locator('main')).toContainText(text);
  };
  for (const locale of ['en', 'zh']) {
    officer.locale = locale;
    await officer.go(`${draft}/preview`);
    await tells(officer);
    await look(officer, 'preview');
  }
  await officer.sign('#propose');
  const approver = await Person.signedIn(browser, server, 'zh', 'approver');
  await approver.go('/approvals');
  await approver.page.getByRole('link', { name: '会议室显示设备采购' }).click();
  await tells(approver);
  await approver.sign('#approve');
  await approver.leave();

  const { tenders } = await server.json('/api/tenders');
  const newest = tenders.reduce((one, other) => (other.number > one.number ? other : one));
  expect(newest.stage).toBe('bidding');
  const reader = await Person.arrive(browser, server, 'zh');
  const vendor = await Person.signedIn(browser, server, 'zh', 'vendor2');
  const evaluator = await Person.signedIn(browser, server, 'zh', 'evaluator1');
  for (const locale of ['zh', 'en']) {
    Object.assign(reader, { locale });
    Object.assign(vendor, { locale });
    Object.assign(evaluator, { locale });
    await reader.go(`/tenders/${newest.address}`);
    await tells(reader);
    await look(reader, 'public');
    await vendor.go(`/tenders/${newest.address}/bid`);
    await vendor.page.locator('[data-step="start"] [data-go="offer"]').click();
    await expect(vendor.page.locator('[data-step="offer"]')).toContainText(texts[locale][1]);
    await look(vendor, 'bid');
    await evaluator.go(`/tenders/${newest.address}/score`);
    // The demonstration's panel has two.
    await expect(evaluator.page.locator('main')).toContainText(locale === 'zh' ? '不去掉任何评分' : 'no score is left out');
    await look(evaluator, 'score');
  }
  const { releases: [{ tender }] } = await server.json(`/ocds/${newest.address}`);
  expect(tender.lots[0].awardCriteria.priceFormula).toEqual({
    name: 'benchmark', discountPercent: 5, lossPercentPerPercentAbove: 2.5, lossPercentPerPercentBelow: 1.25,
  });
  expect(tender.lots[0].awardCriteria.criteria.map(({ name_zh: name }) => name)).toContain('可扩展性');
  for (const person of [reader, vendor, evaluator]) await person.leave();
});
