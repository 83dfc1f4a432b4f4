/**
 * Accessibility: axe finds nothing on the pages, contrast included, in both languages, light and dark, wide and
 * narrow; and nothing has to be scrolled sideways at 320 pixels.
 */
import { expect, test } from '@playwright/test';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LOCALES, look, lookAt } from '../support/axe.js';
import { BidPage } from '../support/bid-page.js';
import { declare } from '../support/declare.js';
import { DOCUMENT, fillDraft } from '../support/draft.js';
import { makeKey, signUp } from '../support/newcomer.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const PUBLIC = [
  '', '/how-sealing-works', '/verify', '/about', '/accessibility', '/privacy', '/guides', '/guides/vendor', '/glossary',
  '/tenders', '/registry', '/registry/log', '/receipts/open', '/sign-up', '/sign-in', '/forgot-password', '/forgot-password/sent', '/signed-out', '/no-such-page',
];
const BY_PERSON = {
  vendor2: [
    '/desk', '/bids', '/account', '/account/profile', '/account/password', '/account/sessions', '/account/keys',
    '/organisations', '/organisations/register/vendor',
  ],
  officer: ['/desk', '/drafts', '/running'],
  approver: ['/approvals'],
  member1: ['/desk', '/opening-keys', '/openings'],
  evaluator1: ['/evaluations'],
  registrar: ['/registrar', '/registrar/pause', '/registrar/profiles'],
};
/** Forms that are sent as they are: who, where, and what is wrong with them. */
const REFUSED = [
  [null, '/sign-in', { '#email': 'nobody@example.org', '#password': 'wrong' }],
  [null, '/sign-up', {}],
  [null, '/forgot-password', {}],
  ['vendor2', '/account/profile', { '#name': '' }],
  ['vendor2', '/account/password', {}],
  ['vendor2', '/organisations/register/buyer', {}],
  ['officer', '/drafts', {}, 'form[action$="/drafts/import"] button'],
];

let server;
let addresses;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start();
  addresses = {};
  for (const stage of ['bidding', 'opening', 'awarded']) addresses[stage] = await server.tenderIn(stage);
});
test.afterAll(async () => {
  await server?.stop();
});

test('axe finds nothing on the public pages', async ({ browser }) => {
  const found = [];
  const reader = await Person.arrive(browser, server, 'en');
  const { bids } = await server.tender(addresses.awarded);
  const tenders = Object.values(addresses).map((address) => `/tenders/${address}`);
  for (const path of [...PUBLIC, ...tenders, `/receipts/${bids[0].block}/${bids[0].index}`]) await lookAt(reader, path, found);
  expect(found).toEqual([]);
  await reader.leave();
});

test('axe finds nothing on the pages of those who have signed in', async ({ browser }) => {
  const found = [];
  const more = {
    vendor2: [`/tenders/${addresses.opening}/object`],
    officer: [
      `/tenders/${addresses.bidding}/manage`, `/tenders/${addresses.awarded}/manage`,
      `/tenders/${addresses.awarded}/contract`, `/tenders/${addresses.awarded}/contract/terms`,
    ],
    member1: [`/tenders/${addresses.opening}/opening`],
    evaluator1: [`/tenders/${addresses.awarded}/score`],
  };
  for (const [name, paths] of Object.entries(BY_PERSON)) {
    const person = await Person.signedIn(browser, server, 'en', name);
    for (const path of [...paths, ...more[name] ?? []]) await lookAt(person, path, found);
    await person.leave();
  }
  expect(found).toEqual([]);
});

/** Looks at the page behind the first link of another one. */
async function lookBehind(person, path, link, found) {
  person.locale = 'en';
  await person.go(path);
  const href = await person.page.locator(`#main-content ${link}`).first().getAttribute('href');
  await lookAt(person, href.replace(/^\/en/, ''), found);
}

test('axe finds nothing on the pages of an organisation, a profile and those who act', async ({ browser }) => {
  const found = [];
  for (const [name, path, link] of [
    ['vendor1', '/registry', 'tbody a[href*="/registry/"]'], ['registrar', '/registrar', 'tbody a[href*="/registrar/"]'],
    ['registrar', '/registrar/profiles', 'tbody a'], ['admin', '/desk', 'a[href$="/people"]'],
  ]) {
    const person = await Person.signedIn(browser, server, 'en', name);
    await lookBehind(person, path, link, found);
    await person.leave();
  }
  expect(found).toEqual([]);
});

