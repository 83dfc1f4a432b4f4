/**
 * The browser's building blocks against Project Wycheproof. No packages and no files: it runs in Node and, by
 * `browser/page.js`, in Chromium, whose WebCrypto is another one.
 */
import { concat, equal, hex, unhex } from '../modules/bytes.js';
import { CodedError } from '../modules/errors.js';
import { gcmKey, gcmOpen, gcmSeal } from '../modules/gcm.js';
import { hkdfExpand, hkdfExtract } from '../modules/hash.js';
import { committeeHash } from '../modules/header.js';
import { importPrivateKey, x25519 } from '../modules/hpke.js';

const { subtle } = globalThis.crypto;

/** The files, with how many cases of each there must be: what is empty or cut proves nothing. */
export const FILES = {
  'x25519_test.json': { run: agree, least: 518 },
  'aes_gcm_test.json': { run: encrypt, least: 66 },
  'hkdf_sha256_test.json': { run: expand('SHA-256'), least: 86 },
  'hkdf_sha512_test.json': { run: expand('SHA-512'), least: 83 },
  'ecdsa_secp256r1_sha256_p1363_test.json': { run: verify, least: 262 },
};

/**
 * Runs the cases of a file.
 * @param {string} name one of `FILES`
 * @param {object} set its content
 * @returns {Promise<{ran: number, failed: string[]}>}
 */
export async function wycheproof(name, set) {
  const found = { ran: 0, failed: [] };
  for (const group of set.testGroups) {
    for (const vector of group.tests) {
      const right = await FILES[name].run(vector, group).catch(() => false);
      if (right !== undefined) found.ran += 1;
      if (right === false) found.failed.push(`${vector.tcId}: ${vector.comment}`);
    }
  }
  return found;
}

/** What a promise rejects with, our code or WebCrypto's name; undefined where it does not. */
function refusal(promise) {
  return promise.then(() => undefined, (error) => (error instanceof CodedError ? error.code : error.name));
}

/** X25519 as HPKE calls it; a committee takes no key from which nothing secret comes, and none in two spellings. */
async function agree({
  private: secret, public: raw, shared, flags,
}) {
  const publicKey = unhex(raw);
  const result = x25519(await importPrivateKey(unhex(secret)), publicKey);
  const zero = flags.includes('ZeroSharedSecret');
  const member = await refusal(committeeHash(1, [publicKey]));
  if (member !== (zero || flags.includes('NonCanonicalPublic') ? 'committee_key' : undefined)) return false;
  return zero ? await refusal(result) === 'weak_key' : hex(await result) === shared;
}

/** Only the lengths of key, nonce and tag that the envelope has. */
async function encrypt(vector, { keySize, ivSize, tagSize }) {
  if (keySize !== 256 || ivSize !== 96 || tagSize !== 128) return undefined;
  const [raw, iv, aad, message] = [vector.key, vector.iv, vector.aad, vector.msg].map((text) => unhex(text));
  const sealed = concat(unhex(vector.ct), unhex(vector.tag));
  const key = await gcmKey(raw);
  if (vector.result === 'invalid') return await refusal(gcmOpen(key, iv, aad, sealed)) === 'OperationError';
  return equal(await gcmOpen(key, iv, aad, sealed), message) && equal(await gcmSeal(key, iv, aad, message), sealed);
}

function expand(hash) {
  return async (vector) => {
    const prk = await hkdfExtract(hash, unhex(vector.salt), unhex(vector.ikm));
    const okm = hkdfExpand(hash, prk, unhex(vector.info), vector.size);
    return vector.result === 'invalid' ? await refusal(okm) === 'out_of_range' : hex(await okm) === vector.okm;
  };
}

/** Signatures are r ‖ s, as `intent.js` makes them. */
async function verify(vector, { publicKey }) {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await subtle.importKey('raw', unhex(publicKey.uncompressed), algorithm, false, ['verify']);
  const good = await subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, unhex(vector.sig), unhex(vector.msg));
  return good === (vector.result === 'valid');
}
