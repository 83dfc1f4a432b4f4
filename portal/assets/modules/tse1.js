/**
 * TSE1, the sealed envelope (design: ENVELOPE). All of the sender's randomness comes from one 32-byte
 * seed; the seed is Shamir-shared among the committee; to open is to recover the seed, to seal the body
 * again and to compare bytes. Every function is pure: the caller draws the seed, once for each envelope.
 * @module tse1
 */
import { concat, equal, readUintBe, uintBe, utf8, wipe } from './bytes.js';
import { BODY_MAX, decodeFinancialBody, decodeTechnicalBody } from './body.js';
import { decrypt, encrypt } from './cobblestone.js';
import { CodedError } from './errors.js';
import { hkdfExpand, hkdfExtract, hmacKey, sha256 } from './hash.js';
import {
  KIND, committeeHash, contextHash, decodeContext, encodeHeader, parseEnvelope, shareHash,
} from './header.js';
import { openBase, sealBase } from './hpke.js';
import { padme } from './padme.js';
import { combine, split } from './sharing.js';

export {
  decodeFinancialBody, decodeTechnicalBody, encodeFinancialBody, encodeTechnicalBody,
} from './body.js';
export {
  KIND, committeeHash, decodeContext, encodeContext, parseEnvelope,
} from './header.js';

const FLOOR = 1024;
const NONE = new Uint8Array(0);

/**
 * Seals a body for a committee.
 * @param {object} bid
 * @param {Uint8Array} bid.ctx 143 bytes (encodeContext)
 * @param {number} bid.k how many shares open it
 * @param {Uint8Array[]} bid.committee the members' opening keys, member 1 first
 * @param {Uint8Array} bid.seed 32 random bytes, never used for another envelope
 * @param {Uint8Array} bid.body
 * @returns {Promise<{envelope: Uint8Array, e: Uint8Array, c: Uint8Array}>} Env, E = SHA256(Env), C
 * @throws {CodedError} what `committeeHash` refuses, `context`, `kind`, `committee_mismatch`, `length`, `body_too_long`
 */
export async function seal({ ctx, k, committee, seed, body }) {
  await checkRecord({ ctx, k, committee });
  if (seed.length !== 32) throw new CodedError('length', 'a seed has 32 bytes');
  if (body.length > BODY_MAX) throw new CodedError('body_too_long', `${body.length} bytes, ${BODY_MAX} at most`);
  const ch = await contextHash(ctx);
  const derive = await derivation(ch, seed);
  const header = encodeHeader({ k, ctx, ...await sealShares({ ch, derive, k, committee, seed }) });
  const envelope = concat(header, await sealPayload(derive, header, body));
  const e = await sha256(envelope);
  return { envelope, e, c: await commitment(ch, e, body, seed) };
}

/**
 * An officer's share out of an envelope.
 * @param {object} stanza
 * @param {Uint8Array} stanza.envelope
 * @param {number} stanza.i the officer's number in the committee, from 1
 * @param {CryptoKey} stanza.privateKey X25519
 * @param {Uint8Array} stanza.publicKey 32 bytes
 * @returns {Promise<Uint8Array>} 32 bytes, hashing to h_i
 * @throws {CodedError} `shape`, `member_index`; `stanza` (it does not open) and `share_hash` (it holds another
 * share than the header says) are the vendor's fault
 */
export async function openStanza({ envelope, i, privateKey, publicKey }) {
  const { ctx, n, hashes, stanzas } = parseEnvelope(envelope);
  if (!Number.isInteger(i) || i < 1 || i > n) throw new CodedError('member_index', `there is no member ${i}`);
  const ch = await contextHash(ctx);
  const share = await openBase({
    privateKey,
    publicKey,
    enc: stanzas[i - 1].subarray(0, 32),
    info: stanzaInfo(ch, i),
    aad: hashes[i - 1],
    ciphertext: stanzas[i - 1].subarray(32),
  }).catch(() => {
    throw new CodedError('stanza', `the stanza of member ${i} does not open with this key`);
  });
  if (!equal(await shareHash(ch, i, share), hashes[i - 1])) {
    throw new CodedError('share_hash', `the stanza of member ${i} holds another share than the header says`);
  }
  return share;
}

/**
 * Sorts posted shares and, with k good ones, combines the first k of them to the seed.
 * @param {Envelope} parsed from parseEnvelope
 * @param {{i: number, share: Uint8Array}[]} shares distinct members
 * @returns {Promise<{seed: Uint8Array|null, good: number[], bad: number[]}>} members by number, ascending
 * @throws {CodedError} `member_index`, `share_duplicate`, `length`
 */
