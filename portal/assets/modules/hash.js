/**
 * SHA-256, HMAC and the two halves of HKDF (RFC 5869) on WebCrypto, which offers HKDF only as a whole.
 * @module hash
 */
import { concat, wipe } from './bytes.js';
import { CodedError } from './errors.js';

const { subtle } = globalThis.crypto;
const LENGTH = { 'SHA-256': 32, 'SHA-512': 64 };

/**
 * SHA-256 of the concatenation of `parts`.
 * @param {...Uint8Array} parts
 * @returns {Promise<Uint8Array>} 32 bytes
 */
export async function sha256(...parts) {
  return new Uint8Array(await subtle.digest('SHA-256', concat(...parts)));
}

/**
 * Makes an HMAC key. An empty key is a key of zeros (RFC 2104 pads with zeros), which WebCrypto accepts.
 * @param {'SHA-256'|'SHA-512'} hash
 * @param {Uint8Array} key
 * @returns {Promise<CryptoKey>}
 */
export function hmacKey(hash, key) {
  const raw = key.length === 0 ? new Uint8Array(LENGTH[hash]) : key;
  return subtle.importKey('raw', raw, { name: 'HMAC', hash }, false, ['sign']);
}

/**
 * HKDF-Extract (RFC 5869, 2.2).
 * @param {'SHA-256'|'SHA-512'} hash
 * @param {Uint8Array} salt may be empty
 * @param {Uint8Array} ikm
 * @returns {Promise<Uint8Array>} as long as the hash
 */
export async function hkdfExtract(hash, salt, ikm) {
  return new Uint8Array(await subtle.sign('HMAC', await hmacKey(hash, salt), ikm));
}

/**
 * HKDF-Expand (RFC 5869, 2.3).
 * @param {'SHA-256'|'SHA-512'} hash
 * @param {Uint8Array|CryptoKey} prk the pseudo-random key, or the HMAC key already made from it
 * @param {Uint8Array} info
 * @param {number} length bytes wanted, at most 255 times the hash's length
 * @returns {Promise<Uint8Array>}
 * @throws {CodedError} `out_of_range`
 */
export async function hkdfExpand(hash, prk, info, length) {
  if (length > 255 * LENGTH[hash]) throw new CodedError('out_of_range', 'HKDF-Expand of more than 255 blocks');
  const key = prk instanceof Uint8Array ? await hmacKey(hash, prk) : prk;
  const okm = new Uint8Array(Math.ceil(length / LENGTH[hash]) * LENGTH[hash]);
  let block = new Uint8Array(0);
  for (let counter = 1; (counter - 1) * LENGTH[hash] < length; counter += 1) {
    const input = concat(block, info, Uint8Array.of(counter));
    wipe(block);
    block = new Uint8Array(await subtle.sign('HMAC', key, input));
    wipe(input);
    okm.set(block, (counter - 1) * LENGTH[hash]);
  }
  const result = okm.slice(0, length);
  wipe(okm, block);
  return result;
}
