/**
 * The registry's law: a vendor is suspended, reinstated and debarred while a tender takes bids; new tenders are paused;
 * an administrator changes roles, revokes a key and gives a new one. Every refusal has a page that says why, and nothing
 * is recorded by it.
 */
import { expect, test } from '@playwright/test';
import { look, lookAt } from '../support/axe.js';
import { BidPage } from '../support/bid-page.js';
import { DOCUMENT, fillDraft } from '../support/draft.js';
import { makeKey, offer, readOffer } from '../support/newcomer.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const OFFER = { price: '1,180,000.00', answers: ['14 英寸，16 GB 内存。', '4 小时到场。'] };
const LOWER = { ...OFFER, price: '1,150,000.00' };
const SUSPENDED = '江海智能装备有限公司';
const DEBARRED = '北辰信息系统有限公司';
const INVESTIGATION = '因涉嫌围标，正在调查。\n调查期间暂停资格。';
const FORGERY = '投标时提供虚假业绩证明，经查属实。';
const DAY = 86_400;
/** What a clock in the portal's zone is ahead of UTC, seconds. */
const ZONE = 8 * 3_600;

let server;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});

/** Everything that an act could have changed: bids of a tender, and the chain's last block. */
async function state(address) {
  const { bids } = await server.tender(address);
  const { head: { number: block } } = await server.json('/api/chain');
  return { block, bids: bids.map(({ status }) => status) };
}

/** Opens the folded form of a decision. */
async function unfold({ page }, form) {
  await page.locator('details', { has: page.locator(form) }).locator('summary').first().click();
}

/** The registrar's page of an organisation, found by searching. */
async function find(registrar, name) {
  await registrar.go('/registrar');
  await registrar.page.locator('#q').fill(name.slice(0, 4));
  await registrar.page.locator('.ts-search button').click();
  await expect(registrar.page.locator('tbody tr')).toHaveCount(1);
  await registrar.page.getByRole('link', { name }).click();
}

/** Seals, waits while `meanwhile` happens, and hands in; the page must refuse and the chain be as it was. */
async function refusedBid(vendor, address, bid, meanwhile, title) {
  const page = new BidPage(vendor, address);
  await page.open();
  await page.fill(bid);
  await page.seal();
  await meanwhile();
  const before = await state(address);
  const answer = vendor.page.waitForResponse((response) => response.url().endsWith('/acts'));
  await page.send();
  expect((await answer).status()).toBe(422);
  await expect(vendor.page.locator('h1')).toHaveText(title);
  expect(await state(address), 'nothing was recorded').toEqual(before);
}

