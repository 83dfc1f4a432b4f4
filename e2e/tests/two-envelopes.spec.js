/**
 * A tender with two envelopes: the committee seals the technical offers to the evaluators, who read them in their
 * browsers and find; one bid stays below the minimum and its price is never opened, the other's is, and it is proposed for
 * the award. No answer of a technical offer is ever on the server: database, blobs, chain, log and what anonymous visitors
 * get are searched for it in every form. Where no member of the committee comes, a vendor opens its own offer, and again
 * to a substitute on the panel.
 */
import { expect, test } from '@playwright/test';
import { look, lookAt } from '../support/axe.js';
import { BidPage } from '../support/bid-page.js';
import { DOCUMENT, fillDraft } from '../support/draft.js';
import { KEY_PASSWORD } from '../support/newcomer.js';
import { Person } from '../support/person.js';
import { filesBelow, findIn, parts } from '../support/secrets.js';
import { Server } from '../support/server.js';

const PROFILE = '双信封';
const OFFERS = {
  vendor1: { price: '280000', answers: ['四十二寸显示屏十二台，亮度五百尼特，附检测报告甲七三。'] },
  vendor2: { price: '240000', answers: ['屏幕若干，三年质保，另附说明书乙九一，无检测报告可供查验。'] },
};
const POINTS = { vendor1: ['90', '84'], vendor2: ['40', '44'] };
const EVALUATORS = ['evaluator1', 'evaluator2'];

let server;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});

const save = (page) => page.locator('#main-content form button.govuk-button:not([name])').first().click();

/** A tender with two envelopes, published; its address. `absent` is not on its panel. */
async function published(browser, absent) {
  const officer = await Person.signedIn(browser, server, 'zh', 'officer');
  const { page } = officer;
  await officer.go('/drafts');
  await page.locator('form[action$="/drafts"] button').click();
  await page.waitForURL(/\/drafts\/\d+$/);
  const path = new URL(page.url()).pathname.replace(/^\/zh/, '');
  await officer.go(`${path}/procedure`);
  await page.getByLabel(PROFILE).check();
  await save(page);
  await page.waitForURL(/done=draft-saved/);
  await officer.go(path);
  await fillDraft(officer, DOCUMENT);
  await officer.go(`${path}/criteria`);
  await page.locator('#criterion-1-min').fill('60');
  await save(page);
  await page.waitForURL(/done=draft-saved/);
  if (absent) {
    await officer.go(`${path}/committee`);
    await page.locator('label', { hasText: absent }).click();
    await save(page);
    await page.waitForURL(/done=draft-saved/);
  }
  const known = new Set((await server.json('/api/tenders')).tenders.map(({ address }) => address));
  await officer.go(`${path}/preview`);
  await officer.sign('#propose');
  await officer.leave();
  const approver = await Person.signedIn(browser, server, 'zh', 'approver');
  await approver.go('/approvals');
  await approver.page.locator('tbody a[href*="/approvals/"]').first().click();
  await approver.sign('#approve');
  await approver.leave();
  const { tenders } = await server.json('/api/tenders');
  return tenders.map(({ address }) => address).find((address) => !known.has(address));
}

/** Declares no conflict of interests with a reading key that this browser makes. */
async function declare(evaluator, address, found) {
  const { page } = evaluator;
  await evaluator.go(`/tenders/${address}/declare`);
  await page.locator('#declare button[type=submit]').click();
  await expect(page.locator('#sign-declaration')).toBeHidden();
  if (found) await look(evaluator, 'reading key', found);
  await page.locator('#make-first').fill(KEY_PASSWORD);
  await page.locator('#make-second').fill(KEY_PASSWORD);
  await page.locator('form[data-make-key] button[type=submit]').click();
  const saving = page.waitForEvent('download');
  await page.locator('[data-key-file]').click();
  await saving;
  await page.locator('#make-confirmed').check();
  await page.locator('form[data-make-key] button[type=submit]').click();
  await expect(page.locator('#sign-declaration')).toBeVisible();
  await evaluator.sign('#sign-declaration');
}

