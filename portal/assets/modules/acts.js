/**
 * Every act that a person signs: the contract it goes to, its selector, and how plain values become the
 * SCALE of its arguments. Fields have the names of `crates/rules/src/messages/` and stand in its order,
 * so that the JSON of the portal can be passed on. Byte strings are Uint8Array or hexadecimal; integers are
 * numbers, bigints or decimal digits; enumerations are words in snake_case.
 *
 * A selector is the first 4 bytes of BLAKE2b-256 of the message's name; the tests compute each again.
 * @module acts
 */
import { concat, unhex, utf8 } from './bytes.js';
import { CodedError } from './errors.js';
import * as scale from './scale.js';

const hash = (value) => fixed(value, 32);
const id = (value) => fixed(value, 20);
const u32 = (value) => scale.u32(integer(value));
const u64 = (value) => scale.u64(integer(value));
const u8 = (value) => scale.u8(integer(value));
const u128 = (value) => scale.u128(integer(value));

const ORG_KINDS = ['vendor', 'buyer', 'authority'];
const FAULTS = ['shares', 'header', 'context', 'payload', 'padding', 'reseal', 'commit', 'body', 'stanza'];
const FINDINGS = ['valid', 'faulty', 'unopened'];
const CANCEL_REASONS = ['no_need', 'no_funds', 'faulty_terms', 'irregularity', 'prices_too_high', 'other'];
const TERMINATION_GROUNDS = ['vendor_default', 'buyer_default', 'agreement', 'force_majeure', 'other'];
const REJECTION_GROUNDS = [
  'not_responsive', 'not_qualified', 'abnormally_low', 'conflict_of_interest', 'refused_to_sign', 'other',
  'not_corrected',
];
const REQUEST_KINDS = ['explanation', 'correction'];
const FORFEITURE_GROUNDS = ['silence', 'refused_to_sign'];
const COMPLAINT_OUTCOMES = ['dismissed', 'upheld', 'reevaluate', 'cancel'];
const FORMULAS = ['lowest_proportional', 'lowest_only', 'benchmark'];
const CONSENSUS = ['mean', 'trimmed_mean', 'median', 'moderated'];
const LOW_PRICE_RULES = ['under_mean', 'under_next'];
/** By their codec index. */
const PROCEDURES = Object.freeze({
  open_one_envelope: 0, open_two_envelopes: 1, request_for_quotations: 2, restricted: 3, prequalified: 4,
});
/** Roles in the order of their bits (crates/rules/src/roles.rs). */
export const ROLES = Object.freeze([
  'registrar', 'org_admin', 'officer', 'approver', 'committee', 'evaluator', 'vendor', 'reviewer', 'auditor',
]);

const bid = ({ bid: number }) => u32(number);
const proposed = ({ proposed: digest }) => hash(digest);