test('suspended, reinstated, debarred: bids in the record stay, new acts are refused', async ({ browser }) => {
  const found = [];
  const address = await server.tenderIn('bidding');
  const registrar = await Person.signedIn(browser, server, 'zh', 'registrar');
  const vendor = await Person.signedIn(browser, server, 'en', 'vendor3');

  await test.step('a vendor is suspended before it hands in: refused with a clear page', async () => {
    await refusedBid(vendor, address, OFFER, async () => {
      await find(registrar, SUSPENDED);
      await registrar.shot('registrar-organisation');
      await unfold(registrar, '#suspend');
      await registrar.page.locator('#suspend [data-act-submit]').click();
      await expect(registrar.page.locator('#suspend [data-act-errors]'), 'no decision without a reason').toBeVisible();
      await registrar.page.locator('#suspend-reason').fill(INVESTIGATION);
      await registrar.page.locator('#suspend [data-act-submit]').click();
      await expect(registrar.page.locator('#suspend [data-act-summary]')).toContainText('因涉嫌围标');
      await registrar.shot('suspend-check');
      await registrar.page.locator('#suspend [data-act-back]').click();
      await registrar.sign('#suspend');
    }, 'Your organisation is suspended');
    await look(vendor, 'refused by a suspension', found);
    await vendor.shot('refused-suspended');
    await vendor.page.getByRole('button', { name: 'Date and reason' }).click();
    await expect(vendor.page.locator('main')).toContainText('因涉嫌围标，正在调查。');
    await lookAt(vendor, new URL(vendor.page.url()).pathname.replace(/^\/\w\w/, ''), found);
    vendor.locale = 'en';
    await vendor.go('/desk');
    await expect(vendor.page.locator('section.ts-outcome--red')).toContainText('示范市公共资源交易管理局');
    await vendor.shot('desk-suspended');
    await lookAt(vendor, '/desk', found);
    vendor.locale = 'en';
    await vendor.go(`/tenders/${address}/bid`);
    await expect(vendor.page.locator('main')).toContainText('Your organisation cannot act at present');
    await expect(vendor.page.locator('[data-bid]')).toHaveCount(0);
    await vendor.go('/bids');
    await expect(vendor.page.locator('h1')).toBeVisible();
  });

  await test.step('reinstated, it bids', async () => {
    await find(registrar, SUSPENDED);
    await expect(registrar.page.locator('#suspend'), 'nothing is offered that would be refused').toHaveCount(0);
    await registrar.shot('registrar-suspended');
    await unfold(registrar, '#reinstate');
    await registrar.page.locator('#reinstate-reason').fill('调查结束，未发现围标行为。');
    await registrar.sign('#reinstate');
    const number = await new BidPage(vendor, address).bid(OFFER);
    expect((await server.tender(address)).bids[number].status).toBe('sealed');
    await find(registrar, SUSPENDED);
    await expect(registrar.page.locator('#reinstate')).toHaveCount(0);
    await expect(registrar.page.locator('.ts-timeline__title')).toContainText(['单位被暂停资格', '单位恢复资格']);
  });

  const second = await Person.signedIn(browser, server, 'zh', 'vendor2');
  const { now } = await server.json('/api/chain');
  // The first midnight in the portal's zone that is a day ahead or more.
  const until = Math.ceil((now + ZONE + DAY) / DAY) * DAY - ZONE;
  const { schedule } = await server.tender(address);
  expect(until, 'the tender takes bids still when the debarment ends').toBeLessThan(schedule.deadline);

  await test.step('debarred after its bid, a vendor keeps it and may not replace it', async () => {
    const number = await new BidPage(second, address).bid(OFFER);
    await refusedBid(second, address, LOWER, async () => {
      await find(registrar, DEBARRED);
      await unfold(registrar, '#debar');
      await registrar.page.locator('#debar-until').fill('2020-01-01');
      await registrar.page.locator('#debar-reason').fill(FORGERY);
      await registrar.page.locator('#debar [data-act-submit]').click();
      await expect(registrar.page.locator('#debar [data-act-errors]')).toContainText('请选择明天及以后的日期');
      await look(registrar, 'a day that is over', found);
      await registrar.page.locator('#debar-until').fill(new Date((until + ZONE) * 1_000).toISOString().slice(0, 10));
      await registrar.sign('#debar');
      await find(registrar, DEBARRED);
      await registrar.shot('registrar-debarred');
      await lookAt(registrar, new URL(registrar.page.url()).pathname.replace(/^\/\w\w/, ''), found);
      await lookAt(registrar, '/registrar', found);
      registrar.locale = 'zh';
    }, '您所在的单位正处于禁止投标期间');
    await second.shot('refused-debarred');
    expect((await server.tender(address)).bids[number].status, 'the bid stays').toBe('sealed');
    await second.go(`/tenders/${address}/withdraw`);
    await expect(second.page.locator('form[data-act]')).toHaveCount(0);
    const reader = await Person.arrive(browser, server, 'zh');
    await reader.go('/registry?standing=debarred');
    await expect(reader.page.locator('tbody tr')).toHaveCount(1);
    await reader.shot('register-debarred');
    await reader.page.getByRole('link', { name: DEBARRED }).click();
    await expect(reader.page.locator('main')).toContainText(FORGERY);
    await reader.shot('public-debarred');
    await lookAt(reader, '/registry', found);
    // What is public law is not hidden where the vendor is named: it bid on a tender that is decided.
    const decided = `/tenders/${await server.tenderIn('awarded')}`;
    await reader.go(decided);
    const own = reader.page.locator('section[aria-labelledby="opening"] tbody tr', { hasText: DEBARRED });
    await expect(own).toContainText('禁止投标至');
    await reader.shot('opening-record-debarred');
    await lookAt(reader, decided, found);
    await reader.leave();
  });

  await test.step('the debarment ends by the clock, without an act', async () => {
    await server.moveTo(until - 1);
    await second.go('/desk');
    await expect(second.page.locator('section.ts-outcome--red')).toBeVisible();
    await server.moveTo(until);
    await second.go('/desk');
    await expect(second.page.locator('section.ts-outcome--red')).toHaveCount(0);
    await new BidPage(second, address).bid(LOWER);
    expect((await server.tender(address)).bids.filter(({ status }) => status === 'replaced')).toHaveLength(1);
  });
  expect(found).toEqual([]);
  for (const person of [registrar, vendor, second]) await person.leave();
});

