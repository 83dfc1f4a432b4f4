/**
 * Amounts as people write them, and minor units: exact, without floating point.
 * @module money
 */
import { CodedError } from './errors.js';
import { PRICE_MAX } from './body.js';

/** Currencies whose minor unit is not a hundredth (ISO 4217, list one), as in portal/src/render/money.rs. */
const EXPONENTS = new Map([
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
]);

/**
 * Decimal digits of a currency's minor unit.
 * @param {string} currency ISO 4217
 * @returns {number}
 */
export function exponentOf(currency) {
  return [...EXPONENTS].find(([, codes]) => codes.split(' ').includes(currency))?.[0] ?? 2;
}

/**
 * Minor units of an amount that somebody typed in major ones: digits, perhaps grouped in threes by commas, and a
 * point before the decimals. Full-width digits and signs, as Chinese keyboards give them, are taken too.
 * @param {string} text
 * @param {number} exponent decimal digits of the currency's minor unit
 * @returns {bigint} 1 to 2^112 − 1
 * @throws {CodedError} `price_empty`, `price_shape`, `price_decimals`, `price_range`
 */
export function parseAmount(text, exponent) {
  const typed = text.normalize('NFKC').trim().replace(/[\s']/gu, '').replaceAll('。', '.');
  if (typed === '') throw new CodedError('price_empty', 'no amount');
  const match = /^([0-9]{1,60}|[0-9]{1,3}(?:,[0-9]{3}){1,20})(?:\.([0-9]{1,60}))?$/.exec(typed);
  if (!match) throw new CodedError('price_shape', 'not an amount');
  const [, whole, decimals = ''] = match;
  if (decimals.length > exponent) throw new CodedError('price_decimals', `more than ${exponent} decimals`);
  const minor = BigInt(whole.replaceAll(',', '') + decimals.padEnd(exponent, '0'));
  if (minor < 1n || minor > PRICE_MAX) throw new CodedError('price_range', 'not from 1 to 2^112 - 1 minor units');
  return minor;
}

/**
 * Minor units of a cost that somebody typed, which may be nothing.
 * @param {string} text
 * @param {number} exponent decimal digits of the currency's minor unit
 * @returns {bigint} 0 to 2^112 − 1
 * @throws {CodedError} `cost_empty`, `cost_shape`, `cost_decimals`, `cost_range`
 */
export function parseCost(text, exponent) {
  if (/^0+(\.0*)?$/.test(text.normalize('NFKC').trim())) return 0n;
  try {
    return parseAmount(text, exponent);
  } catch (error) {
    throw new CodedError(error.code.replace('price_', 'cost_'), error.message);
  }
}

/**
 * Minor units as an amount, grouped in threes: `1,234,567.00`.
 * @param {bigint} minor
 * @param {number} exponent
 * @returns {string}
 */
export function formatAmount(minor, exponent) {
  const digits = minor.toString().padStart(exponent + 1, '0');
  const cut = digits.length - exponent;
  const whole = digits.slice(0, cut).replace(/\B(?=([0-9]{3})+$)/g, ',');
  return exponent === 0 ? whole : `${whole}.${digits.slice(cut)}`;
}
