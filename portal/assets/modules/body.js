/**
 * What is sealed in an envelope: the bodies of kind 1 and kind 2 (ENVELOPE, Bytes).
 * @module body
 */
import { concat, utf8 } from './bytes.js';
import { CodedError } from './errors.js';
import * as scale from './scale.js';

/** The largest body, bytes (ENVELOPE, Bytes). */
export const BODY_MAX = 8 * 1024;
/** The longest answer, characters (Unicode scalar values). */
export const ANSWER_MAX = 2_000;
/** The greatest price: 2^112 − 1 minor units (CONTRACTS, "Numbers, exactly"). */
export const PRICE_MAX = 2n ** 112n - 1n;
const VERSION = 1;

/**
 * @typedef {object} TechnicalBody the body of kind 1: read by the evaluators only
 * @property {bigint} validUntil Unix seconds: how long the offer binds
 * @property {{criterion: number, text: string}[]} answers one at most for each criterion
 * @property {Uint8Array[]} attachments the E of each, 32 bytes
 */

/**
 * @typedef {object} FinancialBody the body of kind 2: public at the opening
 * @property {string} currency ISO 4217, three capital letters
 * @property {bigint} price minor units, 1 to 2^112 − 1
 * @property {bigint} validUntil Unix seconds: how long the offer binds
 * @property {bigint[]} costs life-cycle costs, minor units, one a year from year 1
 * @property {{criterion: number, text: string}[]} answers one at most for each criterion
 * @property {Uint8Array[]} attachments the E of each, 32 bytes
 */

/**
 * SCALE { version u8 = 1, currency [u8;3], price u128, valid_until u64, costs Vec<u128>,
 * answers Vec<(u16, String)>, attachments Vec<[u8;32]> }.
 * @param {FinancialBody} body
 * @returns {Uint8Array}
 * @throws {CodedError} `bad_currency`, `bad_price`, `bad_answers`, `body_too_long`, `out_of_range`, `bad_text`
 */
export function encodeFinancialBody(body) {
  checkMoney(body);
  const { currency, price, validUntil, costs } = body;
  return bounded(concat(
    scale.u8(VERSION), utf8(currency), scale.u128(price), scale.u64(validUntil), scale.vec(costs, scale.u128), lists(body),
  ));
}

/**
 * SCALE { version u8 = 1, valid_until u64, answers Vec<(u16, String)>, attachments Vec<[u8;32]> }.
 * @param {TechnicalBody} body
 * @returns {Uint8Array}
 * @throws {CodedError} `bad_answers`, `body_too_long`, `out_of_range`, `bad_text`
 */
export function encodeTechnicalBody(body) {
  return bounded(concat(scale.u8(VERSION), scale.u64(body.validUntil), lists(body)));
}

/**
 * Reads the body of a financial envelope strictly.
 * @param {Uint8Array} encoded
 * @returns {FinancialBody}
 * @throws {CodedError} `bad_scale`, `bad_version`, `bad_currency`, `bad_price`, `bad_answers`, `body_too_long`
 */
export function decodeFinancialBody(encoded) {
  return decode(encoded, (reader) => {
    const currency = String.fromCharCode(...reader.fixed(3));
    const [price, validUntil, costs] = [reader.u128(), reader.u64(), reader.vec(() => reader.u128())];
    const body = { currency, price, validUntil, costs, ...readLists(reader) };
    checkMoney(body);
    return body;
  });
}

/**
 * Reads the body of a technical envelope strictly.
 * @param {Uint8Array} encoded
 * @returns {TechnicalBody}
 * @throws {CodedError} `bad_scale`, `bad_version`, `bad_answers`, `body_too_long`
 */
export function decodeTechnicalBody(encoded) {
  return decode(encoded, (reader) => ({ validUntil: reader.u64(), ...readLists(reader) }));
}

function decode(encoded, read) {
  const reader = new scale.Reader(bounded(encoded));
  if (reader.u8() !== VERSION) throw new CodedError('bad_version', 'a body of an unknown version');
  const body = read(reader);
  reader.end();
  checkAnswers(body.answers);
  return body;
}

function lists({ answers, attachments }) {
  checkAnswers(answers);
  return concat(
    scale.vec(answers, ({ criterion, text }) => concat(scale.u16(criterion), scale.str(text))),
    scale.vec(attachments, (e) => scale.fixed(e, 32)),
  );
}

function readLists(reader) {
  return {
    answers: reader.vec(() => ({ criterion: reader.u16(), text: reader.str() })),
    attachments: reader.vec(() => reader.fixed(32)),
  };
}

function bounded(encoded) {
  if (encoded.length > BODY_MAX) throw new CodedError('body_too_long', `${encoded.length} bytes, ${BODY_MAX} at most`);
  return encoded;
}

function checkMoney({ currency, price }) {
  if (!/^[A-Z]{3}$/.test(currency)) throw new CodedError('bad_currency', 'a currency is three capital letters');
  if (typeof price !== 'bigint' || price < 1n || price > PRICE_MAX) {
    throw new CodedError('bad_price', 'a price is from 1 to 2^112 - 1 minor units');
  }
}

function checkAnswers(answers) {
  if (answers.some(({ text }) => [...text].length > ANSWER_MAX)) {
    throw new CodedError('bad_answers', `an answer has ${ANSWER_MAX} characters at most`);
  }
  if (new Set(answers.map(({ criterion }) => criterion)).size !== answers.length) {
    throw new CodedError('bad_answers', 'a criterion is answered twice');
  }
}
