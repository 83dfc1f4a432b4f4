/**
 * What a vendor names of the guarantee that secures a bid: a salted hash, so that nobody can guess the guarantee.
 * @module guarantee
 */
import { uintLe, unhex, utf8 } from './bytes.js';
import { sha256 } from './hash.js';

const DOMAIN = utf8('TENDERSEAL-GUARANTEE\0');

/**
 * @typedef {object} Guarantee what the vendor keeps: the opening of the hash
 * @property {Uint8Array} salt 32 random bytes
 * @property {string} issuer bank, insurer or guarantor
 * @property {string} number its number there
 */

/**
 * The hash that names a guarantee: SHA-256 of "TENDERSEAL-GUARANTEE\0" ‖ tender20 ‖ vendor20 ‖ salt32 ‖
 * issuer's length u32 little-endian ‖ issuer ‖ number, the texts in UTF-8 (crates/rules/src/security.rs).
 * @param {{contract: string, vendor: string}} place addresses in hexadecimal digits
 * @param {Guarantee} guarantee
 * @returns {Promise<Uint8Array>} 32 bytes
 * @throws {CodedError} `hex`, `length`
 */
export async function guaranteeHash({ contract, vendor }, { salt, issuer, number }) {
  const name = utf8(issuer);
  return sha256(DOMAIN, unhex(contract, 20), unhex(vendor, 20), salt, uintLe(name.length, 4), name, utf8(number));
}
