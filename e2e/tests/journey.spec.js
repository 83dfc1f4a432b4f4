/**
 * The main job in the browser: three vendors bid, two of three members open, the panel scores, the buyer awards,
 * and a stranger checks the whole of it from one file.
 */
import { expect, test } from '@playwright/test';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { BidPage, VALID_UNTIL, readReceipt } from '../support/bid-page.js';
import { declare } from '../support/declare.js';
import { DOCUMENT, fillDraft } from '../support/draft.js';
import { enter, tabTo, typeInto } from '../support/keyboard.js';
import { Person } from '../support/person.js';
import { Server, program } from '../support/server.js';

/** Names as the demonstration's cast has them. */
const NAMES = ['华安电子科技有限公司', '北辰信息系统有限公司', '江海智能装备有限公司'];
const OFFERS = {
  first: { price: '1,000,000.00', answers: ['14 英寸，16 GB 内存，附第三方检测报告。', '市内 4 小时到场，备机 15 台。'] },
  second: { price: '1300000', answers: ['Fourteen inches, 16 GB.', 'Next working day.'] },
  secondAgain: { price: '1,250,000.00', answers: ['Fourteen inches, 32 GB, three years of failure data.', 'Same day, eight spare machines.'] },
  third: { price: '1999999', answers: ['15 英寸，金属机身。', '工作日 8 小时内到场。'] },
  thirdAgain: { price: '2,000,000', answers: ['15 英寸，32 GB 内存，金属机身。', '工作日 8 小时内到场，备机 5 台。'] },
};
/** Points by vendor: of each evaluator, of each criterion. */
const POINTS = [[['80', '70'], ['70.5', '90']], [['60', '50'], ['60', '50']], [['90', '100'], ['90', '100']]];

let server;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});

