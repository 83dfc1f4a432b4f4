/**
 * The vendor's receipt file: what rebuilds the whole bid and proves it (ENVELOPE, Fallback).
 * It holds the seed and the plain body, so it is a secret until the opening; it never leaves the vendor.
 *
 * ```
 * { "format": "tenderseal-receipt", "version": 1,
 *   "ctx": hex, "k": 2, "committee": [hex32…], "seed": hex32, "body": hex,
 *   "envelope": hex, "e": hex32, "c": hex32,
 *   "guarantee": { "salt": hex32, "issuer": text, "number": text },    where the terms ask for a bid security
 *   "public": { … } }    the portal's part as it came: signed block header and proof of inclusion
 * ```
 * @module receipt
 */
import { equal, hex, unhex } from './bytes.js';
import { CodedError } from './errors.js';
import { seal } from './tse1.js';

const FORMAT = 'tenderseal-receipt';
const VERSION = 1;
/** The largest receipt that is read, characters. */
export const RECEIPT_MAX = 256 * 1024;

/**
 * @typedef {object} SealedBid
 * @property {Uint8Array} ctx
 * @property {number} k
 * @property {Uint8Array[]} committee
 * @property {Uint8Array} seed
 * @property {Uint8Array} body
 * @property {Uint8Array} envelope
 * @property {Uint8Array} e
 * @property {Uint8Array} c
 * @property {import('./guarantee.js').Guarantee|null} [guarantee] that secures it
 */

/**
 * The receipt's text.
 * @param {SealedBid} bid
 * @param {object|null} publicPart the portal's receipt; null before the commit is on chain
 * @returns {string} JSON
 */
export function buildReceipt({
  ctx, k, committee, seed, body, envelope, e, c, guarantee = null,
}, publicPart) {
  return JSON.stringify({
    format: FORMAT,
    version: VERSION,
    ctx: hex(ctx),
    k,
    committee: committee.map(hex),
    seed: hex(seed),
    body: hex(body),
    envelope: hex(envelope),
    e: hex(e),
    c: hex(c),
    ...(guarantee && { guarantee: { ...guarantee, salt: hex(guarantee.salt) } }),
    public: publicPart,
  }, null, 2);
}

/**
 * Reads a receipt.
 * @param {string} text
 * @returns {SealedBid & {public: object|null}}
 * @throws {CodedError} `bad_receipt`
 */
export function parseReceipt(text) {
  if (text.length > RECEIPT_MAX) throw new CodedError('bad_receipt', `a receipt has ${RECEIPT_MAX} characters at most`);
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw new CodedError('bad_receipt', 'not JSON');
  }
  if (file?.format !== FORMAT || file.version !== VERSION || !Array.isArray(file.committee)) {
    throw new CodedError('bad_receipt', 'not a receipt of version 1');
  }
  try {
    return {
      ctx: unhex(file.ctx),
      k: file.k,
      committee: file.committee.map((key) => unhex(key, 32)),
      seed: unhex(file.seed, 32),
      body: unhex(file.body),
      envelope: unhex(file.envelope),
      e: unhex(file.e, 32),
      c: unhex(file.c, 32),
      guarantee: file.guarantee ? readGuarantee(file.guarantee) : null,
      public: file.public ?? null,
    };
  } catch (error) {
    throw new CodedError('bad_receipt', error.message);
  }
}

function readGuarantee({ salt, issuer, number }) {
  if (typeof issuer !== 'string' || typeof number !== 'string') throw new CodedError('bad_receipt', 'no guarantee');
  return { salt: unhex(salt, 32), issuer, number };
}

/**
 * Seals the receipt's body again and compares every byte: proof that this seed and this body are the bid.
 * @param {string} text the receipt file
 * @returns {Promise<SealedBid & {public: object|null}>} the bid, proven
 * @throws {CodedError} `bad_receipt`, or `receipt_differs` with the field in the message; what `seal` refuses
 */
export async function reopen(text) {
  const bid = parseReceipt(text);
  const again = await seal(bid);
  for (const field of ['envelope', 'e', 'c']) {
    if (!equal(again[field], bid[field])) throw new CodedError('receipt_differs', `${field} is not what seed and body give`);
  }
  return bid;
}
