import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { encodeTechnicalBody } from '../modules/body.js';
import { hex } from '../modules/bytes.js';
import { decodeContext } from '../modules/header.js';
import {
  agrees, blobOf, readBid, reshareBid, reshareOwn, wordOf,
} from '../modules/reading.js';
import { decodeBlob } from '../modules/reshare.js';
import { bytesOf, members, sealedBid } from './fixture.mjs';

const BODY = { validUntil: 9_000n, answers: [{ criterion: 1, text: '三年质保' }], attachments: [] };
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** A tender as the portal tells it, with the bid sealed for it. */
async function world(options = {}) {
  const sealed = await sealedBid({ kind: 1, body: encodeTechnicalBody(BODY), ...options });
  const context = decodeContext(sealed.ctx);
  // The fixture's lot is none that a tender has.
  const { encodeContext, seal } = await import('../modules/tse1.js');
  const bid = { ...sealed, ctx: encodeContext({ ...context, lot: 1 }) };
  Object.assign(bid, await seal(bid));
  const readers = (await members(2, 'readers')).map((pair, at) => ({ ...pair, person: bytesOf(`reader ${at}`, 20) }));
  return {
    bid,
    readers,
    tender: {
      genesis: hex(context.genesis),
      contract: hex(context.contract),
      terms_hash: hex(context.termsHash),
      committee_hash: hex(context.committeeHash),
      k: bid.k,
      committee: bid.committee.map(hex),
      person: hex(readers[0].person),
    },
    told: {
      bid: 4,
      vendor: hex(context.vendor),
      attempt: context.attempt,
      e: hex(bid.e),
      c: hex(bid.c),
      envelope: hex(bid.envelope),
      readers: readers.map(({ person, publicKey }) => ({ person: hex(person), key: hex(publicKey) })),
    },
  };
}

/** What the first reader is given out of a member's entries. */
function given(from, entries, reader) {
  const found = entries.find((entry) => hex(entry.reader) === hex(reader.person));
  return { from, sealed: hex(found.sealed) };
}

test('an evaluator reads with the shares of two members, and with the vendor’s seed', async () => {
  const { bid, readers: [anna], tender, told } = await world();
  const from = async (member) => given(member, await reshareBid({ ...tender, member }, told, bid.pairs[member - 1]), anna);
  const [first, third] = [await from(1), await from(3)];
  const read = await readBid(tender, { ...told, given: [first, third] }, anna);
  assert.deepEqual(read.body, BODY);
  assert.equal(hex(read.verdict.body), sha256(bid.body));
  assert.deepEqual(wordOf(read), ['valid', sha256(bid.body)]);
  assert.ok(agrees(read, null) && agrees(read, sha256(bid.body)) && !agrees(read, '00'.repeat(32)));
  const early = await readBid(tender, { ...told, given: [first, first, { ...third, from: 1 }] }, anna);
  assert.deepEqual([early.verdict.finding, early.body, early.good], ['unopened', null, 1]);
  assert.ok(!agrees(early, sha256(bid.body)));
  // A share that does not open does not stand in the way of one that does.
  const late = await readBid(tender, { ...told, given: [{ ...third, from: 1 }, first, third] }, anna);
  assert.equal(late.verdict.finding, 'valid');
  const seed = given(0, await reshareOwn(tender, told, bid), anna);
  assert.equal((await readBid(tender, { ...told, given: [seed] }, anna)).verdict.finding, 'valid');
});

test('what was sealed to one evaluator opens for no other', async () => {
  const { bid, readers: [anna, bo], tender, told } = await world();
  const handed = await Promise.all([1, 2].map(async (member) => (
    given(member, await reshareBid({ ...tender, member }, told, bid.pairs[member - 1]), anna)
  )));
  const other = await readBid({ ...tender, person: hex(bo.person) }, { ...told, given: handed }, bo);
  assert.equal(other.verdict.finding, 'unopened');
});

test('a member opens nothing that is not this bid’s technical envelope', async () => {
  const { bid, tender, told } = await world();
  const refused = (member, changes, code) => assert.rejects(
    reshareBid({ ...tender, member: 1, ...member }, { ...told, ...changes }, bid.pairs[0]), { code },
  );
  await refused({}, { e: '00'.repeat(32) }, 'other_envelope');
  await refused({ contract: '00'.repeat(20) }, {}, 'context_tender');
  await refused({}, { vendor: '00'.repeat(20) }, 'context_vendor');
  await refused({}, { attempt: 2 }, 'context_attempt');
  await refused({ member: 2 }, {}, 'stanza');
  const priced = await world({ kind: 2 });
  await assert.rejects(
    reshareBid({ ...priced.tender, member: 1 }, priced.told, priced.bid.pairs[0]), { code: 'context_kind' },
  );
});

test('what a vendor sealed wrongly is the vendor’s fault, and what the portal changed is nobody’s verdict', async () => {
  const { bid, readers: [anna], tender, told } = await world({ body: bytesOf('no body', 40) });
  const seed = given(0, await reshareOwn(tender, told, bid), anna);
  const read = await readBid(tender, { ...told, given: [seed] }, anna);
  assert.deepEqual(read.verdict, { finding: 'faulty', fault: 'body' });
  assert.deepEqual(wordOf(read), ['fault-body', '']);
  const changed = `${told.envelope.slice(0, -2)}00`;
  await assert.rejects(readBid(tender, { ...told, envelope: changed, given: [] }, anna), { code: 'other_envelope' });
});

test('all that was sealed at once is one blob, in order', async () => {
  const { bid, tender, told } = await world();
  const entries = await reshareBid({ ...tender, member: 1 }, told, bid.pairs[0]);
  const { blob, digest, bids } = await blobOf([...entries, ...entries.map((entry) => ({ ...entry, bid: 2 }))]);
  assert.deepEqual(bids, [2, 4]);
  assert.equal(hex(digest), sha256(blob));
  assert.equal(decodeBlob(blob).length, 4);
  await assert.rejects(blobOf([]), { code: 'blob' });
});
