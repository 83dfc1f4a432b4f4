/**
 * What the server never sees before the opening: offer, price, seed, shares and private key of a vendor whose key
 * was made in its browser. Every request of that browser is recorded; requests, database, blobs, chain, mail and log
 * are searched for each secret in each form. The control puts each secret in each form into each of these places and
 * wants it found there, by the same search.
 */
import { expect, test } from '@playwright/test';
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BidPage } from '../support/bid-page.js';
import { Person } from '../support/person.js';
import { Recorder, encodedPrice, filesBelow, findIn, leaksOf, parts, pricesOf } from '../support/secrets.js';
import { Server } from '../support/server.js';

const MODULES = '../../portal/assets/modules';
const { openStanza } = await import(`${MODULES}/tse1.js`);
const { importDemoKey } = await import(`${MODULES}/keys.js`);

const OFFER = {
  price: '7391846205.57',
  answers: ['机型在三十五度机房内连续运行一千小时无故障，附检测报告编号乙七四。', 'Eleven technicians answer within ninety minutes; forty-one spare machines stay on the premises.'],
};
const MINOR = '739184620557';
const DETAILS = {
  'legal-name': '清源算力科技有限公司', country: 'CN', 'registration-number': '91330100MA2QY00077',
  address: '示范市西湖路 7 号', 'contact-name': '投标联系人', 'contact-email': 'bids@qingyuan.example', 'contact-phone': '+86 571 5550 0177',
};
/** A document that is a PDF and nothing else. */
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const PASSWORD = 'eine lange Reihe von Worten 77';

let server;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start({ log: 'debug' });
});
test.afterAll(async () => {
  await server?.stop();
});

/** The places where the server could keep something, as name and bytes. */
function places(folder, log, sent) {
  const files = filesBelow(folder);
  const among = (pick) => Buffer.concat(files.filter(({ name }) => pick(name)).map(({ bytes }) => bytes));
  return new Map([
    ['requests', sent],
    ['database', among((name) => name.startsWith('portal.sqlite'))],
    ['blobs', among((name) => name.startsWith('blobs/'))],
    ['chain', among((name) => name.startsWith('chain/'))],
    ['mail and everything else', among((name) => !/^(portal\.sqlite|blobs\/|chain\/)/.test(name))],
    ['log', log],
  ]);
}

test('no secret of a vendor reaches the server before the opening', async ({ browser }) => {
  const address = await server.tenderIn('bidding');
  const vendor = await Person.arrive(browser, server, 'zh');
  const recorder = new Recorder(vendor.context);
  const secretKey = await watchKeys(vendor.page);

  await test.step('a new vendor makes a key in the browser and registers', () => enrol(vendor, browser));

  const bid = new BidPage(vendor, address);
  await test.step('seals and hands in', async () => {
    await bid.open();
    await bid.fill(OFFER);
    await bid.seal();
    await bid.handIn();
  });

  const { runs, secrets } = await test.step('what is secret', async () => {
    const { receipt } = bid;
    const body = Buffer.from(receipt.body, 'hex');
    const runs = new Map([
      ['body', body], ['seed', Buffer.from(receipt.seed, 'hex')], ['private key', secretKey()], ['price', encodedPrice(MINOR)],
      ...OFFER.answers.map((answer, place) => [`answer ${place + 1}`, Buffer.from(answer)]),
      ...(await shares(browser, address, receipt)).map((share, place) => [`share ${place + 1}`, share]),
    ]);
    const secrets = [...pricesOf(MINOR, OFFER.price), ...[...runs].flatMap(([name, bytes]) => parts(name, bytes))];
    for (const answer of OFFER.answers) expect(body.includes(Buffer.from(answer)), 'the body holds the answers').toBe(true);
    return { runs, secrets };
  });

  const found = places(server.folder, server.logged(), recorder.bytes());
  await test.step('the envelope did arrive, and no secret did', async () => {
    const envelope = bid.receipt.envelope.slice(0, 400);
    expect(found.get('requests').includes(envelope), 'the envelope was sent').toBe(true);
    const stored = Buffer.from(bid.receipt.envelope, 'hex').subarray(0, 64);
    expect(found.get('chain').includes(stored) || found.get('database').includes(stored), 'and kept').toBe(true);
    for (const [place, bytes] of found) {
      expect(bytes.length, `${place} is not empty`).toBeGreaterThan(0);
      expect(findIn(bytes, secrets), place).toEqual([]);
    }
  });

  await test.step('control: a leak into any place, in any form, is found', async () => {
    await control(vendor, { runs, secrets }, recorder);
  });
  await vendor.context.close();
});

