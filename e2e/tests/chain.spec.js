/**
 * A portal that lies, as somebody would make it who changes what it answers: another committee, other terms, a proof of
 * something else, an old one. The browser asks the chain, and seals and opens nothing.
 */
import { expect, test } from '@playwright/test';
import { BidPage } from '../support/bid-page.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const MODULES = '../../portal/assets/modules';
const { hex, unhex } = await import(`${MODULES}/bytes.js`);
const { committeeHash } = await import(`${MODULES}/tse1.js`);

test.describe.configure({ mode: 'serial' });

const OFFER = { price: '1,180,000.00', answers: ['14 英寸，16 GB 内存。', '4 小时到场。'] };

let server;
let address;
let tender;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start();
  address = await server.tenderIn('bidding');
  tender = await server.tender(address);
});
test.afterAll(async () => {
  await server?.stop();
});

/** Changes the text of every answer from addresses of this kind, from now on. */
async function lie(page, where, change) {
  await page.unrouteAll();
  await page.route(where, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: await change(await answer.text()) });
  });
}

const inJson = (change) => (text) => JSON.stringify(change(JSON.parse(text)));

test('a vendor seals nothing for a committee or a chain that is not the one of before', async ({ browser }) => {
  const vendor = await Person.signedIn(browser, server, 'zh', 'vendor1');
  const bid = new BidPage(vendor, address);
  const refused = async (sentence) => {
    await vendor.page.locator('[data-seal]').click();
    await expect(vendor.page.locator('[data-seal-errors]')).toContainText(sentence);
    await expect(bid.step('save')).toBeHidden();
  };
  const prepared = async (sentence) => {
    await bid.open();
    await bid.fill(OFFER);
    await refused(sentence);
  };

  await test.step('a committee with a key of the liar, and the hash that goes with it', async () => {
    const keys = tender.committee.map(({ key }) => key);
    const crypto = globalThis.crypto.subtle;
    const { publicKey } = await crypto.generateKey({ name: 'X25519' }, true, ['deriveBits']);
    const own = hex(new Uint8Array(await crypto.exportKey('raw', publicKey)));
    const hashOf = async (list) => hex(await committeeHash(tender.k, list.map((key) => unhex(key, 32))));
    const [right, wrong] = [await hashOf(keys), await hashOf([own, ...keys.slice(1)])];
    await lie(vendor.page, `**/tenders/${address}/bid`, (text) => {
      expect(text).toContain(right);
      return text.replaceAll(right, wrong).replaceAll(keys[0], own);
    });
    await prepared('本页的开标委员会与链上不一致，未进行密封');
    await vendor.shot('chain-1-committee');
  });

  await test.step('proofs that prove nothing, none, and another registry than that of the first visit', async () => {
    await vendor.page.unrouteAll();
    await lie(vendor.page, '**/proof', inJson((proof) => ({ ...proof, nodes: proof.nodes.slice(1) })));
    await prepared('无法由链上证明');
    await vendor.page.unrouteAll();
    await vendor.page.route('**/proof', (route) => route.fulfill({ status: 404, body: '{}' }));
    await prepared('门户未提供本项目链上内容的证明');
    await lie(vendor.page, '**/api/chain', inJson((chain) => ({ ...chain, registry: address })));
    await prepared('门户所示的链与本浏览器此前认定的链不同');
  });

  await test.step('without lies the bid is sealed and taken; after that another node is another chain', async () => {
    await vendor.page.unrouteAll();
    expect(await bid.bid(OFFER)).toBe(0);
    await lie(vendor.page, '**/api/chain', inJson((chain) => ({ ...chain, node_key: tender.committee[0].key })));
    await prepared('门户所示的链与本浏览器此前认定的链不同');
  });
  await vendor.leave();
});

test('rivals bid too, so that there is something to open', async ({ browser }) => {
  for (const name of ['vendor2', 'vendor3']) {
    const rival = await Person.signedIn(browser, server, 'en', name);
    await new BidPage(rival, address).bid(OFFER);
    await rival.leave();
  }
});

test('a member opens nothing for other terms, and nothing before the opening has begun by the chain', async ({ browser }) => {
  const early = await (await fetch(`${server.origin}/api/tenders/${address}/proof`)).json();
  await server.moveTo(tender.schedule.opening);
  const member = await Person.signedIn(browser, server, 'en', 'member1');
  const form = '[data-opener] form';
  const refused = async (sentence) => {
    await member.go(`/tenders/${address}/opening`);
    await member.page.locator(`${form} [data-act-submit]`).click();
    await expect(member.page.locator(`${form} [data-act-errors]`)).toContainText(sentence);
    await expect(member.page.locator(`${form} [data-act-confirm]`)).toBeHidden();
  };
  await lie(member.page, '**/opening/envelopes', inJson((told) => ({ ...told, terms_hash: '11'.repeat(32) })));
  await refused('The terms that the portal names are not those of the chain');
  await lie(member.page, '**/proof', () => JSON.stringify(early));
  await refused('By the chain’s time the opening has not begun');
  await member.shot('chain-2-early');
  await member.page.unrouteAll();
  await member.go(`/tenders/${address}/opening`);
  await member.sign(form);
  await member.leave();
});
