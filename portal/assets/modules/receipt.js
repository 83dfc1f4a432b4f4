/**
 * The vendor's receipt file: what rebuilds the whole bid and proves it (ENVELOPE, Fallback).
 * It holds the seed and the plain body, so it is a secret until the opening; it never leaves the vendor.
 *
 * ```
 * { "format": "tenderseal-receipt", "version": 1,
 *   "ctx": hex, "k": 2, "committee": [hex32…], "seed": hex32, "body": hex,
 *   "envelope": hex, "e": hex32, "c": hex32,
 *   "technical": { "ctx": hex, "seed": hex32, "body": hex, "envelope": hex, "e": hex32, "c": hex32 },    where bids have two envelopes
 *   "guarantee": { "salt": hex32, "issuer": text, "number": text },    where the terms ask for a bid security
 *   "public": { … } }    the portal's part as it came: signed block header and proof of inclusion
 * ```
 * @module receipt
 */
import { equal, hex, unhex } from './bytes.js';
import { CodedError } from './errors.js';
import {
  KIND, decodeContext, encodeContext, seal,
} from './tse1.js';

const FORMAT = 'tenderseal-receipt';
const VERSION = 1;
/** The largest receipt that is read, characters. */
export const RECEIPT_MAX = 256 * 1024;

/**
 * @typedef {object} SealedEnvelope
 * @property {Uint8Array} ctx
 * @property {number} k
 * @property {Uint8Array[]} committee
 * @property {Uint8Array} seed
 * @property {Uint8Array} body
 * @property {Uint8Array} envelope
 * @property {Uint8Array} e
 * @property {Uint8Array} c
 */

/**
 * @typedef {object} SealedBid the envelope of the price, or of everything
 * @property {Uint8Array} ctx
 * @property {number} k
 * @property {Uint8Array[]} committee
 * @property {Uint8Array} seed
 * @property {Uint8Array} body
 * @property {Uint8Array} envelope
 * @property {Uint8Array} e
 * @property {Uint8Array} c
 * @property {SealedEnvelope|null} [technical] the envelope of the answers, where bids have two; of the same committee
 * @property {import('./guarantee.js').Guarantee|null} [guarantee] that secures it
 */

/**
 * The receipt's text.
 * @param {SealedBid} bid
 * @param {object|null} publicPart the portal's receipt; null before the commit is on chain
 * @returns {string} JSON
 */
export function buildReceipt({
  k, committee, technical = null, guarantee = null, ...financial
}, publicPart) {
  const { ctx, ...sealed } = writeEnvelope(financial);
  return JSON.stringify({
    format: FORMAT,
    version: VERSION,
    ctx,
    k,
    committee: committee.map(hex),
    ...sealed,
    ...(technical && { technical: writeEnvelope(technical) }),
    ...(guarantee && { guarantee: { ...guarantee, salt: hex(guarantee.salt) } }),
    public: publicPart,
  }, null, 2);
}

function writeEnvelope({
  ctx, seed, body, envelope, e, c,
}) {
  return {
    ctx: hex(ctx), seed: hex(seed), body: hex(body), envelope: hex(envelope), e: hex(e), c: hex(c),
  };
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
    const opened = { k: file.k, committee: file.committee.map((key) => unhex(key, 32)) };
    return {
      ...opened,
      ...readEnvelope(file),
      technical: file.technical ? { ...opened, ...readEnvelope(file.technical) } : null,
      guarantee: file.guarantee ? readGuarantee(file.guarantee) : null,
      public: file.public ?? null,
    };
  } catch (error) {
    throw new CodedError('bad_receipt', error.message);
  }
}

function readEnvelope({
  ctx, seed, body, envelope, e, c,
}) {
  return {
    ctx: unhex(ctx), seed: unhex(seed, 32), body: unhex(body), envelope: unhex(envelope), e: unhex(e, 32), c: unhex(c, 32),
  };
}

function readGuarantee({ salt, issuer, number }) {
  if (typeof issuer !== 'string' || typeof number !== 'string') throw new CodedError('bad_receipt', 'no guarantee');
  return { salt: unhex(salt, 32), issuer, number };
}

/**
 * Seals the receipt's bodies again and compares every byte: proof that these seeds and bodies are the bid.
 * @param {string} text the receipt file
 * @returns {Promise<SealedBid & {public: object|null}>} the bid, proven
 * @throws {CodedError} `bad_receipt`, or `receipt_differs` with the field in the message; what `seal` refuses
 */
export async function reopen(text) {
  const bid = parseReceipt(text);
  checkKinds(bid);
  for (const sealed of [bid, bid.technical].filter(Boolean)) {
    const again = await seal(sealed);
    for (const field of ['envelope', 'e', 'c']) {
      if (!equal(again[field], sealed[field])) throw new CodedError('receipt_differs', `${field} is not what seed and body give`);
    }
  }
  return bid;
}

/** Both envelopes of a bid are for the same tender, vendor and attempt; only their kinds differ. */
function checkKinds({ ctx, technical }) {
  if (technical === null) return;
  const { kind, ...where } = decodeContext(technical.ctx);
  if (kind !== KIND.technical || !equal(encodeContext({ ...where, kind: KIND.financial }), ctx)) {
    throw new CodedError('receipt_differs', 'the envelopes are not those of one bid');
  }
}