test('from the first bid to the award, and the bundle holds', async ({ browser, request }) => {
  const address = await server.tenderIn('bidding');
  const { schedule } = await server.tender(address);
  const read = () => server.tender(address);
  const stage = async () => (await read()).stage;
  const stranger = await Person.arrive(browser, server, 'en');

  const [first, second, third] = await test.step('three vendors sign in', async () => [
    await signInByKeyboard(browser),
    await Person.signedIn(browser, server, 'en', 'vendor2'),
    await Person.signedIn(browser, server, 'zh', 'vendor3'),
  ]);

  await test.step('one bids in Chinese with the keyboard alone', () => bidByKeyboard(first, address));

  const secondPage = new BidPage(second, address);
  const thirdPage = new BidPage(third, address);
  await test.step('the others bid with a pointer; one in English', async () => {
    expect(await secondPage.bid(OFFERS.second)).toBe(1);
    expect(await thirdPage.bid(OFFERS.third)).toBe(2);
  });

  const proof = await test.step('one replaces its bid', async () => {
    await second.page.locator(`a[href$="/tenders/${address}/bid"]`).first().click();
    await secondPage.open();
    await secondPage.fill(OFFERS.secondAgain);
    await secondPage.seal();
    expect(await secondPage.handIn()).toBe(3);
    const saving = second.page.waitForEvent('download');
    await second.page.locator('a[download]').first().click();
    const file = test.info().outputPath('proof.json');
    await (await saving).saveAs(file);
    return file;
  });

  await test.step('one withdraws and bids again', async () => {
    await third.go(`/tenders/${address}/withdraw`);
    await third.shot('withdraw');
    await third.sign('#withdraw');
    await third.shot('withdrawn');
    expect(await thirdPage.bid(OFFERS.thirdAgain)).toBe(4);
    await third.go('/bids');
    await third.shot('bids');
    const bids = (await read()).bids.map(({ attempt, status }) => [attempt, status]);
    expect(bids).toEqual([[1, 'sealed'], [1, 'replaced'], [1, 'withdrawn'], [2, 'sealed'], [2, 'sealed']]);
  });

  await test.step('before the opening the public page tells a number and no name', async () => {
    await stranger.go(`/tenders/${address}`);
    await stranger.shot('tender-bidding');
    await expect(stranger.page.locator('.ts-count__number')).toHaveText('3');
    const text = await stranger.page.locator('body').innerText();
    for (const name of NAMES) expect(text).not.toContain(name);
  });

  await test.step('a bid in the last second is taken', async () => {
    await server.moveTo(schedule.deadline - 1_200);
    await thirdPage.open();
    await thirdPage.fill(OFFERS.thirdAgain);
    await thirdPage.seal();
    await secondPage.open();
    await secondPage.fill(OFFERS.second);
    await secondPage.seal();
    // The clock stands still: the bid's block is a few thousandths of a second later.
    await server.moveTo(schedule.deadline - 1);
    expect(await thirdPage.handIn()).toBe(5);
    const { bids, now } = await read();
    expect([bids[4].status, bids[5].status, now]).toEqual(['replaced', 'sealed', schedule.deadline - 1]);
    expect(await stage()).toBe('bidding');
    await third.shot('last-second');
  });

  await test.step('at the deadline itself a bid is refused, and nothing is recorded', async () => {
    await server.moveTo(schedule.deadline);
    const before = await read();
    const answer = second.page.waitForResponse((response) => response.url().endsWith('/acts'));
    await secondPage.send();
    expect((await answer).status()).toBe(422);
    await expect(second.page.locator('h1')).toHaveText('The deadline has passed');
    await expect(second.page.locator('main')).toContainText('nothing was recorded');
    await second.shot('late');
    const after = await read();
    expect(after.now, 'the clock has stood still').toBe(schedule.deadline);
    expect(after.bids).toEqual(before.bids);
    expect(await stage()).toBe('closed');
    await stranger.go(`/tenders/${address}`);
    await expect(stranger.page.locator('.ts-count__number')).toHaveText('3');
  });

  await test.step('two of three members open in their browsers', async () => {
    await server.moveTo(schedule.opening);
    for (const [name, locale] of [['member1', 'zh'], ['member2', 'en']]) {
      expect((await read()).bids.every(({ price }) => price === null)).toBe(true);
      const member = await Person.signedIn(browser, server, locale, name);
      await member.go('/openings');
      await member.shot('openings');
      await member.page.locator(`a[href$="/tenders/${address}/opening"]`).click();
      await member.shot('opening');
      await member.sign('[data-opener] form');
      await member.shot('opening-receipt');
      await member.leave();
    }
    await expect.poll(async () => (await read()).bids.map(({ price }) => price), { timeout: 60_000 })
      .toEqual(['100000000', null, null, '125000000', null, '200000000']);
  });

  await test.step('the opening record is public', async () => {
    for (const locale of ['en', 'zh']) {
      stranger.locale = locale;
      await stranger.go(`/tenders/${address}`);
      await stranger.shot('tender-opening');
      const record = stranger.page.locator('section[aria-labelledby="opening"]');
      for (const name of NAMES) await expect(record).toContainText(name);
      for (const price of ['1,000,000.00', '1,250,000.00', '2,000,000.00']) await expect(record).toContainText(price);
      await expect(record).not.toContainText('1,300,000');
    }
  });

  await test.step('both evaluators declare their interests, and score every answer', async () => {
    const { turns_at: turns, now } = await read();
    if (await stage() === 'opening') await server.moveTo(Math.max(turns ?? 0, now + schedule.objection_window));
    expect(await stage()).toBe('evaluation');
    for (const [seat, [name, locale]] of [['evaluator1', 'zh'], ['evaluator2', 'en']].entries()) {
      const evaluator = await Person.signedIn(browser, server, locale, name);
      await declare(evaluator, address);
      for (const [place, vendor] of NAMES.entries()) {
        await evaluator.go(`/tenders/${address}/score`);
        if (place === 0) await evaluator.shot('score');
        await evaluator.page.getByRole('link', { name: vendor }).click();
        const points = evaluator.page.locator('input[data-arg="points"]');
        await expect(points).toHaveCount(2);
        for (const criterion of [0, 1]) {
          await points.nth(criterion).fill(POINTS[place][seat][criterion]);
          await evaluator.page.locator('textarea[data-arg="justification"]').nth(criterion).fill(`对照招标文件第 ${criterion + 1} 条。\nCompared with point ${criterion + 1}.`);
        }
        if (place === 0) await evaluator.shot('score-bid');
        await evaluator.sign('form[data-act="score"]');
      }
      await evaluator.leave();
    }
  });

  await test.step('the contract ranks', async () => {
    await expect.poll(async () => (await read()).ranking, { timeout: 60_000 }).toEqual([0, 5, 3]);
    await stranger.go(`/tenders/${address}`);
    await stranger.shot('tender-ranked');
    const rows = stranger.page.locator('section[aria-labelledby="evaluation"] table').first().locator('tbody tr');
    // 50 % price, 30 % and 20 % answers, each the mean of two: 50 + 22.575 + 16; 25 + 27 + 20; 40 + 18 + 10.
    for (const [place, [name, total]] of [[NAMES[0], '88.575'], [NAMES[2], '72'], [NAMES[1], '68']].entries()) {
      await expect(rows.nth(place)).toContainText(name);
      await expect(rows.nth(place).locator('td').last()).toHaveText(new RegExp(`^${total.replace('.', '\\.')}(\\.0+|0*)$`));
    }
    await expect(stranger.page.locator('section[aria-labelledby="evaluation"] svg')).toBeVisible();
  });

  await test.step('the officer proposes, another person confirms', async () => {
    const officer = await Person.signedIn(browser, server, 'zh', 'officer');
    await officer.go(`/tenders/${address}/manage`);
    await officer.shot('manage');
    await officer.sign('#propose-award');
    await officer.leave();
    expect(await stage()).toBe('award_proposed');
    const approver = await Person.signedIn(browser, server, 'en', 'approver');
    await approver.go('/approvals');
    await approver.shot('approvals');
    await approver.page.locator(`a[href$="/tenders/${address}/manage"]`).click();
    await approver.sign('#confirm-award');
    await approver.leave();
  });

  await test.step('after the standstill the award is final', async () => {
    const { stage: now, award } = await read();
    expect(now).toBe('standstill');
    await stranger.go(`/tenders/${address}`);
    await stranger.shot('tender-standstill');
    await server.moveTo(award.final_from - 1);
    expect(await stage()).toBe('standstill');
    await server.moveTo(award.final_from);
    expect(await stage()).toBe('awarded');
    for (const locale of ['en', 'zh']) {
      stranger.locale = locale;
      await stranger.go(`/tenders/${address}`);
      await expect(stranger.page.locator('.ts-outcome__name')).toHaveText(NAMES[0]);
      await stranger.shot('tender-awarded');
    }
  });

  await test.step('the bundle that the page offers verifies, and a changed one does not', async () => {
    const link = stranger.page.locator('a[href*="/bundle"]').first();
    const answer = await request.get(new URL(await link.getAttribute('href'), server.origin).href);
    expect(answer.ok()).toBe(true);
    const bundle = test.info().outputPath('bundle.json');
    writeFileSync(bundle, await answer.body());
    verify(bundle, proof);
  });

  await Promise.all([first, second, third, stranger].map((person) => person.leave()));
});

