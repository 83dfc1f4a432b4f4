/** What is sealed to the readers of technical envelopes; `readers.json` is made by `crates/envelope/examples/readers`. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { CodedError } from '../modules/errors.js';
import {
  BIDS_MAX, BLOB_MAX, READERS_MAX, VENDOR, decodeBlob, encodeBlob, openFromBlob, sealToReader, sortEntries,
} from '../modules/reshare.js';
import { judge, openStanza } from '../modules/tse1.js';
import {
  vectorBlob, vectorEntries, vectorRead, vectorReshare,
} from '../modules/vector.js';
import { bytesOf, members, sealedBid } from './fixture.mjs';

const file = new URL('../../../crates/envelope/vectors/readers.json', import.meta.url);
const { format, cases } = JSON.parse(readFileSync(file, 'utf8'));
const RUN = { reshare: vectorReshare, read: vectorRead, blob: vectorBlob, entries: vectorEntries };

async function run({ kind, input }) {
  try {
    return await RUN[kind](input);
  } catch (error) {
    if (error instanceof CodedError) return { error: error.code };
    throw error;
  }
}

test('the file is of the known format and has its cases of every kind', () => {
  assert.equal(format, 'tse1-readers-1');
  for (const kind of Object.keys(RUN)) assert.ok(cases.filter((one) => one.kind === kind).length >= 8, kind);
});

for (const vector of cases) {
  test(vector.name, async () => assert.deepEqual(await run(vector), vector.expect));
}

test('two members or the vendor open a bid to a reader, and to nobody else', async () => {
  const bid = await sealedBid({ kind: 1 });
  const [anna, bo] = (await members(2, 'readers')).map((pair, at) => ({ ...pair, person: bytesOf(`reader ${at}`, 20) }));
  const { envelope, seed, body } = bid;
  const seal = (i, secret) => sealToReader({
    envelope, i, secret, reader: { person: anna.person, key: anna.publicKey }, ikmE: bytesOf(`ephemeral ${i}`),
  });
  const shares = await Promise.all([3, 1].map(async (i) => {
    const share = await openStanza({ envelope, i, ...bid.pairs[i - 1] });
    const sealed = await seal(i, share);
    for (const other of [bo, { ...bo, person: anna.person }, { ...anna, person: bo.person }]) {
      await assert.rejects(openFromBlob({ envelope, i, sealed, ...other }), { code: 'reshared' });
    }
    return { i, share: await openFromBlob({ envelope, i, sealed, ...anna }) };
  }));
  const valid = { verdict: 'valid', body, faulty_officers: [] };
  assert.deepEqual(await judge(bid, envelope, { shares, opaque: true }), valid);
  const opened = await openFromBlob({ envelope, i: VENDOR, sealed: await seal(VENDOR, seed), ...anna });
  assert.deepEqual(await judge(bid, envelope, { shares: [], revealed: { seed: opened }, opaque: true }), valid);
});

test('no changed byte opens, and a share does not pass for a seed', async () => {
  const { envelope, seed, pairs } = await sealedBid({ kind: 1 });
  const [anna] = await members(1, 'readers');
  const reader = { person: bytesOf('reader', 20), key: anna.publicKey };
  const share = await openStanza({ envelope, i: 1, ...pairs[0] });
  const sealed = await sealToReader({ envelope, i: 1, secret: share, reader, ikmE: bytesOf('one') });
  const ofSeed = await sealToReader({ envelope, i: VENDOR, secret: seed, reader, ikmE: bytesOf('two') });
  const open = (i, bytes) => openFromBlob({ envelope, i, sealed: bytes, person: reader.person, ...anna });
  for (let at = 0; at < sealed.length; at += 1) {
    await assert.rejects(open(1, sealed.with(at, sealed[at] ^ (1 << (at % 8)))), { code: 'reshared' });
    await assert.rejects(open(VENDOR, ofSeed.with(at, ofSeed[at] ^ (1 << (at % 8)))), { code: 'reshared' });
  }
  await assert.rejects(open(VENDOR, sealed), { code: 'reshared' });
  await assert.rejects(open(1, ofSeed), { code: 'reshared' });
});

function entries(bids, readers) {
  return Array.from({ length: bids * readers }, (_, at) => ({
    bid: Math.floor(at / readers), reader: new Uint8Array(20).with(19, at % readers), sealed: bytesOf(`${at}`, 80),
  }));
}

test('the largest blob is as long as is read, and no shorter one is a blob', () => {
  const all = entries(BIDS_MAX, READERS_MAX);
  const blob = encodeBlob(sortEntries([...all].reverse()));
  assert.equal(blob.length, BLOB_MAX);
  assert.deepEqual(decodeBlob(blob), all);
  assert.throws(() => decodeBlob(new Uint8Array(BLOB_MAX + 1)), { code: 'blob' });
  const small = encodeBlob(entries(2, 2));
  for (let length = 0; length < small.length; length += 1) {
    assert.throws(() => decodeBlob(small.subarray(0, length)), { code: 'blob' });
  }
});