test('new tenders are paused and allowed again; a key is revoked, roles are changed, a new key is given', async ({ browser }) => {
  const found = [];
  const registrar = await Person.signedIn(browser, server, 'zh', 'registrar');
  const officer = await Person.signedIn(browser, server, 'en', 'officer');
  const { page } = officer;
  await officer.go('/drafts');
  await page.locator('form[action$="/drafts"] button').click();
  await page.waitForURL(/\/drafts\/\d+$/);
  const draft = new URL(page.url()).pathname.replace(/^\/en/, '');
  await fillDraft(officer, DOCUMENT);

  /** Signs on the page as it stands; it must refuse and the chain be as it was. */
  const refused = async (title) => {
    const { head: { number: block } } = await server.json('/api/chain');
    await page.locator('#propose [data-act-submit]').click();
    await expect(page.locator('#propose [data-act-digest]')).toHaveText(/^[0-9a-f]{64}$/);
    const answer = page.waitForResponse((response) => response.url().endsWith('/acts'));
    await page.locator('#propose [data-act-sign]').click();
    expect((await answer).status()).toBe(422);
    await expect(page.locator('h1')).toHaveText(title);
    expect((await server.json('/api/chain')).head.number, 'nothing was recorded').toBe(block);
  };

  await test.step('paused: publishing is refused, and the pages say so', async () => {
    await officer.go(`${draft}/preview`);
    await registrar.go('/registrar/pause');
    await registrar.shot('pause');
    await registrar.sign('#pause');
    await refused('No tender can be put up for approval or published at present');
    await officer.shot('refused-paused');
    await page.getByRole('button', { name: 'Back' }).click();
    await expect(page).toHaveURL(/\/drafts$/);
    await officer.go(`${draft}/preview`);
    await expect(page.locator('form[data-act="propose_tender"]')).toHaveCount(0);
    await expect(page.locator('section.ts-outcome--red')).toContainText('New tenders are paused');
    await officer.shot('preview-paused');
    await lookAt(officer, `${draft}/preview`, found);
    await registrar.go('/desk');
    await expect(registrar.page.locator('main')).toContainText('已暂停');
    await registrar.shot('desk-paused');
    await lookAt(registrar, '/registrar/pause', found);
    await lookAt(registrar, '/desk', found);
    registrar.locale = 'zh';
    officer.locale = 'en';
    await registrar.go('/registrar/pause');
    await registrar.sign('#unpause');
    await registrar.go('/registrar/pause');
    await expect(registrar.page.locator('.ts-timeline__title')).toHaveText(['暂停新项目', '恢复新项目']);
    await registrar.shot('pause-over');
    await officer.go(`${draft}/preview`);
    await expect(page.locator('#propose')).toBeVisible();
  });

  const admin = await Person.signedIn(browser, server, 'zh', 'admin');
  const choose = async (name) => {
    await admin.go('/desk');
    await admin.page.locator('#main-content a[href$="/people"]').first().click();
    await admin.page.getByRole('link', { name, exact: true }).click();
  };

  await test.step('an administrator changes roles; the last administrator stays one', async () => {
    await choose('评标专家乙 Evaluator 2');
    await admin.page.locator('#roles [data-act-submit]').click();
    await expect(admin.page.locator('#roles [data-act-errors]')).toContainText('所选角色与现有角色相同');
    await admin.page.locator('#role-officer').check();
    await admin.shot('person');
    await admin.sign('#roles');
    const evaluator = await Person.signedIn(browser, server, 'en', 'evaluator2');
    await expect(evaluator.page.locator('main a[href$="/drafts"]'), 'at once').toBeVisible();
    await evaluator.leave();
    await choose('采购单位管理员 Administrator');
    await expect(admin.page.locator('#role-org_admin')).toBeDisabled();
    await expect(admin.page.locator('form[data-act="revoke_key"]')).toHaveCount(0);
    await expect(admin.page.locator('main')).toContainText('最后一把密钥');
    await admin.shot('person-last-administrator');
    await lookAt(admin, new URL(admin.page.url()).pathname.replace(/^\/\w\w/, ''), found);
    admin.locale = 'zh';
  });

  await test.step('a revoked key signs nothing more', async () => {
    await choose('采购经办人 Officer');
    await unfold(admin, 'form[data-act="revoke_key"]');
    await admin.shot('revoke');
    await look(admin, 'revoking a key', found);
    await admin.sign('form[data-act="revoke_key"]');
    await refused('The key that signed is revoked or not active yet');
    await choose('采购经办人 Officer');
    await expect(admin.page.locator('main')).toContainText('已失效');
    await expect(admin.page.locator('form[data-act="revoke_key"]')).toHaveCount(0);
    await admin.shot('person-without-key');
  });

  await test.step('a new key in its place signs after the waiting time', async () => {
    await makeKey(officer, 'new laptop');
    const code = await offer(officer, '示范市财政局');
    await readOffer(admin, code);
    await admin.page.locator('#old').selectOption({ label: await admin.page.locator('#old option', { hasText: '已吊销' }).textContent() });
    await admin.shot('offered-after-revocation');
    await admin.sign('#replace');
    const { now } = await server.json('/api/chain');
    await server.moveTo(now + DAY);
    await officer.go(`${draft}/preview`);
    await officer.sign('#propose');
  });
  expect(found).toEqual([]);
  for (const person of [registrar, officer, admin]) await person.leave();
});
