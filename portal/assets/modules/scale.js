/**
 * SCALE, the encoding that the contracts speak: integers little-endian, lengths compact.
 * The order of a struct's fields is the caller's. Reference: docs.polkadot.com, "SCALE codec".
 * @module scale
 */
import { concat, readUintLe, uintLe, utf8 } from './bytes.js';
import { CodedError } from './errors.js';

/** @param {number} value @returns {Uint8Array} */
export const u8 = (value) => uintLe(value, 1);
/** @param {number} value @returns {Uint8Array} */
export const u16 = (value) => uintLe(value, 2);
/** @param {number} value @returns {Uint8Array} */
export const u32 = (value) => uintLe(value, 4);
/** @param {number|bigint} value @returns {Uint8Array} */
export const u64 = (value) => uintLe(value, 8);
/** @param {number|bigint} value @returns {Uint8Array} */
export const u128 = (value) => uintLe(value, 16);

/** @param {boolean} value @returns {Uint8Array} */
export const bool = (value) => Uint8Array.of(value ? 1 : 0);

/**
 * A compact integer, below 2^30: all that lengths need here.
 * @param {number} value
 * @returns {Uint8Array} 1, 2 or 4 bytes
 * @throws {CodedError} `out_of_range`
 */
export function compact(value) {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** 30) {
    throw new CodedError('out_of_range', 'a length of 2^30 or more');
  }
  if (value < 2 ** 6) return uintLe(value * 4, 1);
  if (value < 2 ** 14) return uintLe(value * 4 + 1, 2);
  return uintLe(value * 4 + 2, 4);
}

/**
 * A fixed array `[u8; length]`: the bytes as they are.
 * @param {Uint8Array} value
 * @param {number} length
 * @returns {Uint8Array}
 * @throws {CodedError} `out_of_range`
 */
export function fixed(value, length) {
  if (value.length !== length) throw new CodedError('out_of_range', `${value.length} bytes where ${length} are expected`);
  return value;
}

/** `Vec<u8>`. @param {Uint8Array} value @returns {Uint8Array} */
export const bytes = (value) => concat(compact(value.length), value);

/**
 * `String`: UTF-8 behind its length in bytes.
 * @param {string} value
 * @returns {Uint8Array}
 * @throws {CodedError} `bad_text` for text with a lone surrogate, which UTF-8 cannot hold
 */
export function str(value) {
  if (/[\ud800-\udfff]/u.test(value)) throw new CodedError('bad_text', 'text that is not well formed');
  return bytes(utf8(value));
}

/**
 * `Option<T>`.
 * @template T
 * @param {T|null|undefined} value
 * @param {(value: T) => Uint8Array} encode
 * @returns {Uint8Array}
 */
export function option(value, encode) {
  return value === null || value === undefined ? u8(0) : concat(u8(1), encode(value));
}

/**
 * `Vec<T>`.
 * @template T
 * @param {T[]} values
 * @param {(value: T) => Uint8Array} encode
 * @returns {Uint8Array}
 */
export function vec(values, encode) {
  return concat(compact(values.length), ...values.map((value) => encode(value)));
}

/** Reads SCALE strictly: canonical lengths, valid UTF-8, nothing left over. Throws `bad_scale`. */
export class Reader {
  #bytes;

  #at = 0;

  /** @param {Uint8Array} source */
  constructor(source) {
    this.#bytes = source;
  }

  /** Bytes not read yet. @returns {number} */
  get left() {
    return this.#bytes.length - this.#at;
  }

  /** The next `length` bytes, copied. @param {number} length @returns {Uint8Array} */
  fixed(length) {
    if (length > this.left) throw new CodedError('bad_scale', `${length} bytes wanted at ${this.#at}, ${this.left} left`);
    this.#at += length;
    return this.#bytes.slice(this.#at - length, this.#at);
  }

  /** @returns {number} */
  u8() {
    return this.fixed(1)[0];
  }

  /** @returns {number} */
  u16() {
    return Number(readUintLe(this.fixed(2)));
  }

  /** @returns {number} */
  u32() {
    return Number(readUintLe(this.fixed(4)));
  }

  /** @returns {bigint} */
  u64() {
    return readUintLe(this.fixed(8));
  }

  /** @returns {bigint} */
  u128() {
    return readUintLe(this.fixed(16));
  }

  /** A compact integer below 2^30, in its shortest form. @returns {number} */
  compact() {
    const first = this.u8();
    const mode = first & 3;
    if (mode === 3) throw new CodedError('bad_scale', 'a length of 2^30 or more');
    const rest = this.fixed([0, 1, 3][mode]);
    const value = Number(readUintLe(concat(Uint8Array.of(first), rest)) >> 2n);
    if (mode > 0 && value < 2 ** [0, 6, 14][mode]) throw new CodedError('bad_scale', 'a length that is not in its shortest form');
    return value;
  }

  /** `Vec<u8>`. @returns {Uint8Array} */
  bytes() {
    return this.fixed(this.compact());
  }

  /** `String`. @returns {string} */
  str() {
    const raw = this.bytes();
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
    } catch {
      throw new CodedError('bad_scale', 'text that is not UTF-8');
    }
  }

  /**
   * `Option<T>`.
   * @template T
   * @param {() => T} decode
   * @returns {T|null}
   */
  option(decode) {
    const tag = this.u8();
    if (tag > 1) throw new CodedError('bad_scale', 'an option that is neither none nor some');
    return tag === 1 ? decode() : null;
  }

  /**
   * `Vec<T>`; each item takes at least a byte, so a false length ends at the end of the bytes.
   * @template T
   * @param {() => T} decode
   * @returns {T[]}
   */
  vec(decode) {
    const length = this.compact();
    if (length > this.left) throw new CodedError('bad_scale', `a list of ${length} items in ${this.left} bytes`);
    return Array.from({ length }, () => decode());
  }

  /** Refuses bytes left over. */
  end() {
    if (this.left !== 0) throw new CodedError('bad_scale', `${this.left} bytes left over`);
  }
}
