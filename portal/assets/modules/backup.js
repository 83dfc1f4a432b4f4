/**
 * The backup file of a key: JSON that a person keeps, sealed with a password.
 *
 * ```
 * { "format": "tenderseal-key-backup", "version": 1,
 *   "kind": "signing" | "opening",
 *   "public": hex,                     signing: P-256 x ‖ y, 64 bytes; opening: X25519, 32 bytes
 *   "kdf": { "name": "PBKDF2-SHA256", "iterations": 600000, "salt": hex of 16 bytes },
 *   "cipher": { "name": "AES-256-GCM", "iv": hex of 12 bytes },
 *   "ciphertext": hex }                the key in PKCS#8, and the tag of 16 bytes
 * ```
 * The password is normalised (NFKC) and taken in UTF-8, so that it can be typed on any keyboard. The key
 * of the cipher is PBKDF2(password, salt, iterations), 32 bytes. Additional data, so that no field can be
 * changed: "TENDERSEAL-KEY-BACKUP\0" ‖ version u8 ‖ kind u8 (1 signing, 2 opening) ‖ public ‖ iterations u32
 * ‖ salt, integers big-endian.
 * @module backup
 */
import { concat, hex, uintBe, unhex, utf8, wipe } from './bytes.js';
import { CodedError } from './errors.js';

const { subtle } = globalThis.crypto;
const FORMAT = 'tenderseal-key-backup';
const VERSION = 1;
const KINDS = { signing: { code: 1, publicLength: 64 }, opening: { code: 2, publicLength: 32 } };
/** OWASP's figure for PBKDF2-HMAC-SHA256. */
export const ITERATIONS_MIN = 600_000;
const ITERATIONS_MAX = 10_000_000;
/** The shortest password, in characters. */
export const PASSWORD_MIN = 12;
/** The largest backup file that is read, characters. */
export const FILE_MAX = 8 * 1024;

/**
 * Seals a private key into a backup.
 * @param {object} key
 * @param {'signing'|'opening'} key.kind
 * @param {Uint8Array} key.publicKey
 * @param {Uint8Array} key.pkcs8
 * @param {string} key.password at least 12 characters
 * @param {Uint8Array} key.salt 16 random bytes
 * @param {Uint8Array} key.iv 12 random bytes
 * @param {number} [key.iterations] at least 600,000
 * @returns {Promise<object>} the file, to be written with JSON.stringify
 * @throws {CodedError} `short_password`, `out_of_range`
 */
export async function sealBackup({ kind, publicKey, pkcs8, password, salt, iv, iterations = ITERATIONS_MIN }) {
  if ([...password.normalize('NFKC')].length < PASSWORD_MIN) {
    throw new CodedError('short_password', `a password has ${PASSWORD_MIN} characters or more`);
  }
  const file = {
    format: FORMAT,
    version: VERSION,
    kind,
    public: hex(publicKey),
    kdf: { name: 'PBKDF2-SHA256', iterations, salt: hex(salt) },
    cipher: { name: 'AES-256-GCM', iv: hex(iv) },
    ciphertext: '',
  };
  const { parameters } = check(file);
  const key = await passwordKey(password, salt, iterations);
  file.ciphertext = hex(new Uint8Array(await subtle.encrypt(parameters, key, pkcs8)));
  return file;
}

/**
 * Opens a backup.
 * @param {string} text the file's content
 * @param {string} password
 * @returns {Promise<{kind: 'signing'|'opening', publicKey: Uint8Array, pkcs8: Uint8Array}>} wipe `pkcs8` after use
 * @throws {CodedError} `bad_backup` for what is no such file, `wrong_password` also for a changed one
 */
export async function openBackup(text, password) {
  const file = parse(text);
  const { parameters, salt, publicKey } = check(file);
  const key = await passwordKey(password, salt, file.kdf.iterations);
  try {
    const pkcs8 = new Uint8Array(await subtle.decrypt(parameters, key, field(file.ciphertext)));
    return { kind: file.kind, publicKey, pkcs8 };
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError('wrong_password', 'the password is wrong, or the file was changed');
  }
}

function parse(text) {
  if (text.length > FILE_MAX) throw new CodedError('bad_backup', `a backup has ${FILE_MAX} characters at most`);
  try {
    return JSON.parse(text);
  } catch {
    throw new CodedError('bad_backup', 'not JSON');
  }
}

/** Checks every public field and gives the cipher's parameters with the additional data. */
function check(file) {
  if (file?.format !== FORMAT || file.version !== VERSION || !Object.hasOwn(KINDS, file.kind)) {
    throw new CodedError('bad_backup', 'not a key backup of version 1');
  }
  const { iterations } = file.kdf ?? {};
  if (
    file.kdf?.name !== 'PBKDF2-SHA256' || file.cipher?.name !== 'AES-256-GCM'
    || !Number.isInteger(iterations) || iterations < ITERATIONS_MIN || iterations > ITERATIONS_MAX
  ) {
    throw new CodedError('bad_backup', 'an unknown key derivation or cipher');
  }
  const { code, publicLength } = KINDS[file.kind];
  const publicKey = field(file.public, publicLength);
  const salt = field(file.kdf.salt, 16);
  const additionalData = concat(
    utf8('TENDERSEAL-KEY-BACKUP\0'), Uint8Array.of(VERSION, code), publicKey, uintBe(iterations, 4), salt,
  );
  return { salt, publicKey, parameters: { name: 'AES-GCM', iv: field(file.cipher.iv, 12), additionalData } };
}

function field(text, length) {
  try {
    return unhex(text, length);
  } catch (error) {
    throw new CodedError('bad_backup', error.message);
  }
}

async function passwordKey(password, salt, iterations) {
  const raw = utf8(password.normalize('NFKC'));
  const base = await subtle.importKey('raw', raw, 'PBKDF2', false, ['deriveKey']);
  wipe(raw);
  const kdf = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return subtle.deriveKey(kdf, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}
