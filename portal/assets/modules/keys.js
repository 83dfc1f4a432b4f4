/**
 * The two kinds of key that a person holds: P-256 to sign acts, X25519 to open envelopes.
 * A key is made extractable, goes into its backup, is imported again not extractable, and the
 * extractable one is forgotten.
 * @module keys
 */
import { openBackup, sealBackup } from './backup.js';
import { concat, equal, hex, wipe } from './bytes.js';
import { CodedError } from './errors.js';
import { keccak256 } from './keccak.js';

const { subtle } = globalThis.crypto;
const ALGORITHMS = {
  signing: { algorithm: { name: 'ECDSA', namedCurve: 'P-256' }, usages: ['sign'], generated: ['sign', 'verify'] },
  opening: { algorithm: { name: 'X25519' }, usages: ['deriveBits'], generated: ['deriveBits'] },
};

/**
 * @typedef {object} HeldKey
 * @property {string} id hex: of a signing key its 20-byte id on chain, of an opening key its public key
 * @property {'signing'|'opening'} kind
 * @property {Uint8Array} publicKey signing: x ‖ y, 64 bytes; opening: 32 bytes
 * @property {CryptoKey} privateKey not extractable
 */

/**
 * The id of a signing key on chain: the last 20 bytes of Keccak-256(x ‖ y) (CONTRACTS, "Who acts").
 * @param {Uint8Array} publicKey 64 bytes
 * @returns {Uint8Array} 20 bytes
 */
export function keyId(publicKey) {
  if (publicKey.length !== 64) throw new CodedError('bad_key', 'a signing key has 64 public bytes');
  return keccak256(publicKey).slice(12);
}

/**
 * Makes a key and its backup. Keep the key only once the person has saved the file.
 * @param {'signing'|'opening'} kind
 * @param {string} password
 * @param {(length: number) => Uint8Array} [random] source of salt and nonce
 * @returns {Promise<{key: HeldKey, backup: object}>}
 * @throws {CodedError} `short_password`
 */
export async function createKey(kind, password, random = randomBytes) {
  const { algorithm, generated } = ALGORITHMS[kind];
  const pair = await subtle.generateKey(algorithm, true, generated);
  const pkcs8 = new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey));
  try {
    const key = await holdKey(kind, pkcs8);
    const { publicKey } = key;
    return { key, backup: await sealBackup({ kind, publicKey, pkcs8, password, salt: random(16), iv: random(12) }) };
  } finally {
    wipe(pkcs8);
  }
}

/**
 * The key of a backup file.
 * @param {string} text the file's content
 * @param {string} password
 * @returns {Promise<HeldKey>}
 * @throws {CodedError} `bad_backup`, `wrong_password`
 */
export async function restoreKey(text, password) {
  const { kind, publicKey, pkcs8 } = await openBackup(text, password);
  try {
    const key = await holdKey(kind, pkcs8);
    if (!equal(key.publicKey, publicKey)) throw new CodedError('bad_backup', 'the backup holds another key than it says');
    return key;
  } finally {
    wipe(pkcs8);
  }
}

/**
 * The key of a demonstration persona, which the demo server hands out at sign-in. Nothing else may come from a server.
 * @param {Uint8Array} pkcs8
 * @param {'signing'|'opening'} [kind]
 * @returns {Promise<HeldKey>}
 * @throws {CodedError} `bad_key`
 */
export function importDemoKey(pkcs8, kind = 'signing') {
  return holdKey(kind, pkcs8);
}

async function holdKey(kind, pkcs8) {
  const { algorithm, usages } = ALGORITHMS[kind];
  try {
    const extractable = await subtle.importKey('pkcs8', pkcs8, algorithm, true, usages);
    const { x, y } = await subtle.exportKey('jwk', extractable);
    const publicKey = kind === 'signing' ? concat(base64url(x), base64url(y)) : base64url(x);
    const privateKey = await subtle.importKey('pkcs8', pkcs8, algorithm, false, usages);
    return { id: hex(kind === 'signing' ? keyId(publicKey) : publicKey), kind, publicKey, privateKey };
  } catch {
    throw new CodedError('bad_key', `not a ${kind} key in PKCS#8`);
  }
}

function base64url(text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

function randomBytes(length) {
  return globalThis.crypto.getRandomValues(new Uint8Array(length));
}
