import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import {
  concat, hex, uintBe, unhex, utf8, xor,
} from '../modules/bytes.js';
import { encrypt } from '../modules/cobblestone.js';
import { hkdfExpand, hkdfExtract, sha256 } from '../modules/hash.js';
import {
  committeeHash, decodeContext, encodeContext, encodeFinancialBody, encodeTechnicalBody, judge, openStanza, parseEnvelope, recover,
  seal, unseal,
} from '../modules/tse1.js';
import {
  bytesOf, contextFor, members, sealedBid, subsets,
} from './fixture.mjs';

const NONE = new Uint8Array(0);
const KEY = bytesOf('key').with(31, 0x55);
const sha = (...parts) => new Uint8Array(createHash('sha256').update(concat(...parts)).digest());

async function sharesOf({ envelope, pairs }) {
  return Promise.all(pairs.map(async (pair, at) => ({ i: at + 1, share: await openStanza({ envelope, i: at + 1, ...pair }) })));
}

/** The envelope with another payload, and the record that a contract would hold of it. */
async function withPayload(bid, change) {
  const { header } = parseEnvelope(bid.envelope);
  const ch = sha(utf8('TSE1-ctx\0'), bid.ctx);
  const prk = await hkdfExtract('SHA-256', utf8('TSE1-seed'), bid.seed);
  const derive = (label, x, length) => hkdfExpand('SHA-256', prk, concat(utf8(`TSE1-${label}\0`), ch, x), length);
  const plaintext = new Uint8Array(1024);
  plaintext.set(uintBe(bid.body.length, 4));
  plaintext.set(bid.body, 4);
  const payload = await encrypt({
    key: await derive('payload-key', NONE, 32),
    salt: await derive('payload-salt', sha(plaintext), 24),
    context: concat(utf8('TSE1-payload\0'), sha(header)),
    plaintext,
    ...await change(plaintext, derive),
  });
  return withEnvelope(bid, concat(header, payload));
}

function withEnvelope(bid, envelope) {
  const e = sha(envelope);
  const c = sha(utf8('TSE1-commit\0'), sha(utf8('TSE1-ctx\0'), bid.ctx), e, sha(bid.body), bid.seed);
  return { ...bid, envelope, e, c };
}

async function verdictOf(bid, shares, evidence = {}) {
  const { verdict, what } = await judge(bid, bid.envelope, { shares, opaque: true, ...evidence });
  return what === undefined ? verdict : `${verdict}: ${what}`;
}

test('an envelope is laid out as the specification says', async () => {
  const bid = await sealedBid({ k: 2, n: 3 });
  const { envelope, ctx, seed, body } = bid;
  const ch = sha(utf8('TSE1-ctx\0'), ctx);
  assert.equal(envelope.length, 6 + 143 + 3 * 112 + 56 + 1024 + 16);
  assert.equal(hex(envelope.slice(0, 6)), `${hex(utf8('TSE1'))}0203`);
  assert.deepEqual(envelope.slice(6, 149), ctx);
  assert.deepEqual(bid.e, sha(envelope));
  assert.deepEqual(bid.c, sha(utf8('TSE1-commit\0'), ch, bid.e, sha(body), seed));
  const prk = await hkdfExtract('SHA-256', utf8('TSE1-seed'), seed);
  const coefficient = await hkdfExpand('SHA-256', prk, concat(utf8('TSE1-shamir\0'), ch), 32);
  const firstShare = xor(seed, coefficient);
  assert.deepEqual(envelope.slice(149, 181), sha(utf8('TSE1-share\0'), ch, Uint8Array.of(1), firstShare));
  assert.deepEqual((await sharesOf(bid))[0].share, firstShare);
  assert.deepEqual(await withPayload(bid, () => ({})), { ...bid });
});

