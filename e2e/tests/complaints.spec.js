/**
 * After the award: a vendor complains in the standstill, whose clock stands still; a reviewer suspends the tender, lets
 * it go on and dismisses the complaint; then the first is rejected, and the next one in the ranking has the award.
 */
import { expect, test } from '@playwright/test';
import { axeOn } from '../support/axe.js';
import { walk } from '../support/keyboard.js';
import { award, open } from '../support/opening.js';
import { evaluate } from '../support/panel.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

/** The vendors in the order of their bids, as the demonstration has them. */
const NAMES = ['华安电子科技有限公司', '北辰信息系统有限公司', '江海智能装备有限公司'];
const COMPLAINT = '第一名的质保承诺与招标文件不符。\nThe warranty that the first offers is not the one asked for.';
const STOP = '核实期间暂停招标活动。\nSuspended while the facts are looked into.';
const GO = '核实完毕，恢复招标活动。\nThe facts are known; the tender goes on.';
const DISMISSED = '投标文件第三条已作出实质性响应。\nThe bid answers point three as asked.';
const REFUSAL = '经两次书面通知，中标候选人未提交资格证明。\nThe proof of qualification was asked for twice and not given.';

let server;
let address;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start();
  address = await server.tenderIn('opening');
});
test.afterAll(async () => {
  await server?.stop();
});

const read = () => server.tender(address);
const stage = async () => (await read()).stage;

/** Nothing is found by axe, light and dark, nothing is scrolled sideways at 320 px, and Tab goes everywhere. */
async function sound({ page }, what) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await axeOn(page).analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`)), `${what} ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 900 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), `${what} at 320`).toBeLessThanOrEqual(320);
  await page.setViewportSize(before);
  expect(await walk(page), what).toEqual([]);
}

