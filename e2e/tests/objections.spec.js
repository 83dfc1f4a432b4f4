/**
 * Objections on opening day: a vendor sends an envelope in which the part of one committee member does not open; the
 * member sees it and objects; the officer proposes to uphold it, the approver confirms, and the bid is rejected. A
 * competitor's objection to a good bid is dismissed. Both are public with their reasons.
 */
import { expect, test } from '@playwright/test';
import { BidPage } from '../support/bid-page.js';
import { declare } from '../support/declare.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const MODULES = '../../portal/assets/modules';
const { parseEnvelope } = await import(`${MODULES}/tse1.js`);
const { signAct } = await import(`${MODULES}/intent.js`);
const { importDemoKey } = await import(`${MODULES}/keys.js`);

const UPHELD = '开标委员一的部分无法解密。\n经两台设备核对，结果一致。';
const DISMISSED = '该投标文件的报价和币种均符合要求。';
const OFFERS = [
  { price: '1,180,000.00', answers: ['14 英寸，16 GB 内存。', '4 小时到场。'] },
  { price: '1095000', answers: ['Fourteen inches, 16 GB.', 'Next day, eight spare machines.'] },
  { price: '1253000', answers: ['15 英寸，32 GB 内存。', '工作日 8 小时内到场。'] },
];

let server;
let address;
let schedule;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start();
  address = await server.tenderIn('bidding');
  ({ schedule } = await server.tender(address));
});
test.afterAll(async () => {
  await server?.stop();
});

const read = () => server.tender(address);

test('an upheld objection rejects the bid, a dismissed one leaves it', async ({ browser }) => {
  const vendors = [];
  for (const [place, locale] of ['zh', 'en', 'zh'].entries()) {
    vendors.push(await Person.signedIn(browser, server, locale, `vendor${place + 1}`));
  }
  await test.step('two bid; the third sends an envelope whose first part is damaged', async () => {
    for (const place of [0, 1]) expect(await new BidPage(vendors[place], address).bid(OFFERS[place])).toBe(place);
    await bidDamaged(vendors[2], OFFERS[2]);
    expect((await read()).bids.map(({ status }) => status)).toEqual(['sealed', 'sealed', 'sealed']);
  });

  await test.step('before the opening nobody can object', async () => {
    await vendors[0].go(`/tenders/${address}/object`);
    await expect(vendors[0].page.locator('main')).toContainText('异议仅在开标期间受理');
    await expect(vendors[0].page.locator('form[data-act="object"]')).toHaveCount(0);
  });

  await test.step('the member whose part does not open sees it, opens the others and objects', async () => {
    await server.moveTo(schedule.opening);
    const member = await Person.signedIn(browser, server, 'zh', 'member1');
    await member.go(`/tenders/${address}/opening`);
    await member.sign('[data-opener] form');
    await member.go(`/tenders/${address}/opening`);
    await expect(member.page.locator('[data-objection="2"]')).toBeHidden();
    await member.page.locator('[data-opener] [data-act-submit]').click();
    await expect(member.page.locator('[data-bid="2"] [data-bid-result]')).toContainText('无法用您的密钥开启');
    await member.shot('stanza');
    await member.sign('#object-2');
    await member.leave();
  });

  await test.step('a second member opens; a competitor objects to a good bid', async () => {
    const member = await Person.signedIn(browser, server, 'en', 'member2');
    await member.go(`/tenders/${address}/opening`);
    await member.sign('[data-opener] form');
    await member.leave();
    await expect.poll(async () => (await read()).bids.map(({ status }) => status), { timeout: 60_000 })
      .toEqual(['opened', 'opened', 'sealed']);
    const { page } = vendors[1];
    await vendors[1].go(`/tenders/${address}`);
    await page.locator(`#main-content a[href$="/tenders/${address}/object"]`).click();
    await vendors[1].shot('object');
    // Nothing is chosen for the one who objects.
    await page.locator('#object [data-act-submit]').click();
    await expect(page.locator('#object [data-act-errors]')).toContainText('Which bid');
    await page.locator('#bid-0').check();
    await page.locator('#fault-body').check();
    await vendors[1].sign('#object');
    // One objection of one person to one bid.
    await vendors[1].go(`/tenders/${address}/object`);
    await page.locator('#bid-0').check();
    await page.locator('#fault-payload').check();
    await page.locator('#object [data-act-submit]').click();
    const answer = page.waitForResponse((response) => response.url().endsWith('/acts'));
    await page.locator('#object [data-act-sign]').click();
    expect((await answer).status()).toBe(422);
    await expect(page.locator('h1')).toHaveText('You already objected to this bid');
    await vendors[1].go(`/tenders/${address}`);
    await expect(page.locator('section[aria-labelledby="objections"] tbody tr')).toHaveCount(2);
    await expect(page.locator('tr#bid-1')).toContainText('Sealed again and compared: no fault.');
  });

  await test.step('the officer proposes both findings with a reason', async () => {
    const officer = await Person.signedIn(browser, server, 'zh', 'officer');
    await officer.page.getByRole('link', { name: '处理异议' }).click();
    await officer.shot('manage-objections');
    // The judge looked at what was opened, and has nothing to look at in what was not.
    const judged = officer.page.locator('section.ts-panel', { hasText: '已将该标书重新密封比对，结果一致，未发现问题' });
    await expect(judged).toHaveCount(1);
    await expect(judged).toHaveAttribute('aria-labelledby', 'objection-1-title');
    expect((await read()).bids.map((bid) => bid.judged)).toEqual(['sound', 'sound', null]);
    for (const [number, choice, reason] of [[0, 'upheld', UPHELD], [1, 'dismissed', DISMISSED]]) {
      await officer.go(`/tenders/${address}/manage`);
      await officer.page.locator(`#${choice}-${number}`).check();
      // Without a reason nothing is signed.
      await officer.page.locator(`#finding-${number} [data-act-submit]`).click();
      await expect(officer.page.locator(`#finding-${number} [data-act-errors]`)).toBeVisible();
      await officer.page.locator(`#finding-reason-${number}`).fill(reason);
      await officer.sign(`#finding-${number}`);
    }
    expect((await read()).bids[2].status, 'one person alone rejects nothing').toBe('sealed');
    await officer.go(`/tenders/${address}/manage`);
    await expect(officer.page.locator('form[data-act="confirm_finding"]'), 'an officer confirms nothing').toHaveCount(0);
    await officer.leave();
  });

  await test.step('the approver confirms both', async () => {
    const approver = await Person.signedIn(browser, server, 'en', 'approver');
    await approver.go('/approvals');
    await expect(approver.page.getByRole('link', { name: 'Confirm a finding on an objection' })).toHaveCount(2);
    await approver.shot('approvals-findings');
    for (const number of [0, 1]) {
      await approver.go(`/tenders/${address}/manage`);
      await approver.sign(`#confirm-finding-${number}`);
    }
    await approver.go(`/tenders/${address}/manage`);
    await approver.shot('manage-findings');
    await approver.leave();
    expect((await read()).bids.map(({ status }) => status)).toEqual(['opened', 'opened', 'rejected']);
  });

  await test.step('both are public with their reasons, in both languages', async () => {
    const texts = {
      en: ['Upheld, bid rejected', 'Not upheld', 'A committee member’s part does not open'],
      zh: ['成立，投标被否决', '不成立', '某位开标委员的部分无法开启'],
    };
    const reader = await Person.arrive(browser, server, 'en');
    for (const [locale, [upheld, dismissed, fault]] of Object.entries(texts)) {
      reader.locale = locale;
      await reader.go(`/tenders/${address}`);
      const rows = reader.page.locator('section[aria-labelledby="objections"] tbody tr');
      await expect(rows).toHaveCount(2);
      for (const text of [upheld, fault, '示范市公共资源交易管理局', '经两台设备核对']) await expect(rows.nth(0)).toContainText(text);
      for (const text of [dismissed, '北辰信息系统有限公司', DISMISSED]) await expect(rows.nth(1)).toContainText(text);
      await expect(reader.page.locator('#bid-3')).toContainText(fault);
      await expect(reader.page.locator('#bid-1')).toContainText('1,180,000.00');
      await reader.shot('tender-objections');
    }
    await reader.leave();
  });

  await test.step('the evaluation goes on without the rejected bid', async () => {
    const { turns_at: turns } = await read();
    await server.moveTo(turns);
    const after = await read();
    expect([after.stage, after.bids.map(({ status }) => status)]).toEqual(['evaluation', ['opened', 'opened', 'rejected']]);
    const evaluator = await Person.signedIn(browser, server, 'zh', 'evaluator1');
    await declare(evaluator, address);
    await evaluator.go(`/tenders/${address}/score`);
    await expect(evaluator.page.locator('.govuk-task-list__item')).toHaveCount(2);
    await evaluator.leave();
  });
  for (const vendor of vendors) await vendor.leave();
});