/** The address that the last letter about a forgotten password leads to. */
function wayBack() {
  const folder = join(server.folder, 'mail');
  const letters = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8').replace(/=\r?\n/g, ''));
  return letters.map((text) => /\/reset-password\/[\w-]+/.exec(text)?.[0]).find(Boolean);
}

test('axe finds nothing on what somebody new comes to, and who has forgotten the password', async ({ browser }) => {
  const found = [];
  const newcomer = await signUp(browser, server, 'en', 'Ada Lin', 'ada@example.org');
  const { page } = newcomer;
  await makeKey(newcomer, 'office');
  await lookBehind(newcomer, '/account/keys', 'a[href$="/offer"]', found);
  newcomer.locale = 'en';
  await newcomer.go('/organisations/register/vendor');
  const fields = {
    'legal-name': 'Harbour Paper', country: 'CN', 'registration-number': '91330100MA2YF00077', address: '7 Harbour Street',
    'contact-phone': '+86 10 5555 0177',
  };
  for (const [id, value] of Object.entries(fields)) await page.locator(`#${id}`).fill(value);
  await page.locator('#documents').setInputFiles(DOCUMENT);
  await page.locator('#main-content button[type=submit]').click();
  await page.waitForURL(/\/organisations\/\d+/);
  await lookAt(newcomer, new URL(page.url()).pathname.replace(/^\/en/, ''), found);
  await newcomer.leave();

  const reader = await Person.arrive(browser, server, 'en');
  await reader.go('/forgot-password');
  await reader.page.locator('#email').fill('ada@example.org');
  await reader.page.locator('#main-content form button').click();
  await reader.page.waitForURL('**/forgot-password/sent');
  await expect.poll(wayBack).toBeTruthy();
  await lookAt(reader, wayBack(), found);
  await reader.page.locator('#main-content form button[type=submit]').click();
  await expect(reader.page.locator('.govuk-error-summary')).toBeVisible();
  await look(reader, 'reset refused', found);
  await reader.leave();
  expect(found).toEqual([]);
});

test('axe finds nothing on forms with errors', async ({ browser }) => {
  const found = [];
  for (const [name, path, fields, button = '#main-content form button[type=submit]'] of REFUSED) {
    const person = name ? await Person.signedIn(browser, server, 'en', name) : await Person.arrive(browser, server, 'en');
    for (const locale of LOCALES) {
      person.locale = locale;
      await person.go(path);
      for (const [field, value] of Object.entries(fields)) await person.page.locator(field).fill(value);
      await person.page.locator(button).last().click();
      await expect(person.page.locator('.govuk-error-summary')).toBeVisible();
      await look(person, `${path} refused`, found);
    }
    await person.leave();
  }
  expect(found).toEqual([]);
});

