/**
 * What an envelope is sealed for: a browser opens none that is not exactly the bid's of this tender.
 * @module binding
 */
import { equal, hex, unhex } from './bytes.js';
import { CodedError } from './errors.js';
import { sha256 } from './hash.js';
import { decodeContext, encodeContext, parseEnvelope } from './header.js';

/** Every tender has one lot to bid on. */
const LOT = 1;

/**
 * @typedef {object} TenderFacts what the portal says of the tender; byte strings in hexadecimal digits
 * @property {string} genesis
 * @property {string} contract
 * @property {string} terms_hash
 * @property {string} committee_hash
 */

/**
 * @typedef {object} BidFacts what it says of a bid
 * @property {string} vendor
 * @property {number} attempt
 * @property {string} e hash of the envelope on the chain
 */

/**
 * The context of a bid's envelope.
 * @param {TenderFacts} tender
 * @param {BidFacts} bid
 * @param {number} kind
 * @returns {Uint8Array} 143 bytes
 */
export function contextOfBid(tender, bid, kind) {
  return encodeContext({
    genesis: unhex(tender.genesis),
    contract: unhex(tender.contract),
    lot: LOT,
    kind,
    vendor: unhex(bid.vendor),
    attempt: bid.attempt,
    termsHash: unhex(tender.terms_hash),
    committeeHash: unhex(tender.committee_hash),
  });
}

/**
 * Refuses an envelope whose context is not exactly that of this bid in this tender.
 * @param {TenderFacts} tender
 * @param {BidFacts} bid
 * @param {Uint8Array} envelope
 * @param {number} kind that it must be of
 * @returns {Promise<void>}
 * @throws {CodedError} `other_envelope`, `shape`, `context_…` with the first field that differs
 */
export async function checkBinding(tender, bid, envelope, kind) {
  if (hex(await sha256(envelope)) !== bid.e) throw new CodedError('other_envelope', 'not the envelope on the chain');
  const context = decodeContext(parseEnvelope(envelope).ctx);
  const same = (bytes, expected) => equal(bytes, unhex(expected, bytes.length));
  const checks = {
    context_genesis: same(context.genesis, tender.genesis),
    context_tender: same(context.contract, tender.contract),
    context_lot: context.lot === LOT,
    context_kind: context.kind === kind,
    context_vendor: same(context.vendor, bid.vendor),
    context_attempt: context.attempt === bid.attempt,
    context_terms: same(context.termsHash, tender.terms_hash),
    context_committee: same(context.committeeHash, tender.committee_hash),
  };
  const failed = Object.keys(checks).find((name) => !checks[name]);
  if (failed) throw new CodedError(failed, 'the envelope was sealed for something else');
}