/**
 * Seals as the page does, then changes a bit of the part of the first member and hands that in as a program would:
 * signed, through the field for calls that were signed elsewhere.
 */
async function bidDamaged(vendor, offer) {
  const bid = new BidPage(vendor, address);
  await bid.open();
  await bid.fill(offer);
  const receipt = await bid.seal();
  const envelope = Buffer.from(receipt.envelope, 'hex');
  const [first] = parseEnvelope(envelope).stanzas;
  // A stanza is the encapsulated key, 32 bytes, and the sealed share.
  envelope[envelope.indexOf(first) + 40] ^= 1;
  const { page } = vendor;
  const { signing } = await page.evaluate(async () => (await fetch('/demo/keys')).json());
  const { genesis, contract } = await page.locator('#hand-in-form').evaluate((form) => ({ ...form.dataset }));
  const { now } = await server.json('/api/chain');
  const { call } = await signAct({
    name: 'commit_bid',
    fields: { commitment: receipt.c, envelope: envelope.toString('hex') },
    genesis: Buffer.from(genesis, 'hex'),
    contract: Buffer.from(contract, 'hex'),
    key: await importDemoKey(Buffer.from(signing, 'hex')),
    nonce: Date.now(),
    validUntil: now + 3_000,
  });
  await page.locator('details', { has: page.locator('#call') }).locator('summary').click();
  await page.locator('#call').fill(Buffer.from(call).toString('hex'));
  await page.locator('form', { has: page.locator('#call') }).locator('button').click();
  await page.waitForURL(/\/bids\/2\/receipt/);
}
