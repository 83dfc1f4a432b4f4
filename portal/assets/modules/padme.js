/**
 * PADMÉ padding: a length leaks O(log log L) bits and grows by at most 12 % (Nikitin et al., PETS 2019, §4).
 * @module padme
 */

/**
 * The padded length of `length` bytes.
 * @param {number} length at least 2, below 2^48
 * @returns {number} at least `length`
 */
export function padme(length) {
  const exponent = floorLog2(length);
  const step = 2 ** (exponent - (floorLog2(exponent) + 1));
  return step < 1 ? length : Math.ceil(length / step) * step;
}

function floorLog2(value) {
  let exponent = 0;
  for (let rest = value; rest >= 2; rest = Math.floor(rest / 2)) exponent += 1;
  return exponent;
}
