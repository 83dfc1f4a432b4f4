/**
 * A procurement in lots: a draft is divided, each lot is signed and approved by itself, and the public sees which lot
 * a tender is, its siblings, and the whole procurement. The releases are judged by libcoveocds where it is there.
 */
import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { look, lookAt } from '../support/axe.js';
import { BidPage } from '../support/bid-page.js';
import { declare } from '../support/declare.js';
import { fillDraft } from '../support/draft.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const CHECKER = process.env.TENDERSEAL_LIBCOVEOCDS;
const SCHEMAS = process.env.TENDERSEAL_OCDS_SCHEMAS;
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const DOCUMENT = { name: '技术要求.pdf', mimeType: 'application/pdf', buffer: PDF };

let server;
let officer;
let approver;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ browser }) => {
  test.setTimeout(400_000);
  server = await Server.start();
  officer = await Person.signedIn(browser, server, 'en', 'officer');
  approver = await Person.signedIn(browser, server, 'zh', 'approver');
});
test.afterAll(async () => {
  await officer?.leave();
  await approver?.leave();
  await server?.stop();
});

let drafts;

const found = [];
/** The path of a page without its language. */
const pathOf = (page) => new URL(page.url()).pathname.slice(3);
/** Axe reads a page in both languages; the person stays in its own. */
async function read(person, name) {
  const { locale } = person;
  await lookAt(person, pathOf(person.page), found, name);
  person.locale = locale;
  await person.go(pathOf(person.page));
}