test('an officer writes a notice, another person approves it, and it is published', async ({ browser }) => {
  const officer = await Person.signedIn(browser, server, 'zh', 'officer');
  const { page } = officer;
  await test.step('the officer fills in the sections', async () => {
    await officer.go('/drafts');
    await officer.shot('drafts');
    await page.locator('form[action$="/drafts"] button').click();
    await page.waitForURL(/\/drafts\/\d+$/);
    await fillDraft(officer, DOCUMENT);
    await officer.shot('draft');
  });
  await test.step('and signs the proposal', async () => {
    await page.locator('a[href$="/preview"]').click();
    await expect(page.locator('h1')).toHaveText('会议室显示设备采购');
    await officer.shot('preview');
    await officer.sign('#propose');
    await officer.leave();
  });
  await test.step('a different person approves; the tender is in the public list', async () => {
    const approver = await Person.signedIn(browser, server, 'en', 'approver');
    await approver.go('/approvals');
    await approver.page.getByRole('link', { name: 'Displays for meeting rooms' }).click();
    await approver.shot('proposal');
    await approver.sign('#approve');
    await approver.go('/tenders?status=open');
    await expect(approver.page.getByRole('link', { name: 'Displays for meeting rooms' })).toBeVisible();
    await approver.leave();
  });
  const address = await server.tenderIn('bidding');
  const published = await server.tender(address);
  expect([published.k, published.committee.length, published.panel.length]).toEqual([2, 3, 2]);
  await test.step('anybody can fetch its document, which has the hash that the page shows', async () => {
    const reader = await Person.arrive(browser, server, 'en');
    await reader.go(`/tenders/${address}`);
    const line = reader.page.locator('.ts-documents li');
    await expect(line).toContainText(DOCUMENT.name);
    const saving = reader.page.waitForEvent('download');
    await line.locator('a').click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe(DOCUMENT.name);
    const bytes = readFileSync(await saved.path());
    expect(bytes.equals(DOCUMENT.buffer)).toBe(true);
    await expect(line).toContainText(createHash('sha256').update(bytes).digest('hex'));
    await reader.leave();
  });
});

