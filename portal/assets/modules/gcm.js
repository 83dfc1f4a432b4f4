/**
 * AES-256-GCM with a nonce of 96 bits and a tag of 128, as every envelope uses it (NIST SP 800-38D).
 * @module gcm
 */
const { subtle } = globalThis.crypto;

/**
 * A key that cannot be extracted.
 * @param {Uint8Array} raw 32 bytes
 * @returns {Promise<CryptoKey>}
 */
export function gcmKey(raw) {
  return subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/**
 * Encrypts one message.
 * @param {CryptoKey} key
 * @param {Uint8Array} iv 12 bytes, never twice with one key
 * @param {Uint8Array} additionalData bound to the ciphertext, not sent
 * @param {Uint8Array} plaintext
 * @returns {Promise<Uint8Array>} the ciphertext, then its tag
 */
export async function gcmSeal(key, iv, additionalData, plaintext) {
  return new Uint8Array(await subtle.encrypt(parameters(iv, additionalData), key, plaintext));
}

/**
 * Decrypts one message, or rejects: nothing comes out of a ciphertext that is not authentic.
 * @param {CryptoKey} key
 * @param {Uint8Array} iv 12 bytes
 * @param {Uint8Array} additionalData
 * @param {Uint8Array} sealed the ciphertext, then its tag
 * @returns {Promise<Uint8Array>}
 */
export async function gcmOpen(key, iv, additionalData, sealed) {
  return new Uint8Array(await subtle.decrypt(parameters(iv, additionalData), key, sealed));
}

function parameters(iv, additionalData) {
  return { name: 'AES-GCM', iv, additionalData, tagLength: 128 };
}