test('technical offers are read by the evaluators alone, and only prices that passed are opened', async ({ browser }) => {
  test.setTimeout(600_000);
  const found = [];
  const address = await test.step('an officer chooses two envelopes, another person approves', () => published(browser));
  const read = () => server.tender(address);
  const stage = async () => (await read()).stage;
  const { schedule } = await read();

  const receipts = new Map();
  await test.step('two vendors bid', async () => {
    for (const [name, offer] of Object.entries(OFFERS)) {
      const vendor = await Person.signedIn(browser, server, 'zh', name);
      const bid = new BidPage(vendor, address);
      await bid.bid(offer);
      receipts.set(name, bid.receipt);
      expect(Buffer.from(bid.receipt.technical.body, 'hex').includes(Buffer.from(offer.answers[0]))).toBe(true);
      expect(Buffer.from(bid.receipt.body, 'hex').includes(Buffer.from(offer.answers[0]))).toBe(false);
      await vendor.leave();
    }
  });

  const evaluators = new Map();
  await test.step('the evaluators declare, each with a reading key', async () => {
    await server.moveTo(schedule.deadline);
    for (const [at, name] of EVALUATORS.entries()) {
      const evaluator = await Person.signedIn(browser, server, at === 0 ? 'zh' : 'en', name);
      await declare(evaluator, address, at === 0 ? found : null);
      evaluators.set(name, evaluator);
    }
  });

  await test.step('nothing is sealed or read before the technical opening', async () => {
    const [evaluator] = evaluators.values();
    const early = await evaluator.page.request.get(evaluator.url(`/tenders/${address}/reading/envelopes`));
    expect(early.status()).toBe(404);
    await server.moveTo(schedule.opening);
    expect(await stage()).toBe('technical_opening');
  });

  await test.step('two members seal their parts to the evaluators', async () => {
    for (const [name, locale] of [['member1', 'zh'], ['member2', 'en']]) {
      const member = await Person.signedIn(browser, server, locale, name);
      await member.go(`/tenders/${address}/technical-opening`);
      if (name === 'member1') {
        await look(member, 'technical opening', found);
        await member.go(`/tenders/${address}/technical-opening`);
      }
      await member.sign('[data-resharing] form');
      await member.go(`/tenders/${address}/technical-opening`);
      await expect(member.page.locator('#again')).toBeVisible();
      await member.leave();
    }
    expect(await stage()).toBe('technical_evaluation');
  });

  await test.step('whoever is not a reader gets nothing', async () => {
    const path = `/tenders/${address}/reading/envelopes`;
    const stranger = await Person.arrive(browser, server, 'en');
    const asked = await stranger.page.request.get(stranger.url(path), { maxRedirects: 0 });
    expect(asked.status()).toBe(303);
    await stranger.leave();
    for (const name of ['vendor1', 'member1', 'officer']) {
      const person = await Person.signedIn(browser, server, 'en', name);
      expect((await person.page.request.get(person.url(path))).status(), name).toBe(403);
      await person.leave();
    }
  });

  await test.step('each evaluator reads in its browser and signs what it found', async () => {
    for (const [at, evaluator] of [...evaluators.values()].entries()) {
      await evaluator.go(`/tenders/${address}/reading`);
      const { page } = evaluator;
      for (const { answers: [answer] } of Object.values(OFFERS)) await expect(page.locator('[data-answer]', { hasText: answer })).toBeVisible();
      if (at === 0) {
        await lookAt(evaluator, `/tenders/${address}/reading`, found, 'reading');
        evaluator.locale = 'zh';
        await evaluator.go(`/tenders/${address}/reading`);
      }
      await evaluator.sign('#judge-bids');
    }
    expect((await read()).bids.map(({ status }) => status)).toEqual(['read', 'read']);
    const [first, second] = (await read()).bids;
    expect([first.technical.verdict, second.technical.verdict]).toEqual(['valid', 'valid']);
  });

  await test.step('the evaluators score with the answers before them', async () => {
    const names = (await read()).bids.map(({ vendor }) => vendor);
    for (const [seat, evaluator] of [...evaluators.values()].entries()) {
      for (const [bid, vendor] of Object.keys(OFFERS).entries()) {
        expect(names).toHaveLength(2);
        await evaluator.go(`/tenders/${address}/score/${bid}`);
        const { page } = evaluator;
        await expect(page.locator('[data-answer]')).toHaveText(OFFERS[vendor].answers[0]);
        await page.locator('#points-1').fill(POINTS[vendor][seat]);
        await page.locator('#reason-1').fill('对照招标文件逐条评审。');
        await evaluator.sign('form[data-act="score"]');
      }
    }
  });

  await test.step('no answer is on the server, and none in what visitors get', async () => {
    const runs = Object.entries(OFFERS).map(([name, { answers: [answer] }]) => [name, Buffer.from(answer)]);
    const secrets = runs.flatMap(([name, bytes]) => parts(`answer of ${name}`, bytes));
    for (const { name, bytes } of filesBelow(server.folder)) expect(findIn(bytes, secrets), name).toEqual([]);
    expect(findIn(server.logged(), secrets), 'log').toEqual([]);
    for (const path of [`/api/tenders/${address}`, `/zh/tenders/${address}`, `/en/tenders/${address}`, `/ocds/${address}`, `/api/tenders/${address}/bundle`]) {
      const bytes = Buffer.from(await (await fetch(`${server.origin}${path}`)).arrayBuffer());
      expect(bytes.length, path).toBeGreaterThan(0);
      expect(findIn(bytes, secrets), path).toEqual([]);
    }
    // What a browser has does hold them: the search finds what is there.
    const body = Buffer.from(receipts.get('vendor1').technical.body, 'hex');
    expect(findIn(body, secrets)).not.toEqual([]);
  });

  await test.step('after the technical result only the price that passed is opened', async () => {
    await expect.poll(async () => (await read()).technical_result?.passed, { timeout: 60_000 }).toBe(1);
    const { schedule: prices } = await read();
    await server.moveTo(prices.opening);
    expect(await stage()).toBe('opening');
    for (const name of ['member1', 'member2']) {
      const member = await Person.signedIn(browser, server, 'zh', name);
      await member.go(`/tenders/${address}/opening`);
      await member.sign('[data-opener] form');
      await member.leave();
    }
    await expect.poll(async () => (await read()).bids.map(({ price }) => price), { timeout: 60_000 }).toEqual(['28000000', null]);
    expect((await read()).bids[1].good_shares).toEqual([]);
    const { schedule: { objection_window: window }, now } = await read();
    await server.moveTo(now + window);
    // The other stands behind it without a place, as its price is unknown.
    await expect.poll(async () => (await read()).ranking, { timeout: 60_000 }).toEqual([0, 1]);
    expect((await read()).bids[1].technical.passed).toBe(false);
  });

  await test.step('the officer proposes it for the award', async () => {
    const officer = await Person.signedIn(browser, server, 'zh', 'officer');
    await officer.go(`/tenders/${address}/manage`);
    await officer.sign('#propose-award');
    await officer.leave();
    expect(await stage()).toBe('award_proposed');
  });
  for (const evaluator of evaluators.values()) await evaluator.leave();
  expect(found).toEqual([]);
});