/** Signs in as the first vendor without touching a pointer. */
async function signInByKeyboard(browser) {
  const person = await Person.arrive(browser, server, 'zh');
  const { page } = person;
  await person.go('/sign-in');
  await typeInto(page, '#email', server.people.get('vendor1'));
  await typeInto(page, '#password', server.password);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/desk');
  await person.keyIsThere();
  return person;
}

/** From the public list to the receipt page with keys only. */
async function bidByKeyboard(person, address) {
  const { page } = person;
  await person.go('/tenders?status=open');
  await enter(page, `#main-content a[href$="/tenders/${address}"]`);
  await page.waitForURL(`**/tenders/${address}`);
  await enter(page, `aside a[href$="/tenders/${address}/bid"]`);
  await expect(page.locator('[data-key-status]')).toHaveClass(/govuk-tag--green/);
  await enter(page, '[data-step="start"] > [data-go="offer"]');
  await typeInto(page, '#price', OFFERS.first.price);
  await tabTo(page, '#valid-until');
  const [year, month, day] = VALID_UNTIL.split('-');
  // The order of the parts is that of the browser's own language, which the configuration fixes.
  await page.keyboard.type(`${month}${day}${year}`);
  await expect(page.locator('#valid-until')).toHaveValue(VALID_UNTIL);
  for (const [place, answer] of OFFERS.first.answers.entries()) await typeInto(page, `#answer-${place + 1}`, answer);
  await enter(page, '[data-check]');
  await expect(page.locator('[data-check-price]')).toContainText('1,000,000.00');
  await enter(page, '[data-seal]');
  await expect(page.locator('[data-step="save"]')).toBeVisible();
  const saving = page.waitForEvent('download');
  await enter(page, '[data-save]');
  const { e } = await readReceipt(await saving);
  await tabTo(page, '[data-saved]');
  await page.keyboard.press('Space');
  await enter(page, '[data-save-done]');
  await expect(page.locator('#bid-key option')).toHaveCount(1);
  await enter(page, '[data-sign]');
  await page.waitForURL(/\/bids\/0\/receipt/);
  await expect(page.locator('[data-bid-received]')).toContainText(e);
}

/** Runs the verifier on a bundle, against what a vendor kept, and once more on a changed one. */
function verify(bundle, anchor) {
  const tool = program('tenderseal');
  if (!existsSync(tool)) {
    if (process.env.CI) throw new Error(`${tool} is not there`);
    test.info().annotations.push({ type: 'skipped', description: `${tool} is not built: the bundle was not verified` });
    return;
  }
  const said = execFileSync(tool, ['verify', '--bundle', bundle, '--anchor', anchor], { encoding: 'utf8' });
  expect(said).not.toMatch(/\bFAIL\b/);
  const text = readFileSync(bundle, 'utf8');
  const changed = test.info().outputPath('changed.json');
  // One digit of the first envelope, whose four first bytes are `TSE1`.
  const at = text.indexOf('54534531') + 12;
  expect(at, 'the bundle holds an envelope').toBeGreaterThan(11);
  writeFileSync(changed, text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1));
  const second = spawnSync(tool, ['verify', '--bundle', changed], { encoding: 'utf8' });
  expect(second.status).toBe(1);
  expect(second.stdout).toMatch(/\bFAIL\b/);
}
