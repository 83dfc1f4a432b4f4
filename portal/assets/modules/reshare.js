/**
 * Shares and seeds of technical envelopes, sealed to those who read them (ENVELOPE, "Readers"). What a member or a
 * vendor seals at once is one blob; the act on chain names its hash. Every function is pure: the caller draws the keying
 * material of each message, once.
 * @module reshare
 */
import { concat, equal, hex, utf8 } from './bytes.js';
import { CodedError } from './errors.js';
import { sha256 } from './hash.js';
import { KIND, contextHash, decodeContext, parseEnvelope, shareHash } from './header.js';
import { openBase, publicKeyOf, sealBase } from './hpke.js';
import * as scale from './scale.js';

const MAGIC = utf8('TSR1');
/** Bytes of one sealed share or seed: encapsulated key 32, ciphertext 48. */
export const SEALED = 80;
/** The most bids in one blob. */
export const BIDS_MAX = 48;
/** The most readers of one bid. */
export const READERS_MAX = 16;
/** The longest blob, in bytes. The length of the list is two bytes then. */
export const BLOB_MAX = 4 + 2 + BIDS_MAX * READERS_MAX * (4 + 20 + SEALED);
/** Stands where a member's number does, for the vendor's seed. */
export const VENDOR = 0;

/**
 * @typedef {object} Reader
 * @property {Uint8Array} person the evaluator's id on chain, 20 bytes
 * @property {Uint8Array} key the X25519 key that the evaluator declared, 32 bytes
 */

/**
 * @typedef {object} Entry what was sealed to one reader of one bid
 * @property {number} bid
 * @property {Uint8Array} reader the evaluator's id on chain
 * @property {Uint8Array} sealed 80 bytes
 */

/**
 * Seals a member's share, or with `i` 0 the vendor's seed, to a reader.
 * @param {object} message
 * @param {Uint8Array} message.envelope
 * @param {number} message.i the member's number, from 1, or 0
 * @param {Uint8Array} message.secret 32 bytes
 * @param {Reader} message.reader
 * @param {Uint8Array} message.ikmE 32 random bytes, never used for another message
 * @returns {Promise<Uint8Array>} 80 bytes
 * @throws {CodedError} `shape`, `not_technical`, `member_index`, `share_hash` (a share that the header does not name),
 * `reader_key`
 */
export async function sealToReader({
  envelope, i, secret, reader, ikmE,
}) {
  const { ch, aad } = await bindings(envelope, i);
  await checkSecret(ch, i, secret, aad);
  try {
    const { enc, ciphertext } = await sealBase({
      publicKey: reader.key, info: infoOf(ch, i, reader.person), aad, plaintext: secret, ikmE,
    });
    return concat(enc, ciphertext);
  } catch (error) {
    if (error.code !== 'weak_key') throw error;
    throw new CodedError('reader_key', 'nothing can be sealed to the key of the reader');
  }
}

/**
 * Opens what a member, or with `i` 0 the vendor, sealed to this reader. Whether a seed is the right one, only the judge
 * tells.
 * @param {object} message
 * @param {Uint8Array} message.envelope
 * @param {number} message.i
 * @param {Uint8Array} message.person the reader's id on chain
 * @param {CryptoKey} message.privateKey X25519
 * @param {Uint8Array} [message.publicKey] 32 bytes
 * @param {Uint8Array} message.sealed
 * @returns {Promise<Uint8Array>} 32 bytes
 * @throws {CodedError} `shape`, `not_technical`, `member_index`; `reshared` when it does not open, `share_hash` when it
 * holds another share
 */
export async function openFromBlob({
  envelope, i, person, privateKey, publicKey, sealed,
}) {
  const { ch, aad } = await bindings(envelope, i);
  const secret = await openBase({
    privateKey,
    publicKey: publicKey ?? await publicKeyOf(privateKey),
    enc: sealed.subarray(0, 32),
    info: infoOf(ch, i, person),
    aad,
    ciphertext: sealed.subarray(32),
  }).catch(() => {
    throw new CodedError('reshared', 'what was sealed to this reader does not open');
  });
  if (secret.length !== 32) throw new CodedError('reshared', 'neither a share nor a seed');
  await checkSecret(ch, i, secret, aad);
  return secret;
}

/**
 * The bytes of a blob.
 * @param {Entry[]} entries ascending by bid and then by reader
 * @returns {Uint8Array}
 * @throws {CodedError} `blob`
 */
export function encodeBlob(entries) {
  checkEntries(entries);
  return concat(MAGIC, scale.vec(entries, ({ bid, reader, sealed }) => concat(
    scale.u32(bid), scale.fixed(reader, 20), scale.fixed(sealed, SEALED),
  )));
}

/**
 * Reads a blob strictly.
 * @param {Uint8Array} blob
 * @returns {Entry[]}
 * @throws {CodedError} `blob`
 */
export function decodeBlob(blob) {
  if (blob.length > BLOB_MAX) throw new CodedError('blob', `${blob.length} bytes, ${BLOB_MAX} at most`);
  if (!equal(blob.subarray(0, 4), MAGIC)) throw new CodedError('blob', 'does not begin with TSR1');
  try {
    const reader = new scale.Reader(blob.subarray(4));
    const entries = reader.vec(() => ({ bid: reader.u32(), reader: reader.fixed(20), sealed: reader.fixed(SEALED) }));
    reader.end();
    checkEntries(entries);
    return entries;
  } catch (error) {
    throw new CodedError('blob', error.message);
  }
}

/**
 * Entries in the order of a blob.
 * @param {Entry[]} entries
 * @returns {Entry[]}
 */
export function sortEntries(entries) {
  return [...entries].sort((one, other) => compare(place(one), place(other)));
}

function checkEntries(entries) {
  if (entries.length === 0) throw new CodedError('blob', 'it holds nothing');
  const places = entries.map(place);
  const wrong = places.findIndex((here, at) => at > 0 && compare(places[at - 1], here) >= 0);
  if (wrong >= 0) throw new CodedError('blob', `entry ${wrong} is not after the one before it`);
  const readers = new Map();
  for (const { bid } of entries) readers.set(bid, (readers.get(bid) ?? 0) + 1);
  if (readers.size > BIDS_MAX) throw new CodedError('blob', `${readers.size} bids, ${BIDS_MAX} at most`);
  if (Math.max(...readers.values()) > READERS_MAX) throw new CodedError('blob', `more than ${READERS_MAX} readers of a bid`);
}

/** Bid and reader as text whose order is theirs. */
function place({ bid, reader }) {
  return `${bid.toString(16).padStart(8, '0')}${hex(reader)}`;
}

function compare(one, other) {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** ch, and what the ciphertext is bound to: h_i, or E for the seed. */
async function bindings(envelope, i) {
  const { ctx, n, hashes } = parseEnvelope(envelope);
  if (decodeContext(ctx).kind !== KIND.technical) throw new CodedError('not_technical', 'this is no technical envelope');
  if (!Number.isInteger(i) || i < 0 || i > n) throw new CodedError('member_index', `there is no member ${i}`);
  return { ch: await contextHash(ctx), aad: i === VENDOR ? await sha256(envelope) : hashes[i - 1] };
}

async function checkSecret(ch, i, secret, hash) {
  if (i !== VENDOR && !equal(await shareHash(ch, i, secret), hash)) {
    throw new CodedError('share_hash', `not the share of member ${i} that the header names`);
  }
}

function infoOf(ch, i, person) {
  return concat(utf8('TSE1-reshare\0'), ch, Uint8Array.of(i), person);
}
