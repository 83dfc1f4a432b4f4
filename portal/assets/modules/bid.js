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
  KIND, committeeHash, encodeContext, encodeFinancialBody, encodeTechnicalBody, seal, unseal,
} from './tse1.js';

/** What the envelopes of a bid have together at most, bytes (ENVELOPE, Bytes). */
const ENVELOPES_MAX = 12 * 1024;

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
 * @property {boolean} two_envelopes whether answers are sealed in an envelope of their own
 */

/**
 * Computes both hashes that a bid is bound to from what the page shows, and compares them with those that it names; whether
 * these are the chain's, the module `chain` checks.
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
 * The context of an envelope of a bid.
 * @param {TenderFacts} facts
 * @param {number} [kind] of KIND: that of the price, or of the technical envelope
 * @returns {Uint8Array} 143 bytes
 */
export function contextOf({
  genesis, contract, lot, vendor, attempt, terms_hash: terms, committee_hash: committee,
}, kind = KIND.financial) {
  return encodeContext({
    genesis: unhex(genesis),
    contract: unhex(contract),
    lot,
    kind,
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
 * The bytes of both envelopes: where a tender has two, the answers are in the technical one alone.
 * @param {{price: bigint, validUntil: bigint, costs: bigint[], answers: {criterion: number, text: string}[]}} offer
 * @param {{currency: string, years: number, two_envelopes: boolean}} facts
 * @returns {{financial: Uint8Array, technical: Uint8Array|null}}
 * @throws {CodedError} what `bodyOf` and `encodeTechnicalBody` refuse
 */
export function bodiesOf(offer, { currency, years, two_envelopes: two }) {
  if (!two) return { financial: bodyOf(offer, currency, years), technical: null };
  const { validUntil, answers } = offer;
  return {
    financial: bodyOf({ ...offer, answers: [] }, currency, years),
    technical: encodeTechnicalBody({ validUntil, answers, attachments: [] }),
  };
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
 * @param {{financial: Uint8Array, technical: Uint8Array|null}} bodies
 * @param {{financial: Uint8Array, technical: Uint8Array}} seeds 32 bytes each, fresh; that of the technical envelope counts where
 *   there is one
 * @param {(facts: TenderFacts) => Promise<*>} prove compares the facts with the chain, see the module `chain`
 * @param {(step: 'facts'|'seal'|'again'|'open') => void} done is told when a step has succeeded
 * @returns {Promise<import('./receipt.js').SealedBid>}
 * @throws {CodedError} `one_seed`, `seal_differs`, `envelopes_too_long`; what `checkFacts`, `prove` and `seal` refuse
 */
export async function sealBid(facts, bodies, seeds, prove, done = () => {}) {
  await checkFacts(facts);
  await prove(facts);
  done('facts');
  if (bodies.technical && equal(seeds.financial, seeds.technical)) throw new CodedError('one_seed', 'both envelopes with one seed');
  const names = bodies.technical ? ['financial', 'technical'] : ['financial'];
  const committee = facts.committee.map((key) => unhex(key, 32));
  const requests = names.map((name) => ({
    ctx: contextOf(facts, KIND[name]), k: facts.k, committee, seed: seeds[name], body: bodies[name],
  }));
  const sealed = await Promise.all(requests.map(seal));
  done('seal');
  const again = await Promise.all(requests.map(seal));
  const same = (one, other) => ['envelope', 'e', 'c'].every((field) => equal(one[field], other[field]));
  if (!sealed.every((one, at) => same(one, again[at]))) throw new CodedError('seal_differs', 'sealing twice gave two envelopes');
  done('again');
  const opened = await Promise.all(requests.map(({ seed }, at) => unseal({ envelope: sealed[at].envelope, committee, seed })));
  if (!opened.every((body, at) => equal(body, requests[at].body))) {
    throw new CodedError('seal_differs', 'the envelope opens to another body');
  }
  done('open');
  const length = sealed.reduce((sum, { envelope }) => sum + envelope.length, 0);
  if (length > ENVELOPES_MAX) throw new CodedError('envelopes_too_long', `${length} bytes, ${ENVELOPES_MAX} at most`);
  const [financial, technical = null] = requests.map((request, at) => ({ ...request, ...sealed[at] }));
  return { ...financial, technical };
}

/**
 * The act that hands a sealed bid in: `commit_bid`, or `replace_bid` where there is one to replace.
 * @param {TenderFacts} facts
 * @param {import('./receipt.js').SealedBid} bid
 * @param {Uint8Array|null} guarantee hash of the guarantee, exactly when the terms ask for one
 * @returns {{name: string, fields: object}}
 */
export function actOf({ replaces }, { envelope, c, technical }, guarantee) {
  const fields = {
    commitment: c, envelope, guarantee, technical: technical && { commitment: technical.c, envelope: technical.envelope },
  };
  return replaces === null ? { name: 'commit_bid', fields } : { name: 'replace_bid', fields: { attempt: replaces, ...fields } };
}

/**
 * Whether a sealed bid out of a receipt can still be handed in here.
 * @param {TenderFacts} facts
 * @param {import('./receipt.js').SealedBid} bid the receipt's
 * @returns {boolean}
 */
export function fitsHere(facts, { ctx, technical }) {
  if (facts.two_envelopes !== (technical !== null)) return false;
  return equal(contextOf(facts), ctx) && (technical === null || equal(contextOf(facts, KIND.technical), technical.ctx));
}