test('a draft is divided, and its lines go to the lots that are typed', async () => {
  const { page } = officer;
  await officer.go('/drafts');
  await page.locator('form[action$="/drafts"] button').click();
  await page.waitForURL(/\/drafts\/\d+$/);
  const whole = page.url();
  await fillDraft(officer, DOCUMENT);
  await page.goto(`${whole}/items`);
  await page.locator('#item-2-zh').fill('视频会议终端');
  await page.locator('#main-content form button.govuk-button:not([name])').first().click();
  await page.goto(`${whole}/criteria`);
  await page.locator('#criterion-2-zh').fill('兼容性');
  await page.locator('#criterion-2-kind').selectOption('pass');
  await officer.shot('criteria-pass');
  await page.locator('#main-content form button.govuk-button:not([name])').first().click();
  await page.goto(whole);
  await page.getByRole('link', { name: 'Divide into lots' }).click();
  await read(officer, 'lots divide');
  await page.locator('#count').fill('51');
  await page.getByRole('button', { name: 'Divide' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('2 to 50 lots');
  await page.locator('#count').fill('3');
  await page.getByRole('button', { name: 'Divide' }).click();
  await expect(page.locator('tbody tr')).toHaveCount(3);

  await page.locator('#item-1-1').fill('2');
  await page.getByRole('button', { name: 'Move the lines' }).click();
  await expect(page.locator('tbody tr td:nth-child(3)')).toHaveText(['1', '1', '0']);
  await read(officer, 'lots drafts');
  // The third is one too many.
  const links = page.locator('tbody a[href*="/drafts/"]');
  await page.goto(`${new URL(await links.nth(2).getAttribute('href'), server.origin)}/lots`);
  await page.getByRole('button', { name: 'Remove this lot' }).click();
  await expect(page.locator('tbody tr')).toHaveCount(2);
  drafts = await links.evaluateAll((found) => found.map((link) => link.href));
  expect(drafts).toHaveLength(2);
});

test('each lot is signed and approved by itself, and then the number of lots is settled', async () => {
  const { page } = officer;
  for (const [place, draft] of drafts.entries()) {
    await page.goto(`${draft}/preview`);
    await expect(page.locator('main')).toContainText(`Lot ${place + 1} of 2`);
    await officer.sign('#propose');
    await page.goto(draft);
    await expect(page.locator('main')).toContainText('Waits for approval');
    if (place === 0) await officer.shot('lots-proposed');
    await approver.go('/approvals');
    await approver.page.locator('tbody a[href*="/approvals/"]').first().click();
    await expect(approver.page.locator('main')).toContainText(`第${place + 1}标段（共2个标段）`);
    if (place === 0) await read(approver, 'lots approve');
    await approver.sign('#approve');
  }
  await page.goto(`${drafts[0]}/lots`);
  await expect(page.locator('main')).toContainText('the number of lots is settled');
  await expect(page.getByRole('button', { name: 'Add a lot' })).toHaveCount(0);
  await expect(page.locator('main')).toContainText('Every lot is published');
  await read(officer, 'lots settled');
});

test('the public finds a lot by its number, its siblings, and the procurement', async () => {
  const { page } = officer;
  await officer.go('/tenders?q=lot+2');
  await expect(page.locator('.ts-tender')).toHaveCount(1);
  await expect(page.locator('.ts-tender')).toContainText('Lot 2 of 2');
  await officer.shot('lots-list');
  await page.locator('.ts-tender__title a').click();
  await expect(page.locator('h1')).toContainText('(lot 2 of 2)');
  await expect(page.locator('section[aria-labelledby="lots"] tbody tr')).toHaveCount(2);
  await expect(page.locator('section[aria-labelledby="criteria"]')).toContainText('Pass or fail');
  await read(officer, 'lots tender');
  await page.locator('section[aria-labelledby="lots"]').getByRole('link', { name: 'All lots' }).click();
  await expect(page.locator('h1')).toHaveText('A procurement in 2 lots');
  await read(officer, 'lots procurement');
});

test('a vendor reads on the bid page which lot it is, and bids for it', async ({ browser }) => {
  const vendor = await Person.signedIn(browser, server, 'zh', 'vendor1');
  await vendor.go('/tenders?q=标段1');
  await vendor.page.locator('.ts-tender__title a').click();
  await vendor.page.locator('a[href$="/bid"]').first().click();
  await expect(vendor.page.locator('.govuk-inset-text').first()).toContainText('第1标段');
  const address = new URL(vendor.page.url()).pathname.split('/')[3];
  await vendor.shot('lots-bid');
  // What is sealed is sealed for this lot's terms: the browser hashes them, and the contract compares.
  const bid = new BidPage(vendor, address);
  expect(await bid.bid({ price: '280000', answers: ['4K 屏，三年质保。', '支持主流会议协议，附检测报告。'] })).toBe(0);
  await vendor.leave();
});

test('an evaluator passes or fails a bid with two radio buttons', async ({ browser }) => {
  const { tenders } = await server.json('/api/tenders?q=lot+1');
  const [{ address }] = tenders;
  const facts = () => server.tender(address);
  await server.moveTo((await facts()).schedule.opening);
  for (const name of ['member1', 'member2']) {
    const member = await Person.signedIn(browser, server, 'en', name);
    await member.go(`/tenders/${address}/opening`);
    await member.sign('[data-opener] form');
    await member.leave();
  }
  await expect.poll(async () => (await facts()).bids[0].status, { timeout: 60_000 }).toBe('opened');
  await server.moveTo((await facts()).turns_at);
  const evaluator = await Person.signedIn(browser, server, 'zh', 'evaluator1');
  const { page } = evaluator;
  await declare(evaluator, address);
  await evaluator.go(`/tenders/${address}/score/0`);
  await read(evaluator, 'lots score');
  await page.locator('#points-1').fill('88');
  await page.locator('#reason-1').fill('画质和质保均满足要求。');
  await page.locator('#reason-2').fill('检测报告证明支持主流会议协议。');
  await page.locator('#score [data-act-submit]').click();
  await expect(page.locator('#score [data-act-errors]'), 'neither is chosen beforehand').toContainText('兼容性');
  const pass = page.locator('#score input[type="radio"]').first();
  const word = await page.locator(`label[for="${await pass.getAttribute('id')}"]`).innerText();
  await pass.check();
  await page.locator('#score [data-act-submit]').click();
  await expect(page.locator('#score [data-act-summary]')).toContainText(word.trim());
  await look(evaluator, 'lots score confirm', found);
  await page.locator('#score [data-act-sign]').click();
  await page.waitForURL(/\/receipts\//);
  await evaluator.go(`/tenders/${address}/score/0`);
  await expect(pass).toBeChecked();
  await evaluator.leave();
});

test('axe finds nothing on the pages of lots', () => {
  expect(found).toEqual([]);
});

test('the releases of a lot and of the procurement have no fault', async () => {
  test.skip(!CHECKER || !SCHEMAS, 'libcoveocds or the schemas of OCDS 1.1 are not there');
  const { tenders } = await server.json('/api/tenders?q=lot+2');
  const release = await server.json(`/ocds/${tenders[0].address}`);
  const { pathname } = new URL(release.releases[0].relatedProcesses[0].uri);
  const folder = mkdtempSync(join(tmpdir(), 'tenderseal-lots-'));
  for (const releases of [release, await server.json(pathname)]) {
    const file = join(folder, 'releases.json');
    writeFileSync(file, JSON.stringify(releases));
    const said = execFileSync(CHECKER, [file, '-s', '1.1', '--standard-zip', SCHEMAS], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    const { validation_errors: errors, additional_closed_codelist_values: values, additional_open_codelist_values: open } = JSON.parse(said);
    expect({ errors, values, open }, releases.uri).toEqual({ errors: [], values: {}, open: {} });
  }
  rmSync(folder, { recursive: true, force: true });
});