test('a complaint is decided, and a rejected winner is passed over', async ({ browser }) => {
  const manage = `/tenders/${address}/manage`;
  const reader = await Person.arrive(browser, server, 'en');

  const [first, next] = await test.step('bids are opened, scored and ranked; the award is confirmed', async () => {
    await open(browser, server, address);
    const { bids, notice } = await read();
    const { criteria } = JSON.parse(notice);
    const points = new Map(bids.map(({ number }) => [number, Array.from({ length: criteria.length }, () => 9_000 - number * 1_000)]));
    await evaluate(browser, server, address, ['evaluator1', 'evaluator2'], points);
    await expect.poll(async () => (await read()).ranking?.length, { timeout: 60_000 }).toBe(bids.length);
    await award(browser, server, address);
    expect(await stage()).toBe('standstill');
    return (await read()).ranking;
  });
  const { award: { final_from: until } } = await read();

  await test.step('a vendor complains, and the standstill stands still', async () => {
    const vendor = await Person.signedIn(browser, server, 'zh', `vendor${next + 1}`);
    const { page } = vendor;
    await vendor.go(`/tenders/${address}`);
    await page.locator('section[aria-labelledby="complaints"] a[href$="/complain"]').click();
    await page.locator('#write button').click();
    await expect(page.locator('.govuk-error-summary')).toContainText('请填写投诉内容');
    await page.locator('#complaint').fill(COMPLAINT);
    await vendor.shot('complain');
    await page.locator('#write button').click();
    await expect(page.locator('[data-complaint]')).toHaveText(COMPLAINT, { useInnerText: true });
    await sound(vendor, 'check of a complaint');
    await vendor.shot('complain-check');
    await vendor.sign('#complain');
    await vendor.go(`/tenders/${address}/complain`);
    await expect(page.locator('main')).toContainText('待处理');
    await expect(page.locator('#write')).toHaveCount(0);
    await sound(vendor, 'own complaint');
    await vendor.shot('complain-own');
    await vendor.leave();
    await server.moveTo(until + 60);
    expect(await stage(), 'the award does not become final').toBe('standstill');
    await reader.go(`/tenders/${address}`);
    await expect(reader.page.locator('section[aria-labelledby="award"]')).toContainText('stands still since');
    await expect(reader.page.locator('#complaint-1')).toContainText('The warranty that the first offers');
    await sound(reader, 'disputed tender');
    await reader.shot('tender-disputed');
  });

  await test.step('the reviewer finds it on the desk, suspends, lets go on and dismisses', async () => {
    const reviewer = await Person.signedIn(browser, server, 'zh', 'reviewer');
    const { page } = reviewer;
    await reviewer.shot('desk-reviewer');
    await page.getByRole('link', { name: '处理投诉' }).click();
    await expect(page.locator('#outcome-reevaluate')).toHaveCount(1);
    await sound(reviewer, 'complaint');
    await reviewer.shot('review-complaint');
    const review = `/tenders/${address}/review`;
    await reviewer.go(review);
    await reviewer.shot('review-suspend');
    await page.locator('#statement').fill(STOP);
    await reviewer.sign('#suspend');
    for (const locale of ['zh', 'en']) {
      reader.locale = locale;
      await reader.go(`/tenders/${address}`);
      await expect(reader.page.locator('section[aria-labelledby="suspended"]')).toContainText('核实期间暂停招标活动');
      await sound(reader, `suspended tender ${locale}`);
      await reader.shot('tender-suspended');
    }
    const officer = await Person.signedIn(browser, server, 'zh', 'officer');
    await officer.go(manage);
    await expect(officer.page.locator('[data-suspended]')).toBeVisible();
    await expect(officer.page.locator('form[data-act="propose_rejection"]'), 'forms that would be refused wait').toHaveCount(0);
    await officer.shot('manage-suspended');
    await officer.leave();
    await reviewer.go(review);
    await sound(reviewer, 'suspended tender');
    await reviewer.shot('review-resume');
    await page.locator('#statement').fill(GO);
    await reviewer.sign('#resume');
    await reviewer.go('/complaints');
    await sound(reviewer, 'complaints');
    await reviewer.shot('complaints');
    await page.locator('a[href*="/review/0"]').click();
    await page.locator('#outcome-dismissed').check();
    await page.locator('#decide [data-act-submit]').click();
    await expect(page.locator('#decide [data-act-errors]'), 'a decision has reasons').toContainText('理由');
    await page.locator('#statement').fill(DISMISSED);
    await reviewer.sign('#decide');
    await reviewer.go('/complaints');
    await expect(page.locator('main')).toContainText('没有待处理的投诉');
    await reviewer.shot('complaints-decided');
    await reviewer.go(`${review}/0`);
    await sound(reviewer, 'decided complaint');
    await reviewer.leave();
    const after = await read();
    expect([after.stage, after.award.final_from > until]).toEqual(['standstill', true]);
  });

  await test.step('the officer proposes to reject the first, the approver confirms', async () => {
    const officer = await Person.signedIn(browser, server, 'zh', 'officer');
    await officer.go(manage);
    await officer.page.locator('details', { has: officer.page.locator(`#reject-${first}`) }).locator('summary').click();
    const form = officer.page.locator(`#reject-${first}`);
    await expect(officer.page.locator('details', { has: form })).toContainText(`${NAMES[next]}）递补为第一名`);
    await officer.page.locator(`#ground-${first}`).selectOption('not_qualified');
    await officer.page.locator(`#rejection-statement-${first}`).fill(REFUSAL);
    await sound(officer, 'form of a rejection');
    await officer.shot('manage-reject');
    await officer.sign(`#reject-${first}`);
    await officer.leave();
    expect((await read()).award.bid, 'one person alone rejects nothing').toBe(first);
    const approver = await Person.signedIn(browser, server, 'en', 'approver');
    await approver.go('/approvals');
    await approver.page.getByRole('link', { name: 'Confirm the rejection of a bid' }).click();
    await expect(approver.page.locator('section[aria-labelledby="rejection-proposed"]')).toContainText('asked for twice');
    await sound(approver, 'rejection to confirm');
    await approver.shot('manage-rejection');
    await approver.sign('#confirm-rejection');
    await approver.leave();
    const after = await read();
    expect([after.stage, after.award, after.bids[first].status]).toEqual(['evaluation', null, 'excluded']);
  });

  await test.step('the next one is proposed and confirmed, and everybody reads why', async () => {
    await award(browser, server, address);
    const after = await read();
    expect([after.stage, after.award.bid]).toEqual(['standstill', next]);
    const texts = { zh: ['第 2 轮次', '投标人不具备资格条件', '驳回投诉'], en: ['Round 2', 'not qualified', 'dismissed'] };
    for (const [locale, [round, ground, outcome]] of Object.entries(texts)) {
      reader.locale = locale;
      await reader.go(`/tenders/${address}`);
      await expect(reader.page.locator('.ts-titled')).toContainText(round);
      await expect(reader.page.locator('section[aria-labelledby="rejections"]')).toContainText(ground);
      await expect(reader.page.locator('section[aria-labelledby="rejections"]')).toContainText('asked for twice');
      await expect(reader.page.locator('#complaint-1')).toContainText(new RegExp(outcome, 'i'));
      await expect(reader.page.locator('.ts-outcome__name')).toHaveText(NAMES[next]);
      await sound(reader, `passed over ${locale}`);
      await reader.shot('tender-passed-over');
    }
    await reader.leave();
  });
});
