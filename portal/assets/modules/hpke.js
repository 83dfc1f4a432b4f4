/**
 * HPKE base mode (RFC 9180), one message a context, suite DHKEM(X25519, HKDF-SHA256) 0x0020,
 * HKDF-SHA256 0x0001, AES-256-GCM 0x0002. Sealing is deterministic: the ephemeral key pair is
 * DeriveKeyPair of keying material that the caller gives (ENVELOPE: D("eph", i, 32)).
 * @module hpke
 */
import { concat, uintBe, utf8, wipe } from './bytes.js';
import { CodedError } from './errors.js';
import { gcmKey, gcmOpen, gcmSeal } from './gcm.js';
import { hkdfExpand, hkdfExtract } from './hash.js';

const { subtle } = globalThis.crypto;
const NONE = new Uint8Array(0);
const VERSION = utf8('HPKE-v1');
const KEM = concat(utf8('KEM'), uintBe(0x0020, 2));
const SUITE = concat(utf8('HPKE'), uintBe(0x0020, 2), uintBe(0x0001, 2), uintBe(0x0002, 2));
/** PKCS#8 in DER (RFC 8410) up to the 32 bytes of an X25519 private key. */
const PKCS8_PREFIX = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20);
const BASE_POINT = Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 9 : 0));

/**
 * The X25519 private key of 32 raw bytes, not extractable.
 * @param {Uint8Array} raw 32 bytes
 * @returns {Promise<CryptoKey>}
 */
export async function importPrivateKey(raw) {
  const pkcs8 = concat(PKCS8_PREFIX, raw);
  const key = await subtle.importKey('pkcs8', pkcs8, 'X25519', false, ['deriveBits']);
  wipe(pkcs8);
  return key;
}

/**
 * The public key of a private one: X25519(private, 9).
 * @param {CryptoKey} privateKey
 * @returns {Promise<Uint8Array>} 32 bytes
 */
export function publicKeyOf(privateKey) {
  return x25519(privateKey, BASE_POINT);
}

/**
 * DeriveKeyPair (RFC 9180, 7.1.3).
 * @param {Uint8Array} ikm at least 32 bytes
 * @returns {Promise<{privateKey: CryptoKey, publicKey: Uint8Array}>}
 */
export async function deriveKeyPair(ikm) {
  const prk = await extract(KEM, NONE, 'dkp_prk', ikm);
  const raw = await expand(KEM, prk, 'sk', NONE, 32);
  const privateKey = await importPrivateKey(raw);
  wipe(prk, raw);
  return { privateKey, publicKey: await publicKeyOf(privateKey) };
}

/**
 * SealBase with the ephemeral key DeriveKeyPair(ikmE).
 * @param {object} message
 * @param {Uint8Array} message.publicKey the recipient's, 32 bytes
 * @param {Uint8Array} message.info
 * @param {Uint8Array} message.aad
 * @param {Uint8Array} message.plaintext
 * @param {Uint8Array} message.ikmE keying material of the ephemeral key, never used twice
 * @returns {Promise<{enc: Uint8Array, ciphertext: Uint8Array}>}
 * @throws {CodedError} `weak_key` for a public key of small order
 */
export async function sealBase({ publicKey, info, aad, plaintext, ikmE }) {
  const ephemeral = await deriveKeyPair(ikmE);
  const secret = await sharedSecret(await x25519(ephemeral.privateKey, publicKey), ephemeral.publicKey, publicKey);
  const { key, iv } = await keySchedule(secret, info);
  return { enc: ephemeral.publicKey, ciphertext: await gcmSeal(key, iv, aad, plaintext) };
}

/**
 * OpenBase.
 * @param {object} message
 * @param {CryptoKey} message.privateKey the recipient's, with the usage deriveBits
 * @param {Uint8Array} message.publicKey the recipient's
 * @param {Uint8Array} message.enc 32 bytes
 * @param {Uint8Array} message.info
 * @param {Uint8Array} message.aad
 * @param {Uint8Array} message.ciphertext
 * @returns {Promise<Uint8Array>}
 * @throws {CodedError} `weak_key`, `does_not_open`
 */
export async function openBase({ privateKey, publicKey, enc, info, aad, ciphertext }) {
  const secret = await sharedSecret(await x25519(privateKey, enc), enc, publicKey);
  const { key, iv } = await keySchedule(secret, info);
  try {
    return await gcmOpen(key, iv, aad, ciphertext);
  } catch {
    throw new CodedError('does_not_open', 'not authentic, or sealed to another key');
  }
}

/**
 * X25519 (RFC 7748). WebCrypto refuses an all-zero result, as RFC 9180 (7.1.4) demands.
 * @param {CryptoKey} privateKey
 * @param {Uint8Array} rawPublic 32 bytes
 * @returns {Promise<Uint8Array>} 32 bytes
 * @throws {CodedError} `weak_key` for a public key of small order
 */
export async function x25519(privateKey, rawPublic) {
  const publicKey = await subtle.importKey('raw', rawPublic, 'X25519', false, []);
  try {
    return new Uint8Array(await subtle.deriveBits({ name: 'X25519', public: publicKey }, privateKey, 256));
  } catch {
    throw new CodedError('weak_key', 'a public key of small order');
  }
}

/** ExtractAndExpand of the KEM (RFC 9180, 4.1). Wipes `shared`. */
async function sharedSecret(shared, enc, publicKey) {
  const prk = await extract(KEM, NONE, 'eae_prk', shared);
  const secret = await expand(KEM, prk, 'shared_secret', concat(enc, publicKey), 32);
  wipe(shared, prk);
  return secret;
}

/** KeySchedule of the base mode for the first message (RFC 9180, 5.1). Wipes `shared`. */
async function keySchedule(shared, info) {
  const [pskIdHash, infoHash, secret] = await Promise.all([
    extract(SUITE, NONE, 'psk_id_hash', NONE),
    extract(SUITE, NONE, 'info_hash', info),
    extract(SUITE, shared, 'secret', NONE),
  ]);
  const context = concat(Uint8Array.of(0), pskIdHash, infoHash);
  const raw = await expand(SUITE, secret, 'key', context, 32);
  const iv = await expand(SUITE, secret, 'base_nonce', context, 12);
  const key = await gcmKey(raw);
  wipe(shared, secret, raw);
  return { key, iv };
}

function extract(suite, salt, label, ikm) {
  return hkdfExtract('SHA-256', salt, concat(VERSION, suite, utf8(label), ikm));
}

function expand(suite, prk, label, info, length) {
  return hkdfExpand('SHA-256', prk, concat(uintBe(length, 2), VERSION, suite, utf8(label), info), length);
}
