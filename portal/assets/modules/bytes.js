/**
 * Byte strings: hexadecimal, concatenation, big-endian integers, constant-time comparison.
 * All integers of the envelope are big-endian and of fixed width (ENVELOPE, Bytes).
 * @module bytes
 */
import { CodedError } from './errors.js';

const encoder = new TextEncoder();

/**
 * Lower-case hexadecimal of `bytes`.
 * @param {Uint8Array} bytes
 * @returns {string} two digits a byte
 */
export function hex(bytes) {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/**
 * Bytes from hexadecimal, in either case, without a prefix.
 * @param {string} text
 * @param {number} [length] bytes that must come out
 * @returns {Uint8Array}
 * @throws {CodedError} `hex`, `length`
 */
export function unhex(text, length) {
  if (typeof text !== 'string' || text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) {
    throw new CodedError('hex', 'not a whole number of hexadecimal bytes');
  }
  if (length !== undefined && text.length !== 2 * length) {
    throw new CodedError('length', `${text.length / 2} bytes where ${length} are expected`);
  }
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = parseInt(text.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/**
 * One byte string out of many, in order.
 * @param {...Uint8Array} parts
 * @returns {Uint8Array}
 */
export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * The bytes of a text in UTF-8; labels of the envelope are ASCII.
 * @param {string} text
 * @returns {Uint8Array}
 */
export function utf8(text) {
  return encoder.encode(text);
}

/**
 * An unsigned integer in `width` bytes, big-endian.
 * @param {number|bigint} value
 * @param {number} width bytes
 * @returns {Uint8Array}
 * @throws {CodedError} `out_of_range`
 */
export function uintBe(value, width) {
  return uintLe(value, width).reverse();
}

/**
 * An unsigned integer in `width` bytes, little-endian.
 * @param {number|bigint} value
 * @param {number} width bytes
 * @returns {Uint8Array}
 * @throws {CodedError} `out_of_range` for a negative, fractional or too large value
 */
export function uintLe(value, width) {
  if (typeof value !== 'bigint' && !Number.isSafeInteger(value)) {
    throw new CodedError('out_of_range', 'not an integer that a number can hold exactly');
  }
  let rest = BigInt(value);
  if (rest < 0n || rest >> BigInt(8 * width) !== 0n) {
    throw new CodedError('out_of_range', `an integer that does not fit ${width} bytes`);
  }
  const bytes = new Uint8Array(width);
  for (let at = 0; at < width; at += 1, rest >>= 8n) bytes[at] = Number(rest & 0xffn);
  return bytes;
}

/**
 * The unsigned integer that big-endian `bytes` stand for.
 * @param {Uint8Array} bytes
 * @returns {bigint}
 */
export function readUintBe(bytes) {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

/**
 * The unsigned integer that little-endian `bytes` stand for.
 * @param {Uint8Array} bytes
 * @returns {bigint}
 */
export function readUintLe(bytes) {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

/**
 * Whether two byte strings are equal. The time depends on the lengths only, which are public.
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 * @returns {boolean}
 */
export function equal(left, right) {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let at = 0; at < left.length; at += 1) difference |= left[at] ^ right[at];
  return difference === 0;
}

/**
 * Exclusive or of two byte strings of one length.
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 * @returns {Uint8Array}
 */
export function xor(left, right) {
  if (left.length !== right.length) throw new CodedError('out_of_range', 'xor of different lengths');
  return left.map((byte, at) => byte ^ right[at]);
}

/**
 * Overwrites secrets with zeros. The engine may have made copies that no page can reach;
 * this shortens the time for which ours is there.
 * @param {...Uint8Array} secrets
 */
export function wipe(...secrets) {
  for (const secret of secrets) secret.fill(0);
}