/** Messages of both contracts: `{contract, selector, encode}` by name. */
export const ACTS = Object.freeze({
  register_org: act('registry', '6868f5e2', ({ kind, name, number, country, details, key }) => concat(
    word(ORG_KINDS, kind), scale.str(name), scale.str(number), scale.fixed(utf8(country), 2), hash(details), fixed(key, 64),
  )),
  admit_org: act('registry', '19e81858', ({ org }) => id(org)),
  refuse_org: act('registry', '91541753', ({ org, reason }) => concat(id(org), hash(reason))),
  add_person: act('registry', '1a84705f', ({ key, roles, possession }) => concat(
    fixed(key, 64), roleSet(roles), fixed(possession, 64),
  )),
  replace_key: act('registry', 'c5cafe1a', ({ old, new: key, possession }) => concat(
    id(old), fixed(key, 64), fixed(possession, 64),
  )),
  register_opening_key: act('registry', '5d1b9afc', ({ key }) => fixed(key, 32)),
  approve_code: act('registry', '7530fe5b', ({ code }) => hash(code)),
  propose_tender: act('registry', 'f11d0217', ({ publication }) => encodePublication(publication)),
  approve_tender: act('registry', '558054b3', ({ proposal, proposed: digest }) => concat(u32(proposal), hash(digest))),
  suspend_org: act('registry', '2156f771', ({ org, reason }) => concat(id(org), hash(reason))),
  debar_org: act('registry', 'ea649e2d', ({ org, until, reason }) => concat(id(org), u64(until), hash(reason))),
  reinstate_org: act('registry', '995778fa', ({ org, reason }) => concat(id(org), hash(reason))),
  revoke_key: act('registry', 'b86ccf7c', ({ key }) => id(key)),
  set_roles: act('registry', 'f9e28896', ({ person, roles }) => concat(id(person), roleSet(roles))),
  'Pausable::pause': act('registry', '397e3639', () => concat()),
  'Pausable::unpause': act('registry', 'b3b9f190', () => concat()),

  commit_bid: act('tender', 'de45a3b0', sealedBid),
  replace_bid: act('tender', '544f37e3', ({ attempt, ...fields }) => concat(u32(attempt), sealedBid(fields))),
  withdraw_bid: act('tender', 'c4e6a41b', ({ attempt }) => u32(attempt)),
  post_shares: act('tender', 'ffd5f87c', ({ shares }) => scale.vec(shares, (one) => concat(bid(one), hash(one.share)))),
  object: act('tender', 'e697c39a', ({ bid: number, fault }) => concat(u32(number), word(FAULTS, fault))),
  propose_finding: act('tender', '19739f61', ({ objection, upheld, reason }) => concat(
    u32(objection), scale.bool(flag(upheld)), hash(reason),
  )),
  confirm_finding: act('tender', '0ce5cbb1', ({ objection, proposed: digest }) => concat(u32(objection), hash(digest))),
  score: act('tender', '7f664409', ({ bid: number, scores }) => concat(
    u32(number),
    scale.vec(scores, ({ criterion, points, justification }) => concat(
      scale.u16(integer(criterion)), u32(points), hash(justification),
    )),
  )),
  propose_award: act('tender', 'a3639bd0', ({ bid: number, round }) => concat(u32(number), u32(round))),
  confirm_award: act('tender', '716894c9', proposed),
  propose_cancellation: act('tender', 'af5bb89f', ({ reason, statement }) => concat(
    word(CANCEL_REASONS, reason), hash(statement),
  )),
  confirm_cancellation: act('tender', '4f066968', proposed),
  answer: act('tender', '49993064', ({ question, answer }) => concat(u32(question), hash(answer))),
  propose_extension: act('tender', 'f1fd7d89', ({ deadline, reason }) => concat(u64(deadline), hash(reason))),
  confirm_extension: act('tender', 'fb0fae6e', proposed),
  declare: act('tender', '398896e3', ({ conflicts, statement, reader }) => concat(
    scale.vec(conflicts, id), hash(statement), scale.option(reader, hash),
  )),
  propose_seat_change: act('tender', 'cb697f5c', ({ evaluator, substitute, reason }) => concat(
    id(evaluator), scale.option(substitute, id), hash(reason),
  )),
  confirm_seat_change: act('tender', '7cf21717', proposed),
  propose_amendment: act('tender', '60a98608', ({ terms, deadline, reason }) => concat(
    encodeTerms(terms), u64(deadline), hash(reason),
  )),
  confirm_amendment: act('tender', 'd748373b', proposed),

  add_profile: act('registry', 'd1e9935d', ({ profile }) => encodeProfile(profile)),
  retire_profile: act('registry', '1b22df0f', ({ profile }) => u32(profile)),

  propose_contract: act('tender', '7e9c9485', ({ contract, milestones }) => concat(hash(contract), milestoneList(milestones))),
  sign_contract: act('tender', '79b6fcef', proposed),
  propose_change: act('tender', 'e03445e0', ({ document: supplement, value, milestones }) => concat(
    hash(supplement), u128(value), milestoneList(milestones),
  )),
  accept_change: act('tender', '8aced158', proposed),
  report_milestone: act('tender', 'fb0096a4', ({ milestone, document: report }) => concat(u8(milestone), hash(report))),
  accept_milestone: act('tender', '4048487c', ({ milestone, report, document: acceptance }) => concat(
    u8(milestone), hash(report), hash(acceptance),
  )),
  return_milestone: act('tender', '19c4f818', ({ milestone, report, reason }) => concat(
    u8(milestone), hash(report), hash(reason),
  )),
  complete_contract: act('tender', '36f8943f', ({ statement }) => hash(statement)),
  confirm_completion: act('tender', 'bf106e5c', proposed),
  propose_termination: act('tender', '911220da', ({ ground, statement }) => concat(
    word(TERMINATION_GROUNDS, ground), hash(statement),
  )),
  confirm_termination: act('tender', '9cab85b9', proposed),
  propose_rejection: act('tender', '01cb2050', ({ bid: number, ground, statement }) => concat(
    u32(number), word(REJECTION_GROUNDS, ground), hash(statement),
  )),
  confirm_rejection: act('tender', 'd66e8156', proposed),
  complain: act('tender', 'c00cd6e1', ({ statement }) => hash(statement)),
  decide_complaint: act('tender', '44edc61d', ({ complaint, outcome, statement }) => concat(
    u32(complaint), word(COMPLAINT_OUTCOMES, outcome), hash(statement),
  )),
  withdraw_complaint: act('tender', 'afa39661', ({ complaint }) => u32(complaint)),
  suspend_tender: act('tender', '06b07334', ({ statement }) => hash(statement)),
  resume_tender: act('tender', 'b33872a8', ({ statement }) => hash(statement)),
  propose_forfeiture: act('tender', '7466760c', ({ bid: number, ground, statement }) => concat(
    u32(number), word(FORFEITURE_GROUNDS, ground), hash(statement),
  )),
  confirm_forfeiture: act('tender', '844b7ece', proposed),
  apply: act('tender', '5c927dc0', ({ statement }) => hash(statement)),
  propose_qualification: act('tender', '085ded1a', ({
    vendor, statement, qualified, reason,
  }) => concat(id(vendor), hash(statement), scale.bool(flag(qualified)), hash(reason))),
  confirm_qualification: act('tender', 'c2f7e0b8', ({ vendor, proposed: digest }) => concat(
    id(vendor), hash(digest),
  )),
  agree: act('tender', '49fd2b81', ({ bid: number, points, statement }) => concat(
    u32(number), scale.vec(points, u32), hash(statement),
  )),
  ask_vendor: act('tender', '1d172630', ({
    bid: number, kind, statement, until,
  }) => concat(u32(number), word(REQUEST_KINDS, kind), hash(statement), u64(until))),
  respond: act('tender', '2d32da2b', ({ request, response }) => concat(u32(request), hash(response))),
  propose_acceptance: act('tender', '58fe3cc6', ({ bid: number, statement }) => concat(u32(number), hash(statement))),
  confirm_acceptance: act('tender', '3ac88bb8', proposed),
  reshare: act('tender', 'c98a121f', ({ bids, digest }) => concat(scale.vec(bids, u32), hash(digest))),
  reshare_seed: act('tender', 'bf3e6874', ({ bid: number, digest }) => concat(u32(number), hash(digest))),
  judge_bids: act('tender', '6e53d56e', ({ verdicts }) => scale.vec(verdicts, (one) => concat(bid(one), encodeVerdict(one.verdict)))),
});