test('sealing twice gives the same bytes, and every input changes them', async () => {
  const { envelope, e, c, ...bid } = await sealedBid();
  assert.deepEqual((await seal(bid)).envelope, envelope);
  const others = [
    { ...bid, seed: bytesOf('other seed') },
    { ...bid, body: bytesOf('other body', 200) },
    { ...bid, ctx: await contextFor(2, bid.committee, { attempt: 2 }) },
    { ...bid, k: 3, ctx: await contextFor(3, bid.committee) },
  ];
  for (const other of others) assert.notDeepEqual((await seal(other)).envelope, envelope);
});

test('every subset of k shares opens the bid and k − 1 leave it unresolved', async () => {
  for (const [k, n] of [[1, 1], [1, 2], [2, 3], [3, 5], [5, 5]]) {
    const bid = await sealedBid({ k, n });
    const shares = await sharesOf(bid);
    for (const subset of subsets(shares, k)) {
      const verdict = await judge(bid, bid.envelope, { shares: subset, opaque: true });
      assert.deepEqual(verdict, { verdict: 'valid', body: bid.body, faulty_officers: [] });
    }
    for (const subset of subsets(shares, k - 1)) {
      const verdict = await judge(bid, bid.envelope, { shares: subset, opaque: true });
      assert.deepEqual(verdict, { verdict: 'unresolved', have: k - 1, need: k });
    }
  }
});

test('bodies of every length come back, padded so that close lengths look alike', async () => {
  const lengths = new Set();
  for (const length of [0, 1, 1019, 1020, 1021, 1084, 1085, 4000, 8192]) {
    const bid = await sealedBid({ body: bytesOf('body', length), label: `seed ${length}` });
    lengths.add(bid.envelope.length);
    assert.deepEqual(await unseal(bid), bid.body);
  }
  assert.equal(lengths.size, 5);
});

test('the revealed seed counts when shares are missing', async () => {
  const bid = await sealedBid();
  const [first] = await sharesOf(bid);
  assert.equal(await verdictOf(bid, [first], { revealed: { seed: bid.seed } }), 'valid');
  assert.equal(await verdictOf(bid, []), 'unresolved');
  assert.equal(await verdictOf(bid, [], { revealed: { seed: bytesOf('another') } }), 'vendor_fault: shares');
});

test('officers whose share is wrong are named, and do not stop the opening', async () => {
  const bid = await sealedBid({ k: 2, n: 4 });
  const shares = await sharesOf(bid);
  shares[1].share = bytesOf('nonsense');
  shares[3].share = bytesOf('nonsense');
  const verdict = await judge(bid, bid.envelope, { shares: shares.reverse(), opaque: true });
  assert.deepEqual(verdict, { verdict: 'valid', body: bid.body, faulty_officers: [2, 4] });
  assert.deepEqual(
    await judge(bid, bid.envelope, { shares: shares.filter(({ i }) => i !== 1), opaque: true }),
    { verdict: 'unresolved', have: 1, need: 2 },
  );
});

test('an envelope that is not the one committed is the portal’s fault, whatever byte changed', async () => {
  const bid = await sealedBid({ k: 2, n: 3 });
  const shares = await sharesOf(bid);
  for (let at = 0; at < bid.envelope.length; at += 1) {
    for (const flip of [0x01, 0x80]) {
      const envelope = bid.envelope.with(at, bid.envelope[at] ^ flip);
      assert.equal(await verdictOf({ ...bid, envelope }, shares), 'portal_fault: envelope');
    }
  }
  assert.equal(await verdictOf({ ...bid, envelope: NONE }, shares), 'portal_fault: envelope');
});

/** The checks at which a vendor fails who changed the byte at `at` of an envelope for three before committing to it. */
function faultsAt(at) {
  if (at < 4) return ['header'];
  // k, n and kind: some values are none, others are another bid's.
  if ([4, 5, 60].includes(at)) return ['header', 'context'];
  if (at < 149) return ['context'];
  return [at < 149 + 3 * 112 ? 'shares' : 'payload'];
}

