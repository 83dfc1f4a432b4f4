/**
 * Keccak-256, for the identifiers of keys, and BLAKE2b-256, for selectors (vendored @noble/hashes).
 * @module keccak
 */
import { blake2b, keccak_256 } from './vendor/noble-hashes.js';

/**
 * Keccak-256 with the original padding, as Ethereum and pallet-revive use it.
 * @param {Uint8Array} message
 * @returns {Uint8Array} 32 bytes
 */
export function keccak256(message) {
  return keccak_256(message);
}

/**
 * BLAKE2b with an output of 32 bytes (RFC 7693).
 * @param {Uint8Array} message
 * @returns {Uint8Array} 32 bytes
 */
export function blake2b256(message) {
  return blake2b(message, { dkLen: 32 });
}

/**
 * BLAKE2b with an output of 16 bytes (RFC 7693).
 * @param {Uint8Array} message
 * @returns {Uint8Array} 16 bytes
 */
export function blake2b128(message) {
  return blake2b(message, { dkLen: 16 });
}