/**
 * SCALE of a publication: what an officer proposes and an approver confirms (crates/rules/src/terms.rs).
 * @param {object} publication `{terms, schedule, k, committee, panel}`
 * @returns {Uint8Array}
 * @throws {CodedError} `bad_act` and what the encoders refuse
 */
export function encodePublication({ terms, schedule, k, committee, panel }) {
  return concat(
    encodeTerms(terms),
    encodeSchedule(schedule),
    scale.u8(integer(k)),
    scale.vec(committee, (key) => fixed(key, 32)),
    scale.vec(panel, id),
  );
}

/**
 * SCALE of the terms, which hold no date; SHA-256("TENDERSEAL-TERMS\0" ‖ version u32 ‖ terms) is the terms hash.
 * @param {object} terms `{notice, documents, currency, price, criteria, consensus, lifecycle_rate_bp, min_bids,
 *   profile, invited, lot, security, lifecycle_years, requests, prequalification}`; `lot` is `{number, of, procurement}`,
 *   or null where the procurement is not divided
 * @returns {Uint8Array}
 * @throws {CodedError} `bad_act` and what the encoders refuse
 */
export function encodeTerms(terms) {
  const { price } = terms;
  const formula = word(FORMULAS, price.formula);
  const rates = price.formula === 'benchmark'
    ? [price.discount_bp, price.above_bp_per_percent, price.below_bp_per_percent] : [];
  return concat(
    hash(terms.notice),
    scale.vec(terms.documents, hash),
    scale.fixed(utf8(terms.currency), 3),
    formula,
    ...rates.map(u32),
    u32(price.weight_bp),
    scale.vec(terms.criteria, (one) => concat(scale.u16(integer(one.id)), u32(one.weight_bp), u32(one.max), u32(one.min))),
    word(CONSENSUS, terms.consensus),
    u32(terms.lifecycle_rate_bp),
    u32(terms.min_bids),
    u32(terms.profile),
    scale.vec(terms.invited, id),
    scale.option(terms.lot, ({ number, of, procurement }) => concat(
      scale.u16(integer(number)), scale.u16(integer(of)), hash(procurement),
    )),
    scale.option(terms.security, encodeSecurity),
    u8(terms.lifecycle_years),
    encodeRequests(terms.requests),
    scale.option(terms.prequalification, u32),
  );
}

