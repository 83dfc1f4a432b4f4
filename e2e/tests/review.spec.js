/**
 * What a reviewer can have done: the evaluation is made again, with another evaluator on the panel than at first, and
 * the tender is cancelled. Then a buyer that rejects every bid that is left of another one.
 */
import { expect, test } from '@playwright/test';
import { look, lookAt } from '../support/axe.js';
import { declare } from '../support/declare.js';
import { colleague } from '../support/newcomer.js';
import { award, open } from '../support/opening.js';
import { evaluate } from '../support/panel.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const BUYER = '示范市财政局';
const ILL = '因病不能参加评标，由另一名专家接替。\nIll; another expert takes the seat.';
const FIRST = '评分理由与招标文件不符。\nThe reasons of the scores are not those of the notice.';
const AGAIN = '第二项评分须依据招标文件重新作出。\nThe second criterion is scored again, by the words of the notice.';
const SECOND = '评标专家仍未说明理由。\nThe evaluators still give no reasons.';
const OVER = '评标程序无法补救，终止招标。\nThe evaluation cannot be remedied; the tender ends.';
const REASON = '对照招标文件逐条评分。\nCompared with the notice, point by point.';

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

/** A vendor complains, on its page. */
async function complain(browser, number, words) {
  const vendor = await Person.signedIn(browser, server, 'zh', `vendor${number + 1}`);
  await vendor.go(`/tenders/${address}/complain`);
  await vendor.page.locator('#complaint').fill(words);
  await vendor.page.locator('#write button').click();
  await vendor.sign('#complain');
  await vendor.leave();
}

/** The reviewer decides the complaint of this number. */
async function decide(browser, number, outcome, words, found) {
  const reviewer = await Person.signedIn(browser, server, 'zh', 'reviewer');
  const { page } = reviewer;
  await page.getByRole('link', { name: '处理投诉' }).click();
  await expect(page).toHaveURL(new RegExp(`/review/${number}$`));
  await page.locator(`#outcome-${outcome}`).check();
  await page.locator('#statement').fill(words);
  await page.locator('#decide [data-act-submit]').click();
  await expect(page.locator('#decide [data-act-summary]')).toContainText(words.split('\n')[0]);
  await look(reviewer, `decide-${outcome}`, found);
  await page.locator('#decide [data-act-back]').click();
  await reviewer.sign('#decide');
  await reviewer.leave();
}

/** An evaluator scores a bid on its page: the same for every criterion. */
async function score(person, bid, points) {
  const { page } = person;
  await person.go(`/tenders/${address}/score/${bid}`);
  for (const field of await page.locator('input[data-arg="points"]').all()) await field.fill(points);
  for (const field of await page.locator('textarea[data-arg="justification"]').all()) await field.fill(REASON);
  await person.sign('#score');
}