/** Watches what the browser exports of the keys that it makes: the test knows the key, nothing else changes. */
async function watchKeys(page) {
  let scalar;
  await page.exposeFunction('sawPrivateKey', (d) => {
    scalar = Buffer.from(d, 'base64url');
  });
  await page.addInitScript(() => {
    const real = SubtleCrypto.prototype.exportKey;
    SubtleCrypto.prototype.exportKey = async function exportKey(format, key) {
      if (key.type === 'private') window.sawPrivateKey((await real.call(this, 'jwk', key)).d);
      return real.call(this, format, key);
    };
  });
  return () => {
    expect(scalar, 'the private key that the browser made').toHaveLength(32);
    return scalar;
  };
}

/** The shares, each opened with the key of the committee's member. */
async function shares(browser, address, { envelope }) {
  const { committee } = await server.tender(address);
  const opened = [];
  for (const name of ['member1', 'member2', 'member3']) {
    const member = await Person.signedIn(browser, server, 'en', name);
    const { opening } = await member.page.evaluate(async () => (await fetch('/demo/keys')).json());
    const { privateKey, publicKey } = await importDemoKey(Buffer.from(opening, 'hex'), 'opening');
    const i = committee.findIndex(({ key }) => key === Buffer.from(publicKey).toString('hex')) + 1;
    opened.push(Buffer.from(await openStanza({ envelope: Uint8Array.from(Buffer.from(envelope, 'hex')), i, privateKey, publicKey })));
    await member.leave();
  }
  return opened;
}

/** Sign-up, key, organisation, the registrar's admission, and the time after which the key holds. */
async function enrol(vendor, browser) {
  const { page } = vendor;
  await vendor.go('/sign-up');
  await page.locator('#name').fill('清源投标人');
  await page.locator('#email').fill('bids@qingyuan.example');
  await page.locator('#password').fill(PASSWORD);
  await page.locator('#main-content button[type=submit]').click();
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-up'));
  await vendor.go('/account/keys');
  await page.locator('#make-first').fill('another long row of words');
  await page.locator('#make-second').fill('another long row of words');
  await page.locator('#make-label').fill('办公电脑');
  await page.locator('[data-make-key] [type=submit]').click();
  const saving = page.waitForEvent('download');
  await page.locator('[data-key-file]').click();
  const backup = readFileSync(await (await saving).path(), 'utf8');
  expect(JSON.parse(backup).kind).toBe('signing');
  await page.locator('[data-key-confirmed]').check();
  await page.locator('[data-make-key] [type=submit]').click();
  await expect(page.locator('[data-held-key] [data-here]').first()).toBeVisible();
  await vendor.go('/organisations/register/vendor');
  for (const [id, value] of Object.entries(DETAILS)) await page.locator(`#${id}`).fill(value);
  await page.locator('#documents').setInputFiles({ name: '营业执照.pdf', mimeType: 'application/pdf', buffer: PDF });
  await page.locator('#main-content button[type=submit]').click();
  await page.waitForURL(/\/organisations\/\d+/);
  await vendor.sign('#register');
  const registrar = await Person.signedIn(browser, server, 'zh', 'registrar');
  await registrar.go('/registrar');
  await registrar.page.getByRole('link', { name: DETAILS['legal-name'] }).first().click();
  await registrar.sign('#admit');
  await registrar.leave();
  const { now } = await server.json('/api/chain');
  await server.moveTo(now + 700);
}

/** Tells every secret in every form in a copy of every place, and over the wire from the vendor's own page. */
async function control(vendor, { runs, secrets }, recorder) {
  const copy = test.info().outputPath('control');
  cpSync(server.folder, copy, { recursive: true });
  const log = test.info().outputPath('control.log');
  copyFileSync(server.log, log);
  const all = Buffer.concat([...pricesOf(MINOR, OFFER.price).map(({ bytes }) => bytes), ...[...runs.values()].map(leaksOf)]);
  for (const name of ['portal.sqlite', 'blobs/probe', 'chain/probe', 'mail/probe']) {
    const path = join(copy, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, all, { flag: 'a' });
  }
  writeFileSync(log, all, { flag: 'a' });
  // The portal refuses it; what counts is that it was sent and that the recorder saw it.
  await vendor.page.evaluate(async (bytes) => {
    await fetch('/api/texts', { method: 'POST', body: Uint8Array.from(bytes) });
  }, [...all]);
  const labels = secrets.map(({ label }) => label);
  for (const [place, bytes] of places(copy, readFileSync(log), recorder.bytes())) {
    expect(findIn(bytes, secrets), `leaked into ${place}`).toEqual(labels);
  }
}
