/**
 * A vendor's bid from what was typed to the sealed envelope, without a page: what the page shows, it gets from here.
 * @module bid
 */
import { ANSWER_MAX } from './body.js';
import { equal, hex, unhex, utf8 } from './bytes.js';
import { encodeTerms } from './acts.js';
import { CodedError } from './errors.js';
import { sha256 } from './hash.js';
import * as scale from './scale.js';
import {
  KIND, committeeHash, encodeContext, encodeFinancialBody, seal, unseal,
} from './tse1.js';

/**
 * @typedef {object} TenderFacts what the page says of the tender, as JSON; byte strings in hexadecimal digits
 * @property {string} genesis
 * @property {string} contract
 * @property {number} lot
 * @property {string} vendor the organisation's id
 * @property {number} attempt that the envelope is sealed for
 * @property {number|null} replaces attempt of the bid that it takes the place of
 * @property {string} terms_hash
 * @property {number} terms_version
 * @property {object} terms as `encodeTerms` takes them
 * @property {string} committee_hash
 * @property {number} k
 * @property {string[]} committee opening keys, member 1 first
 * @property {string} currency
 * @property {boolean} guarantee whether the terms ask for a bid security
 */

/**
 * Computes both hashes that a bid is bound to from what the page shows, and compares them with the chain's.
 * @param {TenderFacts} facts
 * @returns {Promise<void>}
 * @throws {CodedError} `terms_differ`, `committee_mismatch`, what `committeeHash` refuses
 */
export async function checkFacts({ terms, terms_version: version, terms_hash: expected, committee, k, committee_hash: bound }) {
  const terms32 = await sha256(utf8('TENDERSEAL-TERMS\0'), scale.u32(version), encodeTerms(terms));
  if (hex(terms32) !== expected) throw new CodedError('terms_differ', 'the terms shown are not those of the chain');
  if (hex(await committeeHash(k, committee.map((key) => unhex(key, 32)))) !== bound) {
    throw new CodedError('committee_mismatch', 'the committee shown is not that of the chain');
  }
}

/**
 * The context of a bid.
 * @param {TenderFacts} facts
 * @returns {Uint8Array} 143 bytes
 */
export function contextOf({ genesis, contract, lot, vendor, attempt, terms_hash: terms, committee_hash: committee }) {
  return encodeContext({
    genesis: unhex(genesis),
    contract: unhex(contract),
    lot,
    kind: KIND.financial,
    vendor: unhex(vendor),
    attempt,
    termsHash: unhex(terms),
    committeeHash: unhex(committee),
  });
}

/**
 * The bytes that are sealed.
 * @param {{price: bigint, validUntil: bigint, costs: bigint[], answers: {criterion: number, text: string}[]}} offer
 * @param {string} currency
 * @param {number} years for how many the terms ask for life-cycle costs
 * @returns {Uint8Array}
 * @throws {CodedError} `cost_years`, and what `encodeFinancialBody` refuses
 */
export function bodyOf({
  price, validUntil, costs, answers,
}, currency, years) {
  if (costs.length !== years) throw new CodedError('cost_years', `${costs.length} years instead of ${years}`);
  return encodeFinancialBody({
    currency, price, validUntil, costs, answers, attachments: [],
  });
}

/**
 * Characters left for an answer, as the body counts them (Unicode scalar values).
 * @param {string} text
 * @returns {number} negative when it is too long
 */
export function answerLeft(text) {
  return ANSWER_MAX - [...text].length;
}

/**
 * Seals, seals again and compares, opens with the seed and compares: only then an envelope is let go.
 * @param {TenderFacts} facts
 * @param {Uint8Array} body
 * @param {Uint8Array} seed 32 bytes, fresh
 * @param {(step: 'facts'|'seal'|'again'|'open') => void} done is told when a step has succeeded
 * @returns {Promise<import('./receipt.js').SealedBid>}
 * @throws {CodedError} `seal_differs`; what `checkFacts` and `seal` refuse
 */
export async function sealBid(facts, body, seed, done = () => {}) {
  await checkFacts(facts);
  done('facts');
  const ctx = contextOf(facts);
  const committee = facts.committee.map((key) => unhex(key, 32));
  const request = { ctx, k: facts.k, committee, seed, body };
  const sealed = await seal(request);
  done('seal');
  const again = await seal(request);
  if (!['envelope', 'e', 'c'].every((field) => equal(sealed[field], again[field]))) {
    throw new CodedError('seal_differs', 'sealing twice gave two envelopes');
  }
  done('again');
  if (!equal(await unseal({ envelope: sealed.envelope, committee, seed }), body)) {
    throw new CodedError('seal_differs', 'the envelope opens to another body');
  }
  done('open');
  return { ...request, ...sealed };
}

/**
 * The act that hands a sealed bid in: `commit_bid`, or `replace_bid` where there is one to replace.
 * @param {TenderFacts} facts
 * @param {{envelope: Uint8Array, c: Uint8Array}} bid
 * @param {Uint8Array|null} guarantee hash of the guarantee, exactly when the terms ask for one
 * @returns {{name: string, fields: object}}
 */
export function actOf({ replaces }, { envelope, c }, guarantee) {
  const fields = { commitment: c, envelope, guarantee };
  return replaces === null ? { name: 'commit_bid', fields } : { name: 'replace_bid', fields: { attempt: replaces, ...fields } };
}

/**
 * Whether a sealed bid out of a receipt can still be handed in here.
 * @param {TenderFacts} facts
 * @param {Uint8Array} ctx the receipt's context
 * @returns {boolean}
 */
export function fitsHere(facts, ctx) {
  return equal(contextOf(facts), ctx);
}
