/**
 * Shamir sharing of a byte string over GF(2^8), byte by byte (ENVELOPE, Bytes: share_i).
 * Deterministic: the coefficients are a parameter.
 * @module sharing
 */
import { CodedError } from './errors.js';
import { invert, multiply } from './gf256.js';

/**
 * The shares 1..n of a secret: share_i = secret ⊕ Σ_{d=1..k−1} coefficient_d · i^d.
 * @param {Uint8Array} secret
 * @param {Uint8Array} coefficients (k − 1) times as long as the secret; empty for k = 1
 * @param {number} n number of shares, 1 to 255
 * @returns {Uint8Array[]} share i at index i − 1
 */
export function split(secret, coefficients, n) {
  if (coefficients.length % secret.length !== 0 || !(n >= 1 && n <= 255)) {
    throw new CodedError('out_of_range', 'coefficients that do not fit the secret, or a wrong number of shares');
  }
  const degree = coefficients.length / secret.length;
  return Array.from({ length: n }, (_, index) => {
    const share = new Uint8Array(secret.length);
    for (let d = degree; d >= 1; d -= 1) {
      for (let at = 0; at < share.length; at += 1) {
        share[at] = multiply(share[at] ^ coefficients[(d - 1) * secret.length + at], index + 1);
      }
    }
    for (let at = 0; at < share.length; at += 1) share[at] ^= secret[at];
    return share;
  });
}

/**
 * The secret that k shares determine: Lagrange interpolation at 0.
 * With fewer shares than the sharing wants, or with a wrong one, another secret comes out without an error.
 * @param {{i: number, share: Uint8Array}[]} shares distinct i from 1 to 255, shares of one length
 * @returns {Uint8Array}
 * @throws {CodedError} `bad_shares`
 */
export function combine(shares) {
  const length = shares[0]?.share.length ?? 0;
  const distinct = new Set(shares.map(({ i }) => i));
  if (
    shares.length === 0 || distinct.size !== shares.length
    || shares.some(({ i, share }) => !(Number.isInteger(i) && i >= 1 && i <= 255) || share.length !== length)
  ) {
    throw new CodedError('bad_shares', 'shares must have distinct numbers from 1 to 255 and one length');
  }
  const secret = new Uint8Array(length);
  for (const { i, share } of shares) {
    let weight = 1;
    for (const { i: j } of shares) {
      if (j !== i) weight = multiply(weight, multiply(j, invert(i ^ j)));
    }
    for (let at = 0; at < length; at += 1) secret[at] ^= multiply(share[at], weight);
  }
  return secret;
}
