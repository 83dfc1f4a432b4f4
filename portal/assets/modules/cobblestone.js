/**
 * Cobblestone-256: C2SP chunked encryption (c2sp.org/chunked-encryption) with SHA-512 and AES-256-GCM.
 * A ciphertext is salt 24 ‖ commitment 32 ‖ chunks of 16 KiB, each with a tag of 16 bytes;
 * the last chunk is always shorter than 16 KiB and may be empty, which is what marks the end.
 * @module cobblestone
 */
import { concat, equal, uintBe, utf8, wipe, xor } from './bytes.js';
import { CodedError } from './errors.js';
import { gcmKey, gcmOpen, gcmSeal } from './gcm.js';
import { hkdfExpand } from './hash.js';

const CHUNK = 16 * 1024;
const TAG = 16;
const SALT = 24;
const HEADER = SALT + 32;
const NONE = new Uint8Array(0);
const LABEL = utf8('c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0');

/**
 * Encrypts a message.
 * @param {object} message
 * @param {Uint8Array} message.key 32 uniformly random bytes
 * @param {Uint8Array} message.salt 24 bytes, never twice with one key
 * @param {Uint8Array} message.context bound to the ciphertext, not sent
 * @param {Uint8Array} message.plaintext
 * @returns {Promise<Uint8Array>} |plaintext| + 56 + 16 for each chunk
 */
export async function encrypt({ key, salt, context, plaintext }) {
  const { aead, nonce, commitment } = await derive(key, salt, context);
  const parts = [salt, commitment];
  for (let index = 0; index * CHUNK <= plaintext.length; index += 1) {
    const chunk = plaintext.subarray(index * CHUNK, (index + 1) * CHUNK);
    parts.push(await gcmSeal(aead, nonceOf(nonce, index), NONE, chunk));
  }
  return concat(...parts);
}

/**
 * Decrypts a message as a whole: nothing comes out unless all of it is right.
 * @param {object} message
 * @param {Uint8Array} message.key
 * @param {Uint8Array} message.context
 * @param {Uint8Array} message.ciphertext
 * @returns {Promise<Uint8Array>}
 * @throws {CodedError} `truncated`, `wrong_commitment` (another key or context), `wrong_chunk`
 */
export async function decrypt({ key, context, ciphertext }) {
  const chunks = ciphertext.length - HEADER;
  if (chunks < TAG || chunks % (CHUNK + TAG) < TAG) {
    throw new CodedError('truncated', 'a ciphertext of this length is cut off');
  }
  const { aead, nonce, commitment } = await derive(key, ciphertext.subarray(0, SALT), context);
  if (!equal(commitment, ciphertext.subarray(SALT, HEADER))) {
    throw new CodedError('wrong_commitment', 'the ciphertext was made with another key or context');
  }
  const parts = [];
  for (let index = 0, at = HEADER; at < ciphertext.length; index += 1, at += CHUNK + TAG) {
    const sealed = ciphertext.subarray(at, at + CHUNK + TAG);
    try {
      parts.push(await gcmOpen(aead, nonceOf(nonce, index), NONE, sealed));
    } catch {
      throw new CodedError('wrong_chunk', `chunk ${index} is not authentic`);
    }
  }
  return concat(...parts);
}

async function derive(key, salt, context) {
  if (key.length !== 32 || salt.length !== SALT) {
    throw new CodedError('out_of_range', 'the key has 32 bytes and the salt 24');
  }
  const okm = await hkdfExpand('SHA-512', key, concat(LABEL, salt, context), 32 + 12 + 32);
  const aead = await gcmKey(okm.subarray(0, 32));
  const parts = { aead, nonce: okm.slice(32, 44), commitment: okm.slice(44) };
  wipe(okm);
  return parts;
}

function nonceOf(base, index) {
  return xor(base, uintBe(index, 12));
}
