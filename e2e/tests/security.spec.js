/**
 * Bid securities: an officer asks for one and another person approves; each bid names its guarantee by a hash that
 * only the vendor can open; what is replaced or withdrawn goes back at once, what was opened is held and goes back by
 * itself, and what nobody opened is forfeited by two persons of the buyer. Axe reads every page of it.
 */
import { expect, test } from '@playwright/test';
import { look, lookAt } from '../support/axe.js';
import { BidPage } from '../support/bid-page.js';
import { fillDraft } from '../support/draft.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const { guaranteeHash } = await import('../../portal/assets/modules/guarantee.js');

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const DOCUMENT = { name: '招标文件.pdf', mimeType: 'application/pdf', buffer: PDF };
const ISSUER = '示范商业银行股份有限公司';
const offer = (price, number) => ({
  price, answers: ['4K 屏，亮度 500 尼特，三年质保。'], guarantee: { issuer: ISSUER, number },
});
const STATEMENT = '投标人在自行开启期内未开启投标文件。\nThe vendor did not open its bid in the time for it.';
const DAY = 86_400;

let server;
let officer;
let approver;
let reader;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ browser }) => {
  test.setTimeout(400_000);
  server = await Server.start();
  officer = await Person.signedIn(browser, server, 'en', 'officer');
  approver = await Person.signedIn(browser, server, 'zh', 'approver');
  reader = await Person.arrive(browser, server, 'en');
});
test.afterAll(async () => {
  for (const person of [officer, approver, reader]) await person?.leave();
  await server?.stop();
});

const securities = () => reader.page.locator('section[aria-labelledby="securities"]');
const save = (page) => page.locator('#main-content form button.govuk-button:not([name])').first().click();

/** A draft of the officer's with everything but its security; the address of its page. */
async function drafted() {
  const { page } = officer;
  officer.locale = 'en';
  await officer.go('/drafts');
  await page.locator('form[action$="/drafts"] button').click();
  await page.waitForURL(/\/drafts\/\d+$/);
  const draft = page.url();
  await fillDraft(officer, DOCUMENT);
  return draft;
}

/** Asks for a security for as many days, forfeited by silence and by a refusal to sign. */
async function ask(draft, days) {
  const { page } = officer;
  await page.goto(`${draft}/security`);
  await page.locator('input[name="security"][value="yes"]').check();
  await page.locator('#security_amount').fill('6,000');
  await page.locator('#security_valid_for').fill(days);
  await page.locator('[name="security_valid_for-unit"]').selectOption('days');
  for (const ground of ['silence', 'refusal']) await page.locator(`input[name="security_${ground}"]`).check();
}

/** The officer signs, another person approves; the tender's address. */
async function published(draft, found) {
  officer.locale = 'en';
  const known = new Set((await server.json('/api/tenders')).tenders.map(({ address }) => address));
  await officer.page.goto(`${draft}/preview`);
  await expect(officer.page.locator('main')).toContainText('CNY 6,000.00');
  if (found) await look(officer, 'security preview', found);
  await officer.sign('#propose');
  approver.locale = 'zh';
  await approver.go('/approvals');
  await approver.page.locator('tbody a[href*="/approvals/"]').first().click();
  const main = approver.page.locator('main');
  for (const text of ['投标保证金', 'CNY 6,000.00', '不签订合同']) await expect(main).toContainText(text);
  if (found) await look(approver, 'security approval', found);
  await approver.sign('#approve');
  const { tenders } = await server.json('/api/tenders');
  return tenders.map(({ address }) => address).find((address) => !known.has(address));
}

