/**
 * What a vendor keeps secret, in every form in which it could be told, and where to look for it.
 * @module secrets
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Bytes of a secret that are looked for at a time: a store may break a longer run over two pages. */
const PART = 16;

/**
 * The forms of a run of bytes: as it is, in hexadecimal digits, in Base64 at each of the three places where it can
 * begin in a longer text.
 * @param {string} name
 * @param {Buffer} bytes at least 12
 */
export function forms(name, bytes) {
  const found = [[`${name} raw`, bytes], [`${name} hex`, bytes.toString('hex')], [`${name} HEX`, bytes.toString('hex').toUpperCase()]];
  for (const before of [0, 1, 2]) {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]);
    // Without the digits that also depend on what stands before or after.
    const from = [0, 2, 3][before];
    const whole = Math.floor((padded.length * 8) / 6);
    found.push([`${name} base64+${before}`, padded.toString('base64').slice(from, whole)]);
    found.push([`${name} base64url+${before}`, padded.toString('base64url').slice(from, whole)]);
  }
  return found.map(([label, value]) => ({ label, bytes: Buffer.from(value) }));
}

/** How somebody could tell a run of bytes, written by other means than `forms`: what the control leaks. */
export function leaksOf(bytes) {
  const around = (before) => Buffer.concat([Buffer.alloc(before, 0x55), bytes, Buffer.alloc(1, 0xaa)]);
  const text = ['base64', 'base64url'].flatMap((form) => [0, 1, 2].map((before) => around(before).toString(form)));
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return Buffer.concat([bytes, Buffer.from(['', digits, digits.toUpperCase(), ...text, ''].join('\n'))]);
}

/** The parts of a long secret, each in all its forms. */
export function parts(name, bytes) {
  const all = [];
  for (let at = 0; at + PART <= bytes.length; at += PART) all.push(...forms(`${name}[${at}]`, bytes.subarray(at, at + PART)));
  return all;
}

/** A price in decimal: minor units, as typed, with separators. */
export function pricesOf(minor, typed) {
  const separated = typed.replace(/\B(?=(\d{3})+(?=\.))/g, ',');
  return [minor, typed, separated].map((text) => ({ label: `price ${text}`, bytes: Buffer.from(text) }));
}

/** A price as 16 bytes, the least significant first. */
export function encodedPrice(minor) {
  const encoded = Buffer.alloc(16);
  encoded.writeBigUInt64LE(BigInt(minor));
  return encoded;
}

/** The labels of the secrets that a haystack holds. */
export function findIn(haystack, secrets) {
  return secrets.filter(({ bytes }) => haystack.includes(bytes)).map(({ label }) => label);
}

/** The files below a folder, with their content. */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => ({ name: relative(folder, path), bytes: readFileSync(path) }));
}

/** A text with its percent signs and pluses resolved, as bytes. */
function unescaped(bytes) {
  const text = bytes.toString('latin1').replaceAll('+', ' ');
  return Buffer.from(text.replace(/%([0-9a-f]{2})/gi, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16))), 'latin1');
}

/** Records everything that a browser context sends, as it is and with its escapes resolved. */
export class Recorder {
  constructor(context) {
    this.sent = [];
    context.on('request', (request) => {
      const headers = Object.entries(request.headers()).map(([name, value]) => `${name}: ${value}\n`).join('');
      const body = request.postDataBuffer() ?? Buffer.alloc(0);
      const whole = Buffer.concat([Buffer.from(`${request.method()} ${request.url()}\n${headers}\n`), body]);
      this.sent.push(whole, unescaped(whole));
    });
  }

  bytes() {
    return Buffer.concat(this.sent);
  }
}