test('every changed byte that the vendor committed to is the vendor’s fault, by the check that fits its place', async () => {
  const bid = await sealedBid({ k: 2, n: 3 });
  const shares = (await sharesOf(bid)).slice(0, 2);
  for (let at = 0; at < bid.envelope.length; at += 1) {
    const changed = withEnvelope(bid, bid.envelope.with(at, bid.envelope[at] ^ (1 << (at % 8))));
    let verdict = await judge(changed, changed.envelope, { shares, opaque: true });
    // With h_1 or h_2 spoilt that member's share counts no more: nobody can tell before the seed is known.
    if (at >= 149 && at < 149 + 2 * 32) {
      assert.deepEqual(verdict, { verdict: 'unresolved', have: 1, need: 2 }, `byte ${at}`);
      const revealed = { seed: bid.seed };
      verdict = await judge(changed, changed.envelope, { shares, opaque: true, revealed });
    }
    assert.equal(verdict.verdict, 'vendor_fault', `byte ${at}`);
    assert.ok(faultsAt(at).includes(verdict.what), `byte ${at}: ${verdict.what}`);
  }
});

test('a header that is no header is the vendor’s fault', async () => {
  const bid = await sealedBid();
  const cut = (change) => withEnvelope(bid, change(bid.envelope.slice()));
  const broken = [
    () => NONE,
    (env) => env.slice(0, 148),
    (env) => env.slice(0, 149 + 3 * 112 - 1),
    (env) => env.with(0, 0x74),
    (env) => env.with(4, 0),
    (env) => env.with(4, 4),
    (env) => env.with(5, 17),
    (env) => env.with(6 + 54, 0),
    (env) => env.with(6 + 54, 4),
    (env) => concat(env, new Uint8Array(12 * 1024 - env.length + 1)),
  ];
  for (const change of broken) assert.equal(await verdictOf(cut(change), []), 'vendor_fault: header');
});

test('an envelope for another context, threshold or committee is the vendor’s fault', async () => {
  const bid = await sealedBid();
  const judged = async (other) => verdictOf({ ...bid, ...other, ctx: bid.ctx, k: bid.k, committee: bid.committee }, []);
  const ctx = await contextFor(2, bid.committee, { attempt: 2 });
  assert.equal(await judged(await seal({ ...bid, ctx })), 'vendor_fault: context');
  assert.equal(await judged(await sealedBid({ k: 3 })), 'vendor_fault: context');
  assert.equal(await judged(await sealedBid({ n: 4 })), 'vendor_fault: context');
});

test('an envelope sealed to other keys than the committee’s is found out without its shares', async () => {
  const strangers = (await members(3, 'strangers')).map(({ publicKey }) => publicKey);
  const bid = await sealedBid();
  const { hashes } = parseEnvelope(bid.envelope);
  // Same seed, same context, but stanzas that only strangers can open.
  const other = await seal({ ...bid, committee: strangers, ctx: await contextFor(2, strangers) });
  const foreign = parseEnvelope(other.envelope).stanzas;
  const { payload } = parseEnvelope(bid.envelope);
  const envelope = concat(utf8('TSE1'), Uint8Array.of(2, 3), bid.ctx, ...hashes, ...foreign, payload);
  const mixed = withEnvelope(bid, envelope);
  await assert.rejects(openStanza({ envelope, i: 1, ...bid.pairs[0] }), { code: 'stanza' });
  assert.equal(await verdictOf(mixed, [], { revealed: { seed: bid.seed } }), 'vendor_fault: shares');
});

test('a two-faced envelope is found out whichever shares are used', async () => {
  const bid = await sealedBid({ k: 2, n: 3 });
  const other = await sealedBid({ k: 2, n: 3, label: 'second face' });
  const [one, two] = [parseEnvelope(bid.envelope), parseEnvelope(other.envelope)];
  const envelope = concat(
    utf8('TSE1'), Uint8Array.of(2, 3), bid.ctx, one.hashes[0], one.hashes[1], two.hashes[2],
    one.stanzas[0], one.stanzas[1], two.stanzas[2], one.payload,
  );
  const mixed = withEnvelope(bid, envelope);
  const [first, second] = await sharesOf(bid);
  const third = (await sharesOf(other))[2];
  for (const subset of subsets([first, second, third], 2)) {
    assert.equal(await verdictOf(mixed, subset), 'vendor_fault: shares');
  }
});