export async function recover(parsed, shares) {
  checkShares(shares, parsed.n);
  const ch = await contextHash(parsed.ctx);
  const sorted = [...shares].sort((left, right) => left.i - right.i);
  const matches = await Promise.all(
    sorted.map(async ({ i, share }) => equal(await shareHash(ch, i, share), parsed.hashes[i - 1])),
  );
  const good = sorted.filter((_, at) => matches[at]);
  const bad = sorted.filter((_, at) => !matches[at]);
  const seed = good.length >= parsed.k ? combine(good.slice(0, parsed.k)) : null;
  return { seed, good: good.map(({ i }) => i), bad: bad.map(({ i }) => i) };
}

/**
 * Opens an envelope with its seed and checks that the seed and the body give exactly this envelope.
 * @param {object} opening
 * @param {Uint8Array} opening.envelope
 * @param {Uint8Array[]} opening.committee opening keys, member 1 first
 * @param {Uint8Array} opening.seed 32 bytes
 * @returns {Promise<Uint8Array>} the body
 * @throws {CodedError} `shape`; `shares`, `payload`, `padding` or `reseal`: the check that failed (Judge)
 */
export async function unseal({ envelope, committee, seed }) {
  const parsed = parseEnvelope(envelope);
  const { k, ctx, header } = parsed;
  const ch = await contextHash(ctx);
  const derive = await derivation(ch, seed);
  if (!equal(encodeHeader({ k, ctx, ...await sealShares({ ch, derive, k, committee, seed }) }), header)) {
    throw new CodedError('shares', 'a share hash or a stanza is not the one that the seed gives');
  }
  const key = await derive('payload-key', NONE, 32);
  const plaintext = await decrypt({ key, context: await payloadContext(header), ciphertext: parsed.payload })
    .catch((error) => {
      throw new CodedError('payload', error.message);
    });
  wipe(key);
  const body = unpad(plaintext);
  if (!equal(await sealPayload(derive, header, body), parsed.payload)) {
    throw new CodedError('reseal', 'seed and body give another envelope');
  }
  return body;
}

/**
 * @typedef {object} BidRecord what the contract holds of a bid
 * @property {Uint8Array} ctx
 * @property {number} k
 * @property {Uint8Array[]} committee
 * @property {Uint8Array} e
 * @property {Uint8Array} c
 */

/**
 * @typedef {{verdict: 'valid', body: Uint8Array, faulty_officers: number[]}
 *   | {verdict: 'vendor_fault', what: 'shares'|'header'|'context'|'payload'|'padding'|'reseal'|'commit'|'body'}
 *   | {verdict: 'portal_fault', what: 'envelope'}
 *   | {verdict: 'unresolved', have: number, need: number}} Verdict
 */

/**
 * Says whether a bid opens, and if not, whose fault that is (ENVELOPE, Judge).
 * @param {BidRecord} record
 * @param {Uint8Array} envelope
 * @param {object} evidence
 * @param {{i: number, share: Uint8Array}[]} evidence.shares as posted
 * @param {{seed: Uint8Array, body?: Uint8Array}} [evidence.revealed] by the vendor; its seed counts only without
 *   k good shares
 * @param {boolean} [evidence.opaque] takes any body of 8 KiB at most, as the test vectors do
 * @returns {Promise<Verdict>}
 * @throws {CodedError} for a record, shares or a reveal that no chain can hold: never a verdict
 */
export async function judge(record, envelope, { shares, revealed, opaque = false }) {
  await checkRecord(record);
  checkShares(shares, record.committee.length);
  await checkReveal(record, revealed);
  if (!equal(await sha256(envelope), record.e)) return { verdict: 'portal_fault', what: 'envelope' };
  try {
    const parsed = parseEnvelope(envelope);
    if (!equal(parsed.ctx, record.ctx) || parsed.k !== record.k || parsed.n !== record.committee.length) {
      return { verdict: 'vendor_fault', what: 'context' };
    }
    const { seed: combined, good, bad } = await recover(parsed, shares);
    const seed = combined ?? revealed?.seed;
    if (!seed) return { verdict: 'unresolved', have: good.length, need: record.k };
    const body = await unseal({ envelope, committee: record.committee, seed });
    const c = await commitment(await contextHash(parsed.ctx), record.e, body, seed);
    if (!equal(c, record.c)) return { verdict: 'vendor_fault', what: 'commit' };
    checkBody(parsed.ctx, body, opaque);
    return { verdict: 'valid', body, faulty_officers: bad };
  } catch (error) {
    const what = FAULTS.get(error.code);
    if (what === undefined) throw error;
    return { verdict: 'vendor_fault', what };
  }
}

