/**
 * The field GF(2^8) with the polynomial x^8 + x^4 + x^3 + x + 1 (0x11b), as in AES.
 * No tables and no branches on values, so that nothing here makes the time depend on secrets; what an engine makes of
 * it is its own affair (ENVELOPE, section 9). A mask is 0 − bit: the sign of 0 would make −0, which engines keep as
 * another kind of number and are slower with.
 * @module gf256
 */

/**
 * Product of two field elements. Where one of them is secret it is the left one.
 * @param {number} left 0 to 255
 * @param {number} right 0 to 255
 * @returns {number} 0 to 255
 */
export function multiply(left, right) {
  let product = 0;
  let factor = left;
  for (let bit = 0; bit < 8; bit += 1) {
    product ^= (0 - ((right >> bit) & 1)) & factor;
    factor = ((factor << 1) ^ ((0 - (factor >> 7)) & 0x11b)) & 0xff;
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
