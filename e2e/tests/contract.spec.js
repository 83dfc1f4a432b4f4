/**
 * The contract after an award: proposed with milestones that must add up, signed by the vendor, one milestone reported,
 * returned, reported again and accepted, a change, the completion. A stranger sees none of the two sides' page.
 */
import { expect, test } from '@playwright/test';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const TEXT = '复印纸年度供应合同（OF-2026-03 号）。\n合同文件 SHA-256：见双方各自保存的签字文本。';
const REPORT = '首批 3,000 包已于约定日期送达。';
const REASON = '少送 20 包，请补齐后重新报告。';
const AGAIN = '首批 3,000 包已全部补齐，送货单编号 S-17。';
const ACCEPTANCE = '经清点数量无误，质量合格。';
const SUPPLEMENT = '补充协议一：第二批改为年底前送达。';
const STATEMENT = '全部货物已验收合格，合同履行完毕。';

let server;
let address;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start();
  address = await server.tenderIn('awarded');
});
test.afterAll(async () => {
  await server?.stop();
});

const read = () => server.tender(address);
/** A day after the chain's time, as a date field takes it. */
async function day(ahead) {
  const { now } = await server.json('/api/chain');
  return new Date((now + ahead * 86_400) * 1000).toISOString().slice(0, 10);
}