/**
 * SCALE of a profile: what a tender of a kind may and must have (crates/rules/src/profile.rs).
 * @param {object} profile fields with the names of the rules; `formulas`, `consensus`, `low_prices` and `low_prices_required` are lists of
 *   words
 * @returns {Uint8Array}
 * @throws {CodedError} `bad_act` and what the encoders refuse
 */
function encodeProfile(profile) {
  const { least } = profile;
  return concat(
    scale.str(profile.code),
    scale.str(profile.name),
    procedure(profile.procedure),
    wordSet(FORMULAS, profile.formulas),
    wordSet(CONSENSUS, profile.consensus),
    u32(profile.price_weight_min_bp),
    u32(profile.price_weight_max_bp),
    ...[
      least.bidding, least.officers_window, least.self_reveal_window, least.objection_window, least.standstill,
      least.questions, least.amendment,
    ].map(u32),
    u32(profile.min_bids),
    scale.u8(integer(profile.k)),
    scale.u8(integer(profile.n)),
    scale.u8(integer(profile.evaluators)),
    wordSet(LOW_PRICE_RULES, profile.low_prices),
    wordSet(LOW_PRICE_RULES, profile.low_prices_required),
    u32(profile.response),
  );
}

/** What terms say of requests to vendors (crates/rules/src/requests.rs). */
function encodeRequests({ window, under_mean_bp: mean, under_next_bp: next }) {
  return concat(u32(window), scale.option(mean, u32), scale.option(next, u32));
}

/** What terms ask every bidder for (crates/rules/src/security.rs). */
function encodeSecurity({
  amount, valid_for: validFor, silence, refusal,
}) {
  return concat(u128(amount), u32(validFor), scale.bool(flag(silence)), scale.bool(flag(refusal)));
}

function encodeSchedule(schedule) {
  const {
    deadline, guard, officers_window, self_reveal_window, objection_window, standstill, questions,
  } = schedule;
  return concat(
    u64(deadline), ...[guard, officers_window, self_reveal_window, objection_window, standstill, questions].map(u32),
  );
}

/** What an evaluator found: `{finding: 'valid', body: hash32}`, `{finding: 'faulty', fault}` or `{finding: 'unopened'}`. */
function encodeVerdict({ finding, body, fault }) {
  const index = word(FINDINGS, finding);
  if (finding === 'valid') return concat(index, hash(body));
  return finding === 'faulty' ? concat(index, word(FAULTS, fault)) : index;
}

function sealedBid({
  commitment, envelope, guarantee, technical,
}) {
  return concat(sealedEnvelope({ commitment, envelope }), scale.option(guarantee, hash), scale.option(technical, sealedEnvelope));
}

function sealedEnvelope({ commitment, envelope }) {
  return concat(hash(commitment), scale.bytes(raw(envelope)));
}

function milestoneList(milestones) {
  return scale.vec(milestones, ({ title, due, amount }) => concat(hash(title), u64(due), u128(amount)));
}

function act(contract, selector, encode) {
  return Object.freeze({ contract, selector, encode });
}

function roleSet(roles) {
  return u32(roles.reduce((set, role) => set | (1 << word(ROLES, role)[0]), 0));
}

/** A set of words as one byte: the bit of each is its index in the enumeration. */
function wordSet(words, values) {
  return scale.u8(values.reduce((set, value) => set | (1 << word(words, value)[0]), 0));
}

function procedure(value) {
  if (!Object.hasOwn(PROCEDURES, value)) throw new CodedError('bad_act', `${String(value)} is no procedure`);
  return scale.u8(PROCEDURES[value]);
}

/** The index of a word in its enumeration, as one byte. */
function word(words, value) {
  const index = words.indexOf(value);
  if (index < 0) throw new CodedError('bad_act', `${String(value)} is none of ${words.join(', ')}`);
  return scale.u8(index);
}

function flag(value) {
  if (typeof value !== 'boolean') throw new CodedError('bad_act', 'neither true nor false');
  return value;
}

function integer(value) {
  if (typeof value !== 'string') return value;
  if (!/^[0-9]{1,39}$/.test(value)) throw new CodedError('bad_act', 'not decimal digits');
  return BigInt(value);
}

function raw(value) {
  return value instanceof Uint8Array ? value : unhex(value);
}

function fixed(value, length) {
  return scale.fixed(raw(value), length);
}
