import assert from 'node:assert/strict';
import { createHash, hkdfSync } from 'node:crypto';
import { test } from 'node:test';

import {
  concat, equal, hex, readUintBe, readUintLe, uintBe, uintLe, unhex, utf8, xor,
} from '../modules/bytes.js';
import { invert, multiply } from '../modules/gf256.js';
import { hkdfExpand, hkdfExtract, sha256 } from '../modules/hash.js';
import { blake2b256, keccak256 } from '../modules/keccak.js';
import { padme } from '../modules/padme.js';
import { combine, split } from '../modules/sharing.js';
import { bytesOf, subsets } from './fixture.mjs';

test('hexadecimal is read strictly', () => {
  assert.deepEqual(unhex('00fFa0'), Uint8Array.of(0, 255, 160));
  assert.equal(hex(Uint8Array.of(0, 255, 160)), '00ffa0');
  for (const bad of ['0', '0x00', 'zz', '00 0', undefined, 12]) {
    assert.throws(() => unhex(bad), { code: 'hex' });
  }
  assert.throws(() => unhex('0000', 3), { code: 'length' });
});

test('integers keep their width and order, and nothing overflows in silence', () => {
  assert.equal(hex(uintBe(0x0102, 4)), '00000102');
  assert.equal(hex(uintLe(0x0102n, 4)), '02010000');
  assert.equal(readUintBe(unhex('00000102')), 258n);
  assert.equal(readUintLe(unhex('02010000')), 258n);
  for (const [value, width] of [[256, 1], [-1, 2], [1.5, 2], [2 ** 53, 8], [1n << 64n, 8]]) {
    assert.throws(() => uintBe(value, width), { code: 'out_of_range' });
  }
});

test('byte strings are equal only when every byte is', () => {
  const one = bytesOf('one');
  assert.ok(equal(one, one.slice()));
  for (let at = 0; at < one.length; at += 1) {
    const other = one.slice();
    other[at] ^= 0x80;
    assert.ok(!equal(one, other));
  }
  assert.ok(!equal(one, one.subarray(1)));
  assert.throws(() => xor(one, one.subarray(1)), { code: 'out_of_range' });
});

test('products in the field are those of FIPS 197 and every element but 0 has an inverse', () => {
  for (const [left, right, product] of [[0x57, 0x83, 0xc1], [0x57, 0x13, 0xfe], [0x57, 0x02, 0xae], [0x57, 0x10, 0x07]]) {
    assert.equal(multiply(left, right), product);
  }
  assert.equal(invert(0), 0);
  for (let value = 1; value < 256; value += 1) assert.equal(multiply(value, invert(value)), 1);
});

test('the field multiplies as polynomials modulo 0x11b do, for every pair', () => {
  for (let left = 0; left < 256; left += 1) {
    for (let right = 0; right < 256; right += 1) {
      let wide = 0;
      for (let bit = 0; bit < 8; bit += 1) if (right & (1 << bit)) wide ^= left << bit;
      for (let bit = 15; bit >= 8; bit -= 1) if (wide & (1 << bit)) wide ^= 0x11b << (bit - 8);
      assert.equal(multiply(left, right), wide);
    }
  }
});

test('every subset of k shares gives the secret and no subset of k − 1 does, for every k of n up to 16', () => {
  const secret = bytesOf('secret');
  let tried = 0;
  for (let n = 1; n <= 16; n += 1) {
    for (let k = 1; k <= n; k += 1) {
      const shares = split(secret, bytesOf(`coefficients ${k}`, 32 * (k - 1)), n).map((share, at) => ({ i: at + 1, share }));
      for (const subset of subsets(shares, k)) {
        assert.ok(equal(combine(subset), secret), `${k} of ${n}`);
        tried += 1;
      }
      for (const subset of k > 1 ? subsets(shares, k - 1) : []) {
        assert.ok(!equal(combine(subset), secret), `${k - 1} of ${n}, ${k} needed`);
        tried += 1;
      }
    }
  }
  // Subsets of k ≥ 2 and of k − 1, as in `crates/envelope/tests/subsets.rs`, and one of each member alone for k = 1.
  assert.equal(tried, 261_956 + 136);
});

test('a share is the polynomial at its number', () => {
  const [secret, coefficients] = [bytesOf('s', 2), bytesOf('c', 4)];
  const shares = split(secret, coefficients, 5);
  const at = (i, byte) => secret[byte] ^ multiply(coefficients[byte], i) ^ multiply(coefficients[2 + byte], multiply(i, i));
  for (let i = 1; i <= 5; i += 1) assert.deepEqual(shares[i - 1], Uint8Array.of(at(i, 0), at(i, 1)));
});

test('shares that cannot be combined are refused', () => {
  const share = bytesOf('share');
  for (const bad of [[], [{ i: 0, share }], [{ i: 256, share }], [{ i: 1, share }, { i: 1, share }],
    [{ i: 1, share }, { i: 2, share: share.subarray(1) }]]) {
    assert.throws(() => combine(bad), { code: 'bad_shares' });
  }
});

test('PADMÉ gives the lengths of its paper and never loses or adds more than 12 %', () => {
  for (const [length, padded] of [[2, 2], [9, 10], [1024, 1024], [1025, 1088], [1088, 1088], [1089, 1152], [8196, 8704], [100_000, 100_352]]) {
    assert.equal(padme(length), padded);
  }
  for (let length = 2; length < 20_000; length += 1) {
    const padded = padme(length);
    assert.ok(padded >= length && padded <= length * 1.12, `${length} became ${padded}`);
    assert.equal(padme(padded), padded);
  }
});

test('hashes give the known answers', async () => {
  const known = [
    ['', 'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'],
    ['abc', '4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45'],
    ['The quick brown fox jumps over the lazy dog', '4d741b6f1eb29cb2a9b9911c82f56fa8d73b04959d3d9d222895df6c0b28aa15'],
  ];
  for (const [message, digest] of known) assert.equal(hex(keccak256(utf8(message))), digest);
  assert.equal(hex(keccak256(new Uint8Array(136))), '3a5912a7c5faa06ee4fe906253e339467a9ce87d533c65be3c15cb231cdb25f9');
  assert.equal(hex(blake2b256(utf8('abc'))), 'bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319');
  assert.equal(hex(await sha256(utf8('a'), utf8('bc'))), createHash('sha256').update('abc').digest('hex'));
});

test('HKDF agrees with RFC 5869 and with another implementation', async () => {
  const salt = unhex('000102030405060708090a0b0c');
  const info = unhex('f0f1f2f3f4f5f6f7f8f9');
  const prk = await hkdfExtract('SHA-256', salt, new Uint8Array(22).fill(0x0b));
  assert.equal(hex(prk), '077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5');
  assert.equal(
    hex(await hkdfExpand('SHA-256', prk, info, 42)),
    '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
  );
  for (const [hash, length] of [['SHA-256', 0], ['SHA-256', 8160], ['SHA-512', 76], ['SHA-512', 64]]) {
    const ikm = bytesOf('ikm');
    const expected = hkdfSync(hash.replace('-', ''), ikm, new Uint8Array(0), info, Math.max(length, 1)).slice(0, length);
    const extracted = await hkdfExtract(hash, new Uint8Array(0), ikm);
    assert.deepEqual(await hkdfExpand(hash, extracted, info, length), new Uint8Array(expected));
  }
  await assert.rejects(hkdfExpand('SHA-256', prk, info, 8161), { code: 'out_of_range' });
});

test('concatenation of nothing is nothing', () => {
  assert.equal(concat().length, 0);
});