/** The vendor comes from its desk and seals its technical offer to whoever reads now. */
async function openOwn(vendor, address, receipt, found) {
  const { page } = vendor;
  const path = `/tenders/${address}/open-offer`;
  await vendor.go('/desk');
  await page.locator(`main a[href$="${path}"]`).click();
  if (found) await look(vendor, 'open offer', found);
  const other = structuredClone(receipt);
  other.technical.body = receipt.technical.body.replace(/^../, 'ff');
  const file = (told) => ({ name: 'receipt.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(told)) });
  await page.locator('#receipt-file').setInputFiles(file(other));
  await page.locator('[data-resharing] form [data-act-submit]').click();
  await expect(page.locator('.govuk-error-summary')).toBeVisible();
  await vendor.go(path);
  await page.locator('#receipt-file').setInputFiles(file(receipt));
  await vendor.sign('[data-resharing] form');
  await vendor.go(path);
  await expect(page.locator('#receipt-file')).toHaveCount(0);
}

test('where the committee does not come, a vendor opens its own offer, and again to a substitute', async ({ browser }) => {
  test.setTimeout(400_000);
  const found = [];
  const address = await published(browser, 'Evaluator 2');
  const read = () => server.tender(address);
  const { schedule } = await read();
  const vendor = await Person.signedIn(browser, server, 'zh', 'vendor1');
  const bid = new BidPage(vendor, address);
  await bid.bid(OFFERS.vendor1);
  await server.moveTo(schedule.deadline);
  const first = await Person.signedIn(browser, server, 'zh', 'evaluator1');
  await declare(first, address);

  await test.step('once the time of the committee is over', async () => {
    await server.moveTo(schedule.opening);
    await vendor.go('/desk');
    await expect(vendor.page.locator('main a[href$="/open-offer"]')).toHaveCount(0);
    await server.moveTo(schedule.self_reveal);
    await openOwn(vendor, address, bid.receipt, found);
    expect(await read()).toMatchObject({ stage: 'technical_evaluation', bids: [{ technical: { seed: true, members: [] } }] });
  });

  await test.step('a substitute comes who cannot read it yet', async () => {
    const officer = await Person.signedIn(browser, server, 'zh', 'officer');
    await officer.go(`/tenders/${address}/manage`);
    await officer.page.locator('details', { has: officer.page.locator('#seat-1') }).locator('summary').click();
    await officer.page.locator('#seat-1-substitute').selectOption({ index: 0 });
    await officer.page.locator('#seat-1-reason').fill('因病不能参加评标。');
    await officer.sign('#seat-1');
    await officer.leave();
    const approver = await Person.signedIn(browser, server, 'zh', 'approver');
    await approver.go(`/tenders/${address}/manage`);
    await approver.sign('#confirm-seat-change');
    await approver.leave();
  });

  await test.step('the vendor opens it to the substitute, who reads and finds', async () => {
    const substitute = await Person.signedIn(browser, server, 'zh', 'evaluator2');
    await declare(substitute, address);
    await openOwn(vendor, address, bid.receipt, null);
    await substitute.go(`/tenders/${address}/reading`);
    await expect(substitute.page.locator('[data-answer]')).toHaveText(OFFERS.vendor1.answers[0]);
    await substitute.sign('#judge-bids');
    expect((await read()).bids[0]).toMatchObject({ status: 'read', technical: { verdict: 'valid' } });
    await substitute.leave();
  });
  await first.leave();
  await vendor.leave();
  expect(found).toEqual([]);
});
