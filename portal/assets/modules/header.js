/**
 * The public part of an envelope: context, committee and header (ENVELOPE, Bytes).
 * @module header
 */
import {
  concat, equal, hex, readUintBe, uintBe, utf8,
} from './bytes.js';
import { CodedError } from './errors.js';
import { sha256 } from './hash.js';

/** Bytes of a context. */
export const CTX = 143;
/** Bytes of a stanza: encapsulated key 32, sealed share 48. */
export const STANZA = 80;
/** The largest committee. */
export const COMMITTEE_MAX = 16;
/** The longest envelope of kinds 1 and 2, bytes: what `commit_bid` takes. */
export const ENVELOPE_MAX = 12 * 1024;
/** Kinds of envelope. */
export const KIND = Object.freeze({ technical: 1, financial: 2, attachment: 3 });
const MAGIC = utf8('TSE1');
/** The canonical u-coordinates of order 1, 2, 4 and 8 on curve25519 and its twist (RFC 7748, 6.1). */
const LOW_ORDER = new Set([
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  `ec${'ff'.repeat(30)}7f`,
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
]);

/**
 * @typedef {object} Context
 * @property {Uint8Array} genesis 32 bytes
 * @property {Uint8Array} contract the tender's, 20 bytes
 * @property {number} lot
 * @property {number} kind see KIND
 * @property {Uint8Array} vendor the organisation's id, 20 bytes
 * @property {number} attempt per vendor and lot, from 1
 * @property {Uint8Array} termsHash 32 bytes
 * @property {Uint8Array} committeeHash 32 bytes
 */

/**
 * The 143 bytes of a context.
 * @param {Context} context
 * @returns {Uint8Array}
 * @throws {CodedError} `context`
 */
export function encodeContext({ genesis, contract, lot, kind, vendor, attempt, termsHash, committeeHash }) {
  const ctx = concat(
    genesis, contract, uintBe(lot, 2), uintBe(kind, 1), vendor, uintBe(attempt, 4), termsHash, committeeHash,
  );
  const lengths = [genesis, contract, vendor, termsHash, committeeHash].map((field) => field.length);
  if (String(lengths) !== '32,20,20,32,32') throw new CodedError('context', 'a field of a wrong length');
  return checkContext(ctx);
}

/**
 * The fields of a context.
 * @param {Uint8Array} ctx
 * @returns {Context}
 * @throws {CodedError} `context`
 */
export function decodeContext(ctx) {
  checkContext(ctx);
  return {
    genesis: ctx.slice(0, 32),
    contract: ctx.slice(32, 52),
    lot: Number(readUintBe(ctx.subarray(52, 54))),
    kind: ctx[54],
    vendor: ctx.slice(55, 75),
    attempt: Number(readUintBe(ctx.subarray(75, 79))),
    termsHash: ctx.slice(79, 111),
    committeeHash: ctx.slice(111, 143),
  };
}

function checkContext(ctx) {
  if (ctx.length !== CTX) throw new CodedError('context', `a context has ${CTX} bytes, not ${ctx.length}`);
  if (ctx[54] < 1 || ctx[54] > 3) throw new CodedError('context', `kind ${ctx[54]} is unknown`);
  return ctx;
}

/**
 * committee_hash: binds k, n, and every member's number and opening key. A key must be canonical (below
 * 2^255 − 19), not of low order, and there once: else two members could be one, or nothing could be sealed.
 * @param {number} k
 * @param {Uint8Array[]} committee opening keys, 32 bytes each, member 1 first
 * @returns {Promise<Uint8Array>} 32 bytes
 * @throws {CodedError} `threshold`, `length`, `committee_key`, `committee_duplicate`
 */
