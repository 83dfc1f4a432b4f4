/**
 * Sealing and judging as JSON in, JSON out: what `tenderseal vector seal` and `tenderseal vector open` do, so
 * that the two implementations can be compared. Bodies are opaque bytes; bad input is an error with the same
 * code as the other's, and never a verdict.
 * @module vector
 */
import { hex, unhex } from './bytes.js';
import { CodedError } from './errors.js';
import { committeeHash, decodeContext } from './header.js';
import { importPrivateKey } from './hpke.js';
import { SEALED, decodeBlob, encodeBlob, openFromBlob, sealToReader } from './reshare.js';
import { judge, seal } from './tse1.js';

const text = (value) => typeof value === 'string';
const word = (value) => Number.isInteger(value) && value >= 0 && value < 2 ** 32;
const byte = (value) => Number.isInteger(value) && value >= 0 && value <= 255;
const listOf = (item) => (value) => Array.isArray(value) && value.every(item);
const record = (fields) => (value) => value !== null && typeof value === 'object' && !Array.isArray(value)
  && Object.keys(value).length === Object.keys(fields).length
  && Object.entries(fields).every(([name, fits]) => Object.hasOwn(value, name) && fits(value[name]));

const COMMON = { ctx: text, k: byte, committee: listOf(text) };
const SEAL = record({ ...COMMON, seed: text, body: text });
const OPEN = record({
  ...COMMON, e: text, c: text, envelope: text, shares: listOf(record({ i: byte, share: text })),
});
const RESHARE = record({
  envelope: text, i: byte, secret: text, reader: text, key: text, ephemeral: text,
});
const READ = record({
  envelope: text, i: byte, reader: text, key: text, sealed: text,
});
const ENTRIES = record({ entries: listOf(record({ bid: word, reader: text, sealed: text })) });
const BLOB = record({ blob: text });

/**
 * Seals: `{"ctx":hex,"k":2,"committee":[hex32…],"seed":hex32,"body":hex}` → `{"envelope":hex,"e":hex,"c":hex}`.
 * @param {object} input
 * @returns {Promise<object>}
 * @throws {CodedError} `json` for fields that are missing, unknown or of another type; what `seal` refuses
 */
export async function vectorSeal(input) {
  const bid = {
    ...await common(SEAL, input), seed: unhex(input.seed, 32), body: unhex(input.body),
  };
  const { envelope, e, c } = await seal(bid);
  return { envelope: hex(envelope), e: hex(e), c: hex(c) };
}

/**
 * Judges: `{"ctx":hex,"k":2,"committee":[…],"e":hex,"c":hex,"envelope":hex,"shares":[{"i":1,"share":hex}]}` →
 * the verdict.
 * @param {object} input
 * @returns {Promise<object>}
 * @throws {CodedError} `json` for fields that are missing, unknown or of another type; what `judge` refuses
 */
export async function vectorOpen(input) {
  const bid = { ...await common(OPEN, input), e: unhex(input.e, 32), c: unhex(input.c, 32) };
  const envelope = unhex(input.envelope);
  const shares = input.shares.map(({ i, share }) => ({ i, share: unhex(share, 32) }));
  const verdict = await judge(bid, envelope, { shares, opaque: true });
  return verdict.verdict === 'valid' ? { ...verdict, body: hex(verdict.body) } : verdict;
}

/**
 * Seals a share, or with `i` 0 a seed, to a reader: `{"envelope":hex,"i":1,"secret":hex32,"reader":hex20,"key":hex32,
 * "ephemeral":hex32}` → `{"sealed":hex80}`.
 * @param {object} input
 * @returns {Promise<object>}
 * @throws {CodedError} `json`, and what `sealToReader` refuses
 */
export async function vectorReshare(input) {
  checked(RESHARE, input);
  const sealed = await sealToReader({
    envelope: unhex(input.envelope),
    i: input.i,
    secret: unhex(input.secret, 32),
    reader: { person: unhex(input.reader, 20), key: unhex(input.key, 32) },
    ikmE: unhex(input.ephemeral, 32),
  });
  return { sealed: hex(sealed) };
}

/**
 * Opens what was sealed to a reader: `{"envelope":hex,"i":1,"reader":hex20,"key":hex32,"sealed":hex80}`, `key` being
 * the reader's private key, → `{"secret":hex32}`.
 * @param {object} input
 * @returns {Promise<object>}
 * @throws {CodedError} `json`, and what `openFromBlob` refuses
 */
export async function vectorRead(input) {
  checked(READ, input);
  const secret = await openFromBlob({
    envelope: unhex(input.envelope),
    i: input.i,
    person: unhex(input.reader, 20),
    privateKey: await importPrivateKey(unhex(input.key, 32)),
    sealed: unhex(input.sealed, SEALED),
  });
  return { secret: hex(secret) };
}

/**
 * A blob: `{"entries":[{"bid":0,"reader":hex20,"sealed":hex80}]}` → `{"blob":hex}`.
 * @param {object} input
 * @returns {object}
 * @throws {CodedError} `json`, `blob`
 */
export function vectorBlob(input) {
  checked(ENTRIES, input);
  const entries = input.entries.map(({ bid, reader, sealed }) => ({
    bid, reader: unhex(reader, 20), sealed: unhex(sealed, SEALED),
  }));
  return { blob: hex(encodeBlob(entries)) };
}

/**
 * What a blob holds: `{"blob":hex}` → `{"entries":[…]}`.
 * @param {object} input
 * @returns {object}
 * @throws {CodedError} `json`, `blob`
 */
export function vectorEntries(input) {
  checked(BLOB, input);
  const entries = decodeBlob(unhex(input.blob));
  return { entries: entries.map(({ bid, reader, sealed }) => ({ bid, reader: hex(reader), sealed: hex(sealed) })) };
}

/** What both inputs hold, refused in the order of the other implementation. */
async function common(fits, input) {
  checked(fits, input);
  const { ctx, k, committee } = input;
  const parsed = { ctx: unhex(ctx), k, committee: [] };
  decodeContext(parsed.ctx);
  parsed.committee = committee.map((key) => unhex(key, 32));
  await committeeHash(k, parsed.committee);
  return parsed;
}

function checked(fits, input) {
  if (!fits(input)) throw new CodedError('json', 'not the JSON asked for');
}