test('the evaluation is made again with another evaluator, and then the tender is cancelled by the reviewer', async ({ browser }) => {
  const found = [];
  const manage = `/tenders/${address}/manage`;
  const reader = await Person.arrive(browser, server, 'en');

  const substitute = await test.step('an evaluator falls ill, and two people give the seat to another', async () => {
    const person = await colleague(browser, server, BUYER, { locale: 'zh', name: '林悦', email: 'lin@example.org', roles: ['evaluator'] });
    const officer = await Person.signedIn(browser, server, 'zh', 'officer');
    await officer.go(manage);
    await officer.page.locator('details', { has: officer.page.locator('#seat-2') }).locator('summary').click();
    await officer.page.locator('#seat-2-substitute').selectOption({ label: `林悦 · ${BUYER}` });
    await officer.page.locator('#seat-2-reason').fill(ILL);
    await officer.sign('#seat-2');
    await officer.leave();
    const approver = await Person.signedIn(browser, server, 'en', 'approver');
    await approver.go('/approvals');
    await approver.page.getByRole('link', { name: 'Confirm a change of the panel' }).click();
    await expect(approver.page.locator('main')).toContainText('林悦');
    await approver.sign('#confirm-seat-change');
    await approver.leave();
    const excused = await Person.signedIn(browser, server, 'zh', 'evaluator2');
    await excused.go(`/tenders/${address}/score`);
    await expect(excused.page.locator('h1')).toHaveText('您已不再担任本项目的评标专家');
    await excused.leave();
    return person;
  });

  const [first, next] = await test.step('bids are opened, scored by both, and the award is confirmed', async () => {
    await open(browser, server, address);
    const { bids, notice } = await read();
    const { criteria } = JSON.parse(notice);
    const points = new Map(bids.map(({ number }) => [number, criteria.map(() => 9_000 - number * 2_000)]));
    await evaluate(browser, server, address, ['evaluator1'], points);
    await substitute.go('/desk');
    await substitute.page.locator(`main a[href$="/tenders/${address}/declare"]`).click();
    await declare(substitute, address);
    for (const { number } of bids) await score(substitute, number, String(90 - number * 20));
    await expect.poll(async () => (await read()).ranking?.length, { timeout: 60_000 }).toBe(bids.length);
    await award(browser, server, address);
    return (await read()).ranking;
  });

  await test.step('a complaint is upheld: the award is taken back, and scores are open again', async () => {
    await complain(browser, next, FIRST);
    await decide(browser, 0, 'reevaluate', AGAIN, found);
    const { stage, award: none, ranking } = await read();
    expect([stage, none, ranking ?? null]).toEqual(['evaluation', null, null]);
    await lookAt(reader, `/tenders/${address}`, found, 'evaluated-again');
    await reader.go(`/tenders/${address}`);
    await expect(reader.page.locator('.ts-titled')).toContainText('第 2 轮次');
    await expect(reader.page.locator('#complaint-1')).toContainText('重新评标');
    await expect(reader.page.locator('#complaint-1')).toContainText('第二项评分须依据招标文件重新作出');
  });

  await test.step('both score the other way round, and the next one is first', async () => {
    await substitute.go('/desk');
    await expect(substitute.page.locator(`main a[href*="/tenders/${address}/score"]`).first(), 'the desk says that scores are open').toBeVisible();
    await lookAt(substitute, `/tenders/${address}/score`, found, 'score-again');
    substitute.locale = 'zh';
    const first1 = await Person.signedIn(browser, server, 'en', 'evaluator1');
    for (const person of [first1, substitute]) {
      for (const { number } of (await read()).bids) await score(person, number, number === next ? '100' : '1');
      await person.leave();
    }
    expect((await read()).ranking ?? null, 'nothing is ranked while scores are open').toBeNull();
    const { turns_at: over, bids } = await read();
    await server.moveTo(over);
    await expect.poll(async () => (await read()).ranking?.length, { timeout: 60_000 }).toBe(bids.length);
    expect((await read()).ranking[0]).not.toBe(first);
    await award(browser, server, address);
    expect((await read()).award.bid).toBe((await read()).ranking[0]);
  });

  await test.step('the next complaint ends the tender', async () => {
    await complain(browser, first, SECOND);
    await decide(browser, 1, 'cancel', OVER, found);
    expect((await read()).stage).toBe('cancelled');
    await lookAt(reader, `/tenders/${address}`, found, 'cancelled-by-reviewer');
    const texts = { zh: ['本项目已终止', '评标程序无法补救'], en: ['This tender was cancelled', 'The evaluation cannot be remedied'] };
    for (const [locale, told] of Object.entries(texts)) {
      reader.locale = locale;
      await reader.go(`/tenders/${address}`);
      for (const text of told) await expect(reader.page.locator('main')).toContainText(text);
      await expect(reader.page.locator('.ts-timeline__event--ahead'), 'nothing is to come').toHaveCount(0);
    }
    const officer = await Person.signedIn(browser, server, 'zh', 'officer');
    await officer.go(manage);
    await expect(officer.page.locator('main form[data-act]')).toHaveCount(0);
    await officer.leave();
    const { releases } = await server.json(`/ocds/${address}`);
    expect(releases.at(-1).tender.status).toBe('cancelled');
    await reader.leave();
  });
  expect(found).toEqual([]);
});