test('each later check has its own name', async () => {
  const bid = await sealedBid();
  const shares = await sharesOf(bid);
  const check = async (change, expected) => assert.equal(await verdictOf(await withPayload(bid, change), shares), expected);
  await check(() => ({ key: bytesOf('wrong key') }), 'vendor_fault: payload');
  await check(() => ({ context: utf8('wrong context') }), 'vendor_fault: payload');
  await check(() => ({ salt: bytesOf('salt', 24) }), 'vendor_fault: reseal');
  const padded = (change) => async (plaintext, derive) => {
    const changed = change(plaintext);
    return { plaintext: changed, salt: await derive('payload-salt', sha(changed), 24) };
  };
  await check(padded((plain) => plain.with(1023, 1)), 'vendor_fault: padding');
  await check(padded((plain) => plain.with(204, 1)), 'vendor_fault: padding');
  await check(padded((plain) => plain.with(2, 0xff)), 'vendor_fault: padding');
  await check(padded((plain) => plain.with(0, 0xff)), 'vendor_fault: padding');
  await check(padded((plain) => concat(plain, new Uint8Array(64))), 'vendor_fault: padding');
  await check(padded((plain) => plain.slice(0, 1023)), 'vendor_fault: padding');
  await check(padded((plain) => plain.slice(0, 3)), 'vendor_fault: padding');
  await check(padded(() => NONE), 'vendor_fault: padding');
  const { header } = parseEnvelope(bid.envelope);
  assert.equal(await verdictOf(withEnvelope(bid, header), shares), 'vendor_fault: payload');
  assert.equal(await verdictOf({ ...bid, c: bytesOf('other') }, shares), 'vendor_fault: commit');
});

test('a body that does not decode is the vendor’s fault, and one that does is valid', async () => {
  const fields = {
    currency: 'MXN', price: 1n, validUntil: 1n, costs: [], answers: [], attachments: [],
  };
  const bodies = [
    [2, encodeFinancialBody(fields), 'valid'],
    [2, encodeTechnicalBody(fields), 'vendor_fault'],
    [1, encodeTechnicalBody(fields), 'valid'],
    [1, encodeFinancialBody(fields), 'vendor_fault'],
    [2, concat(encodeFinancialBody(fields), Uint8Array.of(0)), 'vendor_fault'],
    [2, NONE, 'vendor_fault'],
  ];
  for (const [kind, body, expected] of bodies) {
    const bid = await sealedBid({ kind, body });
    const { verdict, what } = await judge(bid, bid.envelope, { shares: await sharesOf(bid) });
    assert.equal(verdict, expected);
    assert.equal(what, expected === 'valid' ? undefined : 'body');
  }
});

test('an officer opens only the own stanza', async () => {
  const bid = await sealedBid();
  await assert.rejects(openStanza({ envelope: bid.envelope, i: 2, ...bid.pairs[0] }), { code: 'stanza' });
  for (const i of [0, 4, 1.5]) {
    await assert.rejects(openStanza({ envelope: bid.envelope, i, ...bid.pairs[0] }), { code: 'member_index' });
  }
  const envelope = bid.envelope.with(149, bid.envelope[149] ^ 1);
  await assert.rejects(openStanza({ envelope, i: 1, ...bid.pairs[0] }), { code: 'stanza' });
});

test('a seed and a body that are not committed to are no reveal', async () => {
  const bid = await sealedBid();
  const judged = (revealed) => judge(bid, bid.envelope, { shares: [], revealed, opaque: true });
  assert.equal((await judged({ seed: bid.seed, body: bid.body })).verdict, 'valid');
  for (const revealed of [{ seed: bytesOf('other'), body: bid.body }, { seed: bid.seed, body: bytesOf('other') }]) {
    await assert.rejects(judged(revealed), { code: 'reveal_mismatch' });
  }
});