export async function committeeHash(k, committee) {
  const n = committee.length;
  if (!Number.isInteger(k) || k < 1 || k > n || n > COMMITTEE_MAX) {
    throw new CodedError('threshold', `${k} of ${n} is not a committee`);
  }
  committee.forEach((key, index) => {
    if (key.length !== 32) throw new CodedError('length', `the key of member ${index + 1} has not 32 bytes`);
    if (!isUsable(key)) throw new CodedError('committee_key', `the key of member ${index + 1} is not a usable X25519 key`);
    if (committee.findIndex((other) => equal(other, key)) < index) {
      throw new CodedError('committee_duplicate', `member ${index + 1} has the key of an earlier one`);
    }
  });
  const members = committee.map((key, index) => concat(Uint8Array.of(index + 1), key));
  return sha256(utf8('TSE1-committee\0'), Uint8Array.of(k, n), ...members);
}

function isUsable(key) {
  const canonical = key[31] < 0x7f || (key[31] === 0x7f && (key[0] < 0xed || key.subarray(1, 31).some((byte) => byte !== 0xff)));
  return canonical && !LOW_ORDER.has(hex(key));
}

/**
 * ch, the hash of a context that every derivation holds.
 * @param {Uint8Array} ctx
 * @returns {Promise<Uint8Array>} 32 bytes
 */
export function contextHash(ctx) {
  return sha256(utf8('TSE1-ctx\0'), ctx);
}

/**
 * h_i: what a share hashes to.
 * @param {Uint8Array} ch
 * @param {number} i member, from 1
 * @param {Uint8Array} share
 * @returns {Promise<Uint8Array>} 32 bytes
 */
export function shareHash(ch, i, share) {
  return sha256(utf8('TSE1-share\0'), ch, Uint8Array.of(i), share);
}

/**
 * The header's bytes.
 * @param {object} parts
 * @param {number} parts.k
 * @param {Uint8Array} parts.ctx
 * @param {Uint8Array[]} parts.hashes h_1..h_n
 * @param {Uint8Array[]} parts.stanzas stanza_1..stanza_n
 * @returns {Uint8Array}
 */
export function encodeHeader({ k, ctx, hashes, stanzas }) {
  return concat(MAGIC, Uint8Array.of(k, hashes.length), ctx, ...hashes, ...stanzas);
}

/**
 * @typedef {object} Envelope
 * @property {number} k
 * @property {number} n
 * @property {Uint8Array} ctx
 * @property {Uint8Array[]} hashes
 * @property {Uint8Array[]} stanzas
 * @property {Uint8Array} header all bytes before the payload
 * @property {Uint8Array} payload
 */

/**
 * Takes an envelope apart, strictly. The payload is judged later, when it is decrypted.
 * @param {Uint8Array} env
 * @returns {Envelope}
 * @throws {CodedError} `shape`
 */
export function parseEnvelope(env) {
  const fail = (what) => {
    throw new CodedError('shape', what);
  };
  if (env.length > ENVELOPE_MAX) fail(`longer than ${ENVELOPE_MAX} bytes`);
  if (env.length < 6 + CTX) fail('shorter than a header');
  if (hex(env.subarray(0, 4)) !== hex(MAGIC)) fail('does not begin with TSE1');
  const [k, n] = env.subarray(4, 6);
  if (k < 1 || k > n || n > COMMITTEE_MAX) fail(`${k} of ${n} is not a committee`);
  const ctx = env.slice(6, 6 + CTX);
  if (ctx[54] < 1 || ctx[54] > 3) fail(`kind ${ctx[54]} is unknown`);
  const stanzasAt = 6 + CTX + 32 * n;
  const end = stanzasAt + STANZA * n;
  if (env.length < end) fail('shorter than its committee');
  const cut = (from, size) => Array.from({ length: n }, (_, at) => env.slice(from + at * size, from + (at + 1) * size));
  return {
    k,
    n,
    ctx,
    hashes: cut(6 + CTX, 32),
    stanzas: cut(stanzasAt, STANZA),
    header: env.slice(0, end),
    payload: env.slice(end),
  };
}
