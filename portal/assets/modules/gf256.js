/**
 * The field GF(2^8) with the polynomial x^8 + x^4 + x^3 + x + 1 (0x11b), as in AES.
 * No tables and no branches on values, so that the time does not depend on secrets.
 * @module gf256
 */

/**
 * Product of two field elements.
 * @param {number} left 0 to 255
 * @param {number} right 0 to 255
 * @returns {number} 0 to 255
 */
export function multiply(left, right) {
  let product = 0;
  let factor = left;
  for (let bit = 0; bit < 8; bit += 1) {
    product ^= -((right >> bit) & 1) & factor;
    factor = ((factor << 1) ^ (-(factor >> 7) & 0x11b)) & 0xff;
  }
  return product;
}

/**
 * Multiplicative inverse, value^254; the inverse of 0 comes out as 0.
 * @param {number} value 0 to 255
 * @returns {number} 0 to 255
 */
export function invert(value) {
  let power = value;
  let result = 1;
  for (let step = 0; step < 7; step += 1) {
    power = multiply(power, power);
    result = multiply(result, power);
  }
  return result;
}
