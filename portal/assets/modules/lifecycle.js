/**
 * The evaluated price of an offer with life-cycle costs, as the rules compute it (crates/rules/src/scoring.rs): every
 * division floors, exact in integers.
 * @module lifecycle
 */
import { CodedError } from './errors.js';
import { PRICE_MAX } from './body.js';

const SCALE = 1_000_000_000_000n;

/**
 * `acquisition + Σ_y ⌊cost_y · S / f_y⌋` with `S = 10^12`, `f_0 = S`, `f_y = ⌊f_{y−1} · (10,000 + rate_bp) / 10,000⌋`.
 * @param {bigint} acquisition minor units
 * @param {bigint[]} costs minor units, one a year from year 1
 * @param {number} rateBp discount rate a year, basis points
 * @returns {bigint} minor units
 * @throws {CodedError} `evaluated_range` when the result is 0 or above 2^112 − 1
 */
export function evaluatedPrice(acquisition, costs, rateBp) {
  let factor = SCALE;
  let total = acquisition;
  for (const cost of costs) {
    factor = (factor * (10_000n + BigInt(rateBp))) / 10_000n;
    total += (cost * SCALE) / factor;
  }
  if (total < 1n || total > PRICE_MAX) throw new CodedError('evaluated_range', 'not from 1 to 2^112 - 1 minor units');
  return total;
}