test('a guarantee stands behind each bid, and goes back when the bid does and when its time is over', async ({ browser }) => {
  const found = [];
  const draft = await drafted();
  const address = await test.step('the officer asks for a security, and another person approves', async () => {
    const { page } = officer;
    await page.goto(`${draft}/security`);
    await look(officer, 'security none', found);
    await page.locator('input[name="security"][value="yes"]').check();
    await page.locator('#security_amount').fill('0');
    await page.locator('#security_valid_for').fill('1');
    await page.locator('[name="security_valid_for-unit"]').selectOption('minutes');
    for (const ground of ['silence', 'refusal']) await page.locator(`input[name="security_${ground}"]`).uncheck();
    await save(page);
    await expect(page.locator('.govuk-error-summary li')).toHaveCount(3);
    await look(officer, 'security refused', found);
    await ask(draft, '90');
    await save(page);
    await page.waitForURL((url) => url.pathname === new URL(draft).pathname);
    await lookAt(officer, `${new URL(draft).pathname.slice(3)}/security`, found, 'security asked');
    return published(draft, found);
  });
  const read = () => server.tender(address);
  const { schedule } = await read();

  await test.step('the notice says what is asked for', async () => {
    await lookAt(reader, `/tenders/${address}`, found, 'security notice');
    reader.locale = 'en';
    await reader.go(`/tenders/${address}`);
    const asked = reader.page.locator('section[aria-labelledby="security"]');
    for (const text of ['CNY 6,000.00', '90 days from the deadline', 'did not sign']) await expect(asked).toContainText(text);
  });

  const kept = await test.step('a vendor names its guarantee, and only its receipt file tells which', async () => {
    const vendor = await Person.signedIn(browser, server, 'zh', 'vendor1');
    const { page } = vendor;
    const bid = new BidPage(vendor, address);
    await bid.open();
    await page.locator('[data-check]').click();
    await expect(page.locator('#guarantee-issuer-error')).toContainText('请填写保函出具机构');
    await expect(page.locator('#guarantee-number-error')).toContainText('请填写保函编号');
    await look(vendor, 'security bid refused', found);
    await bid.fill(offer('280000', 'BH-2026-0077'));
    await expect(page.locator('[data-check-guarantee]')).toContainText('BH-2026-0077');
    await look(vendor, 'security bid check', found);
    const receipt = await bid.seal();
    await look(vendor, 'security bid hand in', found);
    expect(await bid.handIn()).toBe(0);
    const { issuer, number, salt } = receipt.guarantee;
    expect([issuer, number]).toEqual([ISSUER, 'BH-2026-0077']);
    const [{ vendor: place }] = (await read()).bids;
    const hash = await guaranteeHash({ contract: address, vendor: place ?? receipt.ctx.vendor }, { salt: Buffer.from(salt, 'hex'), issuer, number });
    const named = Buffer.from(hash).toString('hex');
    await expect(page.locator('[data-bid-received]')).toContainText(named);
    await lookAt(vendor, new URL(page.url()).pathname.slice(3), found, 'security receipt');
    await vendor.leave();
    return named;
  });

  await test.step('what is replaced and what is withdrawn goes back at once', async () => {
    const vendor = await Person.signedIn(browser, server, 'en', 'vendor2');
    const bid = new BidPage(vendor, address);
    expect(await bid.bid(offer('270000', 'LG-1'))).toBe(1);
    expect(await bid.bid(offer('265000', 'LG-2'))).toBe(2);
    await vendor.go(`/tenders/${address}/bids/1/receipt`);
    await expect(vendor.page.locator('main')).toContainText('The bid was replaced before the deadline');
    await look(vendor, 'security receipt replaced', found);
    await vendor.leave();
    const third = await Person.signedIn(browser, server, 'zh', 'vendor3');
    expect(await new BidPage(third, address).bid(offer('290000', 'BH-3'))).toBe(3);
    await third.go(`/tenders/${address}/withdraw`);
    await third.sign('#withdraw');
    await third.go(`/tenders/${address}/bids/3/receipt`);
    await expect(third.page.locator('main')).toContainText('投标在截止前撤回');
    await look(third, 'security receipt withdrawn', found);
    await third.leave();
    await reader.go(`/tenders/${address}`);
    await expect(securities(), 'who has given one is not told before the opening').toHaveCount(0);
  });

  await test.step('after the opening everybody sees what is held', async () => {
    await server.moveTo(schedule.opening);
    for (const name of ['member1', 'member2']) {
      const member = await Person.signedIn(browser, server, 'en', name);
      await member.go(`/tenders/${address}/opening`);
      await member.sign('[data-opener] form');
      await member.leave();
    }
    const open = async () => (await read()).bids.filter(({ status }) => status === 'opened').length;
    await expect.poll(open, { timeout: 60_000 }).toBe(2);
    await lookAt(reader, `/tenders/${address}`, found, 'security held');
    reader.locale = 'en';
    await reader.go(`/tenders/${address}`);
    await expect(securities()).toContainText('2 held, 2 returned, 0 forfeited.');
    await expect(securities().locator('tbody tr')).toHaveCount(2);
    await expect(securities().locator('tbody tr').first()).toContainText(kept);
    for (const secret of [ISSUER, 'BH-2026-0077']) expect(await reader.page.content()).not.toContain(secret);
    await lookAt(officer, `/tenders/${address}/manage`, found, 'security manage');
  });

  await test.step('and it goes back by itself when its time is over', async () => {
    await server.moveTo(schedule.deadline + 90 * DAY);
    await expect.poll(async () => {
      await reader.go(`/tenders/${address}`);
      return securities().innerText();
    }, { timeout: 90_000, intervals: [1_000] }).toContain('0 held, 4 returned, 0 forfeited.');
    await expect(securities().locator('tbody .govuk-tag')).toHaveText(['Returned', 'Returned']);
    await lookAt(reader, `/tenders/${address}`, found, 'security returned');
  });
  expect(found).toEqual([]);
});

test('a bid that nobody opened forfeits its security, by two persons and with reasons', async ({ browser }) => {
  const found = [];
  const draft = await drafted();
  await ask(draft, '90');
  await save(officer.page);
  const address = await published(draft);
  const vendor = await Person.signedIn(browser, server, 'en', 'vendor2');
  await new BidPage(vendor, address).bid(offer('270000', 'LG-9'));
  const { schedule } = await server.tender(address);
  await server.moveTo(schedule.opening + 41 * DAY);

  await lookAt(officer, `/tenders/${address}/manage`, found, 'forfeiture propose');
  officer.locale = 'en';
  await officer.go(`/tenders/${address}/manage`);
  await officer.page.getByText('Propose that the security of bid 1 is forfeited').click();
  await officer.page.locator('#forfeiture-statement-0').fill(STATEMENT);
  await officer.sign('#forfeit-0');
  await approver.go('/approvals');
  await approver.page.getByRole('link', { name: '确认投标保证金不予退还' }).click();
  await lookAt(approver, new URL(approver.page.url()).pathname.slice(3), found, 'forfeiture confirm');
  await approver.go(`/tenders/${address}/manage`);
  await approver.sign('#confirm-forfeiture');
  await lookAt(reader, `/tenders/${address}`, found, 'forfeiture public');
  await expect(securities().locator('tbody tr')).toContainText('投标人在自行开启期内未开启投标文件');
  await expect(securities()).toContainText('不予退还 1 笔');
  await vendor.go(`/tenders/${address}/bids/0/receipt`);
  await look(vendor, 'security receipt forfeited', found);
  await vendor.leave();
  expect(found).toEqual([]);
});
