import assert from 'node:assert/strict';
import { test } from 'node:test';

import { buildReceipt, parseReceipt, reopen } from '../modules/receipt.js';
import { sealedBid } from './fixture.mjs';

const publicPart = { block: { number: 7 }, proof: ['00'] };

test('a receipt rebuilds the whole bid and keeps the portal’s part as it came', async () => {
  const bid = await sealedBid();
  const reopened = await reopen(buildReceipt(bid, publicPart));
  for (const field of ['ctx', 'k', 'committee', 'seed', 'body', 'envelope', 'e', 'c']) assert.deepEqual(reopened[field], bid[field]);
  assert.deepEqual(reopened.public, publicPart);
  assert.equal((await reopen(buildReceipt(bid, null))).public, null);
});

test('a receipt keeps the guarantee that was named, and has none where none is asked for', async () => {
  const bid = await sealedBid();
  const guarantee = { salt: bid.seed, issuer: '滨江银行', number: 'BH-1' };
  assert.deepEqual(parseReceipt(buildReceipt({ ...bid, guarantee }, null)).guarantee, guarantee);
  assert.equal(parseReceipt(buildReceipt(bid, null)).guarantee, null);
  const bad = { ...JSON.parse(buildReceipt(bid, null)), guarantee: { salt: '00', issuer: 'a', number: 'b' } };
  assert.throws(() => parseReceipt(JSON.stringify(bad)), { code: 'bad_receipt' });
  bad.guarantee = { salt: '00'.repeat(32), issuer: 1, number: 'b' };
  assert.throws(() => parseReceipt(JSON.stringify(bad)), { code: 'bad_receipt' });
});

test('a receipt in which anything was changed does not reopen', async () => {
  const bid = await sealedBid();
  const file = JSON.parse(buildReceipt(bid, publicPart));
  for (const field of ['ctx', 'seed', 'body', 'envelope', 'e', 'c']) {
    const flipped = (file[field].startsWith('0') ? '1' : '0') + file[field].slice(1);
    await assert.rejects(reopen(JSON.stringify({ ...file, [field]: flipped })), { code: 'receipt_differs' }, field);
  }
  await assert.rejects(reopen(JSON.stringify({ ...file, k: 3 })), { code: 'committee_mismatch' });
  await assert.rejects(reopen(JSON.stringify({ ...file, committee: file.committee.toReversed() })), { code: 'committee_mismatch' });
});

test('what is no receipt is refused', async () => {
  const file = JSON.parse(buildReceipt(await sealedBid(), null));
  const bad = ['', '1', 'null', '{}', JSON.stringify({ ...file, version: 2 }), JSON.stringify({ ...file, seed: '00' }),
    JSON.stringify({ ...file, committee: ['zz'] }), JSON.stringify({ ...file, body: 5 }), ' '.repeat(256 * 1024 + 1)];
  for (const text of bad) assert.throws(() => parseReceipt(text), { code: 'bad_receipt' });
});

test('a receipt keeps both envelopes of a bid, and each is sealed again', async () => {
  const technical = await sealedBid({ kind: 1, label: 'technical seed' });
  const bid = { ...await sealedBid(), technical };
  const reopened = await reopen(buildReceipt(bid, publicPart));
  for (const field of ['ctx', 'k', 'committee', 'seed', 'body', 'envelope', 'e', 'c']) {
    assert.deepEqual(reopened.technical[field], technical[field]);
    assert.deepEqual(reopened[field], bid[field]);
  }
  assert.equal((await reopen(buildReceipt(await sealedBid(), null))).technical, null);
  const file = JSON.parse(buildReceipt(bid, null));
  for (const field of ['ctx', 'seed', 'body', 'envelope', 'e', 'c']) {
    const flipped = (file.technical[field].startsWith('0') ? '1' : '0') + file.technical[field].slice(1);
    const changed = { ...file, technical: { ...file.technical, [field]: flipped } };
    await assert.rejects(reopen(JSON.stringify(changed)), { code: 'receipt_differs' }, field);
  }
  for (const other of [await sealedBid(), { ...technical, seed: bid.seed.subarray(1) }]) {
    const mixed = JSON.parse(buildReceipt({ ...bid, technical: other }, null));
    await assert.rejects(reopen(JSON.stringify(mixed)), (error) => ['receipt_differs', 'bad_receipt'].includes(error.code));
  }
});
