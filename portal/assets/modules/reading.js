/**
 * Technical offers that have envelopes of their own, without a page: a committee member or a vendor seals to the evaluators
 * what opens them, an evaluator opens and judges. What the pages show, they get from here.
 * @module reading
 */
import { checkBinding, contextOfBid } from './binding.js';
import { equal, hex, unhex } from './bytes.js';
import { CodedError } from './errors.js';
import { sha256 } from './hash.js';
import { KIND } from './header.js';
import {
  VENDOR, encodeBlob, openFromBlob, sealToReader, sortEntries,
} from './reshare.js';
import { decodeTechnicalBody, judge, openStanza } from './tse1.js';

/**
 * @typedef {object} ReaderFacts whom the chain names as reader of a bid; hexadecimal
 * @property {string} person
 * @property {string} key
 */

/** 32 bytes from the browser's generator. */
export function freshKeying() {
  return globalThis.crypto.getRandomValues(new Uint8Array(32));
}

/**
 * The share of one bid, out of the member's stanza and sealed to each reader.
 * @param {import('./binding.js').TenderFacts & {member: number}} tender
 * @param {import('./binding.js').BidFacts & {bid: number, envelope: string, readers: ReaderFacts[]}} bid
 * @param {{privateKey: CryptoKey, publicKey: Uint8Array}} key the member's opening key
 * @param {() => Uint8Array} [draw] 32 fresh bytes for each message
 * @returns {Promise<import('./reshare.js').Entry[]>}
 * @throws {CodedError} what `checkBinding`, `openStanza` and `sealToReader` refuse
 */
export async function reshareBid(tender, bid, key, draw = freshKeying) {
  const envelope = unhex(bid.envelope);
  await checkBinding(tender, bid, envelope, KIND.technical);
  const { member: i } = tender;
  const secret = await openStanza({ envelope, i, privateKey: key.privateKey, publicKey: key.publicKey });
  return sealToAll({ envelope, i, secret }, bid, draw);
}

/**
 * The seed of a vendor's own technical envelope, sealed to each reader.
 * @param {import('./binding.js').TenderFacts} tender
 * @param {import('./binding.js').BidFacts & {bid: number, readers: ReaderFacts[]}} bid
 * @param {{envelope: Uint8Array, seed: Uint8Array}} receipt proven by `reopen`
 * @param {() => Uint8Array} [draw]
 * @returns {Promise<import('./reshare.js').Entry[]>}
 * @throws {CodedError} what `checkBinding` and `sealToReader` refuse
 */
export async function reshareOwn(tender, bid, { envelope, seed }, draw = freshKeying) {
  await checkBinding(tender, bid, envelope, KIND.technical);
  return sealToAll({ envelope, i: VENDOR, secret: seed }, bid, draw);
}

function sealToAll(secret, { bid, readers }, draw) {
  return Promise.all(readers.map(async ({ person, key }) => {
    const reader = { person: unhex(person, 20), key: unhex(key, 32) };
    return { bid, reader: reader.person, sealed: await sealToReader({ ...secret, reader, ikmE: draw() }) };
  }));
}

/**
 * The blob of all that was sealed, and the bids in it.
 * @param {import('./reshare.js').Entry[]} entries in any order
 * @returns {Promise<{blob: Uint8Array, digest: Uint8Array, bids: number[]}>} the bids ascending
 * @throws {CodedError} `blob`
 */
export async function blobOf(entries) {
  const sorted = sortEntries(entries);
  const blob = encodeBlob(sorted);
  return { blob, digest: await sha256(blob), bids: [...new Set(sorted.map(({ bid }) => bid))] };
}

/**
 * @typedef {object} Reading
 * @property {{finding: 'valid', body: Uint8Array}|{finding: 'faulty', fault: string}|{finding: 'unopened'}} verdict as
 *   `judge_bids` takes it; `body` is the hash of the body
 * @property {import('./body.js').TechnicalBody|null} body what was offered
 * @property {number} good how many members gave a share that is right
 * @property {boolean} vendor whether the vendor's seed was there
 */

/**
 * What an evaluator finds in a technical offer. What does not open, or is no share of this envelope, does not count; of two
 * good shares of a member one does.
 * @param {import('./binding.js').TenderFacts & {k: number, committee: string[], person: string}} tender
 * @param {import('./binding.js').BidFacts & {c: string, envelope: string, given: {from: number, sealed: string}[]}} bid
 * @param {{privateKey: CryptoKey, publicKey: Uint8Array}} key the reading key
 * @returns {Promise<Reading>}
 * @throws {CodedError} `other_envelope` when the portal does not hold what was committed; what `judge` refuses
 */
export async function readBid(tender, bid, key) {
  const envelope = unhex(bid.envelope);
  const record = {
    ctx: contextOfBid(tender, bid, KIND.technical),
    k: tender.k,
    committee: tender.committee.map((member) => unhex(member, 32)),
    e: unhex(bid.e, 32),
    c: unhex(bid.c, 32),
  };
  const open = ({ from, sealed }) => openFromBlob({
    envelope, i: from, person: unhex(tender.person, 20), sealed: unhex(sealed), ...key,
  }).catch(refused);
  const shares = new Map();
  let seed;
  for (const given of bid.given) {
    const { from } = given;
    if (from === VENDOR) seed ??= await open(given) ?? undefined;
    else if (!shares.has(from)) {
      const share = await open(given);
      if (share) shares.set(from, { i: from, share });
    }
  }
  const judged = await judge(record, envelope, { shares: [...shares.values()], revealed: seed && { seed } });
  const found = { good: shares.size, vendor: seed !== undefined };
  switch (judged.verdict) {
    case 'valid':
      return { ...found, verdict: { finding: 'valid', body: await sha256(judged.body) }, body: decodeTechnicalBody(judged.body) };
    case 'vendor_fault':
      return { ...found, verdict: { finding: 'faulty', fault: judged.what }, body: null };
    case 'unresolved':
      return { ...found, verdict: { finding: 'unopened' }, body: null };
    default:
      throw new CodedError('other_envelope', 'not the envelope on the chain');
  }
}

/** What was sealed wrongly counts as not given; anything else is a fault of this program. */
function refused(error) {
  if (!(error instanceof CodedError)) throw error;
  return null;
}

/**
 * Whether an offer that was read is the one that the panel found valid.
 * @param {Reading} reading
 * @param {string|null} found hexadecimal hash of the body that more than half of the readers signed; null before
 * @returns {boolean}
 */
export function agrees({ verdict }, found) {
  return found === null || (verdict.finding === 'valid' && equal(verdict.body, unhex(found, 32)));
}

/**
 * A verdict as the confirmation says it: its word, and the hash that is signed.
 * @param {Reading} reading
 * @returns {[string, string]}
 */
export function wordOf({ verdict }) {
  if (verdict.finding === 'valid') return ['valid', hex(verdict.body)];
  return verdict.finding === 'faulty' ? [`fault-${verdict.fault}`, ''] : ['unopened', ''];
}