test('a contract is proposed, signed, performed and completed by both sides', async ({ browser }) => {
  const { award, bids } = await read();
  const winner = bids[award.bid];
  const contract = `/tenders/${address}/contract`;
  const officer = await Person.signedIn(browser, server, 'zh', 'officer');
  const vendors = [await Person.signedIn(browser, server, 'en', 'vendor1'), await Person.signedIn(browser, server, 'en', 'vendor2')];
  const status = async (person) => (await person.go(contract)).status();
  const places = await Promise.all(vendors.map(status));
  const [vendor, other] = places[0] === 200 ? vendors : [vendors[1], vendors[0]];
  expect([...places].sort(), 'the page is there for the winner alone').toEqual([200, 404]);
  expect(winner).toBeTruthy();

  await test.step('the officer proposes; milestones that do not add up are refused with the difference', async () => {
    const { page } = officer;
    await officer.go('/desk');
    await page.getByRole('link', { name: '向中标人提出合同' }).click();
    await officer.shot('contract-none');
    await page.getByRole('button', { name: '提出合同' }).click();
    await page.locator('#document').fill(TEXT);
    await page.locator('#title-1').fill('首批 3,000 包');
    await page.locator('#due-1').fill(await day(30));
    await page.locator('#amount-1').fill('60,000.00');
    await page.locator('#title-2').fill('第二批 3,000 包');
    await page.locator('#due-2').fill(await day(200));
    await page.locator('#amount-2').fill('1000');
    await expect(page.locator('[data-amount-sum]')).toContainText('尚差');
    await page.getByRole('button', { name: '核对', exact: true }).click();
    await expect(page.locator('.govuk-error-summary')).toContainText('合计必须等于合同金额');
    await officer.shot('contract-sum');
    const missing = /尚差 \S+?\s([\d,]+\.\d\d)/u.exec((await page.locator('[data-amount-sum]').textContent()).replace('\u00a0', ' '))[1];
    const rest = (Number(missing.replaceAll(',', '')) + 1000).toFixed(2);
    await page.locator('#amount-2').fill(rest);
    await expect(page.locator('[data-amount-sum]')).toHaveClass(/ts-sum--fits/);
    await page.getByRole('button', { name: '核对', exact: true }).click();
    await officer.shot('contract-check');
    await officer.sign('#propose');
    await officer.go(contract);
    await expect(page.locator('main')).toContainText('合同待供应商签署');
    await expect(page.locator('#sign-contract')).toHaveCount(0);
    await officer.shot('contract-waits');
  });

  await test.step('the vendor finds it on the desk and among the bids, and signs', async () => {
    const { page } = vendor;
    await vendor.go('/bids');
    await vendor.shot('contract-bids');
    await expect(page.locator('main')).toContainText('A contract waits for your signature');
    await vendor.go('/desk');
    await page.getByRole('link', { name: 'A contract waits for your signature' }).click();
    await expect(page.locator('main')).toContainText('复印纸年度供应合同');
    await vendor.shot('contract-sign');
    await vendor.sign('#sign-contract');
    expect((await read()).stage).toBe('contract_signed');
  });

  const report = async (number, text) => {
    await vendor.go(contract);
    await vendor.page.locator(`section[aria-labelledby="milestone-${number}"] summary`).click();
    await vendor.page.locator(`#report-text-${number}`).fill(text);
    await vendor.sign(`#report-${number}`);
  };
  const accept = async (number) => {
    await officer.go(contract);
    await officer.page.locator(`#acceptance-${number}`).fill(ACCEPTANCE);
    await officer.sign(`#accept-${number}`);
  };

  await test.step('a milestone is reported, returned, reported again and accepted', async () => {
    await report(1, REPORT);
    await officer.go('/desk');
    await officer.page.getByRole('link', { name: '验收或退回履约报告' }).click();
    await officer.shot('contract-reported');
    await officer.page.getByText('退回该报告').click();
    await officer.page.locator('#return-reason-1').fill(REASON);
    await officer.sign('#return-1');
    await vendor.go('/desk');
    await vendor.page.getByRole('link', { name: 'A report of a milestone was returned to you' }).click();
    await expect(vendor.page.locator('main')).toContainText(REASON);
    await vendor.shot('contract-returned');
    await report(1, AGAIN);
    await accept(1);
    await officer.go(contract);
    await expect(officer.page.locator('section[aria-labelledby="milestone-1"]')).toContainText('已验收');
    await expect(officer.page.locator('#complete-contract'), 'a milestone is open').toHaveCount(0);
  });

  await test.step('a change keeps what is accepted and moves the rest', async () => {
    const { page } = officer;
    await page.getByRole('link', { name: '提出变更合同' }).click();
    await expect(page.locator('[name="title-1"]'), 'what is accepted stays').toHaveAttribute('type', 'hidden');
    await page.locator('#document').fill(SUPPLEMENT);
    await page.locator('#due-2').fill(await day(300));
    await officer.shot('contract-change');
    await page.getByRole('button', { name: '核对', exact: true }).click();
    await officer.sign('#propose');
    await vendor.go(contract);
    await vendor.shot('contract-change-accept');
    await vendor.sign('#accept-change');
    await vendor.go(contract);
    await expect(vendor.page.locator('section[aria-labelledby="changes"]')).toContainText('Supplement 1');
    await expect(vendor.page.locator('section[aria-labelledby="milestone-1"]')).toContainText('Accepted');
  });

  await test.step('both sides complete it', async () => {
    await report(2, '第二批已送达。');
    await accept(2);
    await officer.go('/desk');
    await officer.page.getByRole('link', { name: '提出合同已履行完毕' }).click();
    await officer.page.locator('summary', { hasText: '提出合同已履行完毕' }).click();
    await officer.page.locator('#completion-statement').fill(STATEMENT);
    await officer.sign('#complete-contract');
    await vendor.go('/desk');
    await vendor.page.getByRole('link', { name: 'Confirm that a contract is performed' }).click();
    await vendor.sign('#confirm-completion');
    expect((await read()).stage).toBe('completed');
    await vendor.go(contract);
    await expect(vendor.page.locator('main form[data-act]')).toHaveCount(0);
    await vendor.shot('contract-completed');
  });

  await test.step('everybody reads it, and finds it by its state', async () => {
    for (const [locale, texts] of Object.entries({ en: ['Accepted', 'Supplement 1', 'Completion'], zh: ['已验收', '补充协议 1', '履行完毕'] })) {
      const reader = await Person.arrive(browser, server, locale);
      await reader.go('/tenders?status=completed');
      await expect(reader.page.locator('.ts-tenders > li')).toHaveCount(1);
      await reader.shot('contract-list');
      await reader.page.locator('.ts-tender__title a').click();
      const section = reader.page.locator('section[aria-labelledby="contract"]');
      for (const text of [...texts, AGAIN.slice(0, 4), ACCEPTANCE, SUPPLEMENT, STATEMENT]) await expect(section).toContainText(text);
      await reader.shot('contract-public');
      await reader.leave();
    }
    const dark = await Person.arrive(browser, server, 'en', { colorScheme: 'dark' });
    await dark.go(`/tenders/${address}#contract`);
    await dark.shot('contract-public-dark');
    await dark.leave();
  });
  for (const person of [officer, vendor, other]) await person.leave();
});