test('bad input is an error and never a verdict', async () => {
  const bid = await sealedBid();
  const shares = await sharesOf(bid);
  const refused = (record, evidence, code) => assert.rejects(judge({ ...bid, ...record }, bid.envelope, evidence), { code });
  await refused({ ctx: bid.ctx.subarray(1) }, { shares }, 'context');
  await refused({ ctx: bid.ctx.with(54, 9) }, { shares }, 'context');
  await refused({ ctx: bid.ctx.with(54, 3) }, { shares }, 'kind');
  await refused({ k: 4 }, { shares }, 'threshold');
  await refused({ k: 0 }, { shares }, 'threshold');
  await refused({ k: 3 }, { shares }, 'committee_mismatch');
  await refused({ committee: bid.committee.slice(1) }, { shares }, 'committee_mismatch');
  await refused({}, { shares: [shares[0], shares[0]] }, 'share_duplicate');
  await refused({}, { shares: [{ ...shares[0], i: 4 }] }, 'member_index');
  await refused({}, { shares: [{ i: 1, share: bytesOf('short', 31) }] }, 'length');
  await assert.rejects(recover(parseEnvelope(bid.envelope), [shares[0], shares[0]]), { code: 'share_duplicate' });
  await assert.rejects(seal({ ...bid, seed: bytesOf('short', 31) }), { code: 'length' });
  await assert.rejects(seal({ ...bid, body: bytesOf('long', 8193) }), { code: 'body_too_long' });
  await assert.rejects(seal({ ...bid, ctx: bid.ctx.with(142, bid.ctx[142] ^ 1) }), { code: 'committee_mismatch' });
});

test('keys to which nothing can be sealed make no committee', async () => {
  const [one, two] = (await members(2)).map(({ publicKey }) => publicKey);
  const order8 = unhex('e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800');
  const above = new Uint8Array(32).fill(0xff).with(0, 0xed + 9).with(31, 0x7f);
  for (const bad of [new Uint8Array(32), new Uint8Array(32).with(0, 1), order8, above, one.with(31, one[31] | 0x80)]) {
    await assert.rejects(committeeHash(1, [two, bad]), { code: 'committee_key' });
  }
  await assert.rejects(committeeHash(1, [one, two, one]), { code: 'committee_duplicate' });
  await assert.rejects(committeeHash(1, [one, two.subarray(1)]), { code: 'length' });
  assert.equal((await committeeHash(1, [new Uint8Array(32).with(0, 9)])).length, 32);
});

test('a context gives back its fields, and has no other length or kind', async () => {
  const ctx = await contextFor(1, [KEY], { attempt: 0x01020304 });
  assert.equal(hex(ctx.slice(75, 79)), '01020304');
  assert.deepEqual(encodeContext(decodeContext(ctx)), ctx);
  assert.throws(() => encodeContext({ ...decodeContext(ctx), kind: 4 }), { code: 'context' });
  assert.throws(() => encodeContext({ ...decodeContext(ctx), genesis: bytesOf('g', 31), contract: bytesOf('c', 21) }), { code: 'context' });
  assert.throws(() => encodeContext({ ...decodeContext(ctx), lot: 65_536 }), { code: 'out_of_range' });
  await assert.rejects(committeeHash(1, []), { code: 'threshold' });
  await assert.rejects(committeeHash(1, Array(17).fill(KEY)), { code: 'threshold' });
  assert.deepEqual(await committeeHash(1, [KEY]), await sha256(utf8('TSE1-committee\0'), Uint8Array.of(1, 1, 1), KEY));
});

test('a hundred random bids open to what was sealed', async () => {
  for (let round = 0; round < 100; round += 1) {
    const [a, b, c] = bytesOf(`round ${round}`, 3);
    const n = 1 + (a % 7);
    const k = 1 + (b % n);
    const bid = await sealedBid({ k, n, body: bytesOf(`body ${round}`, c * 8), label: `seed ${round}` });
    const shares = (await sharesOf(bid)).sort((left, right) => left.share[0] - right.share[0]).slice(0, k);
    assert.deepEqual(await judge(bid, bid.envelope, { shares, opaque: true }), { verdict: 'valid', body: bid.body, faulty_officers: [] });
  }
});