/** Errors that are the vendor's doing, and what the judge calls them. */
const FAULTS = new Map([
  ['shape', 'header'],
  ...['shares', 'payload', 'padding', 'reseal', 'body'].map((what) => [what, what]),
]);

function checkBody(ctx, body, opaque) {
  try {
    if (opaque && body.length <= BODY_MAX) return;
    if (decodeContext(ctx).kind === KIND.financial) decodeFinancialBody(body);
    else decodeTechnicalBody(body);
  } catch (error) {
    throw new CodedError('body', error.message);
  }
}

/** Refuses a record that seals nothing: a committee must be the context's, and attachments have a scheme of their own. */
async function checkRecord({ ctx, k, committee }) {
  const { kind, committeeHash: expected } = decodeContext(ctx);
  const actual = await committeeHash(k, committee);
  if (kind === KIND.attachment) throw new CodedError('kind', 'an attachment is not sealed this way');
  if (!equal(actual, expected)) throw new CodedError('committee_mismatch', 'ctx is bound to another committee');
}

function checkShares(shares, n) {
  shares.forEach(({ i, share }, at) => {
    if (share.length !== 32) throw new CodedError('length', 'a share has 32 bytes');
    if (!Number.isInteger(i) || i < 1 || i > n) throw new CodedError('member_index', `there is no member ${i}`);
    if (shares.findIndex((other) => other.i === i) < at) {
      throw new CodedError('share_duplicate', `member ${i} has posted two shares`);
    }
  });
}

/** A reveal that C does not commit to is one that the contract refused. */
async function checkReveal({ ctx, e, c }, revealed) {
  if (revealed?.body === undefined) return;
  if (!equal(await commitment(await contextHash(ctx), e, revealed.body, revealed.seed), c)) {
    throw new CodedError('reveal_mismatch', 'the revealed seed and body are not those committed to');
  }
}

/** h_1..h_n and stanza_1..stanza_n as the seed gives them. */
async function sealShares({ ch, derive, k, committee, seed }) {
  const coefficients = await derive('shamir', NONE, 32 * (k - 1));
  const shares = split(seed, coefficients, committee.length);
  wipe(coefficients);
  const hashes = await Promise.all(shares.map((share, index) => shareHash(ch, index + 1, share)));
  const stanzas = await Promise.all(committee.map(async (publicKey, index) => {
    const ikmE = await derive('eph', Uint8Array.of(index + 1), 32);
    const { enc, ciphertext } = await sealBase({
      publicKey, info: stanzaInfo(ch, index + 1), aad: hashes[index], plaintext: shares[index], ikmE,
    });
    wipe(ikmE);
    return concat(enc, ciphertext);
  }));
  wipe(...shares);
  return { hashes, stanzas };
}

/** The payload that the seed behind `derive` gives for a header and a body. */
async function sealPayload(derive, header, body) {
  const plaintext = pad(body);
  const key = await derive('payload-key', NONE, 32);
  const salt = await derive('payload-salt', await sha256(plaintext), 24);
  const payload = await encrypt({ key, salt, context: await payloadContext(header), plaintext });
  wipe(key, plaintext);
  return payload;
}

/** D(label, x, L) of one seed and context. */
async function derivation(ch, seed) {
  const prk = await hkdfExtract('SHA-256', utf8('TSE1-seed'), seed);
  const key = await hmacKey('SHA-256', prk);
  wipe(prk);
  return (label, x, length) => hkdfExpand('SHA-256', key, concat(utf8(`TSE1-${label}\0`), ch, x), length);
}

function stanzaInfo(ch, i) {
  return concat(utf8('TSE1-stanza\0'), ch, Uint8Array.of(i));
}

async function payloadContext(header) {
  return concat(utf8('TSE1-payload\0'), await sha256(header));
}

async function commitment(ch, e, body, seed) {
  return sha256(utf8('TSE1-commit\0'), ch, e, await sha256(body), seed);
}

function pad(body) {
  const plaintext = new Uint8Array(padme(Math.max(4 + body.length, FLOOR)));
  plaintext.set(uintBe(body.length, 4));
  plaintext.set(body, 4);
  return plaintext;
}

function unpad(plaintext) {
  const length = plaintext.length < 4 ? Infinity : Number(readUintBe(plaintext.subarray(0, 4)));
  if (plaintext.length < 4 + length || plaintext.length !== padme(Math.max(4 + length, FLOOR))) {
    throw new CodedError('padding', 'a length that does not fit the padding');
  }
  if (plaintext.subarray(4 + length).some((byte) => byte !== 0)) {
    throw new CodedError('padding', 'padding that is not zero');
  }
  return plaintext.slice(4, 4 + length);
}