test('axe finds nothing from the first line of a draft to its approval', async ({ browser }) => {
  const found = [];
  const officer = await Person.signedIn(browser, server, 'en', 'officer');
  const { page } = officer;
  await officer.go('/drafts');
  await page.locator('form[action$="/drafts"] button').click();
  await page.waitForURL(/\/drafts\/\d+$/);
  const draft = new URL(page.url()).pathname.replace(/^\/en/, '');
  await lookAt(officer, draft, found);
  for (const section of ['notice', 'items', 'schedule', 'criteria', 'committee']) await lookAt(officer, `${draft}/${section}`, found);
  for (const [section, field] of [['schedule', '#guard'], ['criteria', '#price_weight']]) {
    await officer.go(`${draft}/${section}`);
    await page.locator(field).fill('soon');
    await page.locator('#main-content form button.govuk-button:not([name])').first().click();
    await expect(page.locator('.govuk-error-summary')).toBeVisible();
    await look(officer, `${section} refused`, found);
  }
  officer.locale = 'en';
  await officer.go(draft);
  await fillDraft(officer, DOCUMENT);
  await lookAt(officer, `${draft}/documents`, found);
  await lookAt(officer, `${draft}/preview`, found);
  await officer.page.locator('#propose [data-act-submit]').click();
  await expect(page.locator('#propose [data-act-digest]')).toHaveText(/^[0-9a-f]{64}$/);
  await look(officer, 'what is signed', found);
  await officer.page.locator('#propose [data-act-sign]').click();
  await page.waitForURL(/\/receipts\//);
  await look(officer, 'receipt of an act', found);
  const approver = await Person.signedIn(browser, server, 'en', 'approver');
  await approver.go('/approvals');
  const proposal = await approver.page.getByRole('link', { name: 'Displays for meeting rooms' }).getAttribute('href');
  await lookAt(approver, proposal.replace(/^\/en/, ''), found);
  expect(found).toEqual([]);
  await officer.leave();
  await approver.leave();
});

test('axe finds nothing on any step of a bid', async ({ browser }) => {
  const found = [];
  for (const [locale, name] of [['en', 'vendor1'], ['zh', 'vendor3']]) {
    const vendor = await Person.signedIn(browser, server, locale, name);
    const { page } = vendor;
    const bid = new BidPage(vendor, addresses.bidding);
    const step = (what) => look(vendor, `bid, ${what}`, found);
    await vendor.go(`/tenders/${addresses.bidding}/bid`);
    await step('start');
    await bid.open();
    await page.locator('[data-check]').click();
    await expect(page.locator('[data-offer-errors]')).toBeVisible();
    await step('offer with errors');
    await bid.fill({ price: '1234567.89', answers: ['第一条。', '第二条。'] });
    await step('check');
    await bid.close();
    await step('save');
    await bid.keep();
    await step('hand in');
    await bid.handIn();
    await step('receipt');
    await vendor.go(`/tenders/${addresses.bidding}/withdraw`);
    await step('withdraw');
    await vendor.go('/bids');
    await step('own bids');
    await vendor.leave();
  }
  expect(found).toEqual([]);
});

test('axe finds nothing between the opening and the scores', async ({ browser }) => {
  const found = [];
  const address = addresses.opening;
  for (const name of ['member1', 'member2']) {
    const member = await Person.signedIn(browser, server, 'en', name);
    await member.go(`/tenders/${address}/opening`);
    await member.sign('[data-opener] form');
    if (name === 'member2') await lookAt(member, `/tenders/${address}/opening`, found);
    await member.leave();
  }
  const read = () => server.tender(address);
  await expect.poll(async () => (await read()).bids.every(({ status }) => status === 'opened'), { timeout: 60_000 }).toBe(true);
  const vendor = await Person.signedIn(browser, server, 'en', 'vendor2');
  await vendor.go(`/tenders/${address}/object`);
  await vendor.page.locator('#object [data-act-submit]').click();
  await expect(vendor.page.locator('#object [data-act-errors]')).toBeVisible();
  await look(vendor, 'objection with errors', found);
  await vendor.page.locator('#bid-0').check();
  await vendor.page.locator('#fault-body').check();
  await vendor.sign('#object');
  await lookAt(vendor, `/tenders/${address}`, found);
  await vendor.leave();

  const officer = await Person.signedIn(browser, server, 'en', 'officer');
  await lookAt(officer, `/tenders/${address}/manage`, found);
  await officer.go(`/tenders/${address}/manage`);
  await officer.page.locator('#dismissed-0').check();
  await officer.page.locator('#finding-reason-0').fill('The price is as it must be.');
  await officer.sign('#finding-0');
  await officer.leave();
  const approver = await Person.signedIn(browser, server, 'en', 'approver');
  await lookAt(approver, `/tenders/${address}/manage`, found);
  await lookAt(approver, '/approvals', found);
  approver.locale = 'en';
  await approver.go(`/tenders/${address}/manage`);
  await approver.sign('#confirm-finding-0');
  await approver.leave();

  await server.moveTo((await read()).turns_at);
  expect((await read()).stage).toBe('evaluation');
  const evaluator = await Person.signedIn(browser, server, 'en', 'evaluator1');
  await lookAt(evaluator, `/tenders/${address}/score`, found);
  await lookAt(evaluator, `/tenders/${address}/declare`, found);
  await evaluator.page.locator('#statement').fill(' ');
  await evaluator.page.locator('#declare button[type=submit]').click();
  await expect(evaluator.page.locator('.govuk-error-summary')).toBeVisible();
  await look(evaluator, 'a declaration with errors', found);
  Object.assign(evaluator, { locale: 'en' });
  await declare(evaluator, address);
  await lookAt(evaluator, `/tenders/${address}/score`, found);
  await lookAt(evaluator, `/tenders/${address}/score/0`, found);
  await evaluator.page.locator('#score [data-act-submit]').click();
  await expect(evaluator.page.locator('#score [data-act-errors]')).toBeVisible();
  await look(evaluator, 'scores with errors', found);
  await evaluator.leave();
  expect(found).toEqual([]);
});
