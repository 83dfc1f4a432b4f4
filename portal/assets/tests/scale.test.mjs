import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hex, unhex } from '../modules/bytes.js';
import * as scale from '../modules/scale.js';

test('values are encoded as the SCALE reference has them', () => {
  const cases = [
    [scale.u8(69), '45'],
    [scale.u16(42), '2a00'],
    [scale.u32(16777215), 'ffffff00'],
    [scale.u64(1n << 63n), '0000000000000080'],
    [scale.u128((1n << 128n) - 1n), 'ff'.repeat(16)],
    [scale.bool(true), '01'],
    [scale.compact(0), '00'],
    [scale.compact(63), 'fc'],
    [scale.compact(64), '0101'],
    [scale.compact(16383), 'fdff'],
    [scale.compact(16384), '02000100'],
    [scale.compact(2 ** 30 - 1), 'feffffff'],
    [scale.vec([4, 8, 15, 16, 23, 42], scale.u16), '18040008000f00100017002a00'],
    [scale.str('Hamlet'), '1848616d6c6574'],
    [scale.str('封标'), '18e5b081e6a087'],
    [scale.option(null, scale.u8), '00'],
    [scale.option(1, scale.u8), '0101'],
  ];
  for (const [encoded, expected] of cases) assert.equal(hex(encoded), expected);
});

test('what does not fit its type is refused', () => {
  for (const bad of [() => scale.u8(256), () => scale.compact(2 ** 30), () => scale.compact(-1), () => scale.fixed(new Uint8Array(3), 4)]) {
    assert.throws(bad, { code: 'out_of_range' });
  }
  assert.throws(() => scale.str('\ud800'), { code: 'bad_text' });
});

test('a reader gives back what was encoded', () => {
  const encoded = unhex(`05${'0200'}${'03000000'}${'ff'.repeat(8)}${'01'.padEnd(32, '0')}0c616263${'010700'}0409`);
  const reader = new scale.Reader(encoded);
  assert.equal(reader.u8(), 5);
  assert.equal(reader.u16(), 2);
  assert.equal(reader.u32(), 3);
  assert.equal(reader.u64(), (1n << 64n) - 1n);
  assert.equal(reader.u128(), 1n);
  assert.equal(reader.str(), 'abc');
  assert.equal(reader.option(() => reader.u8()), 7);
  assert.equal(reader.option(() => reader.u8()), null);
  assert.deepEqual(reader.vec(() => reader.u8()), [9]);
  reader.end();
});

test('a text keeps its byte order mark', () => {
  assert.equal(new scale.Reader(scale.str('\ufeffa')).str(), '\ufeffa');
});

test('a reader refuses every other form', () => {
  const refused = (bytes, read) => assert.throws(() => read(new scale.Reader(unhex(bytes))), { code: 'bad_scale' });
  refused('00', (reader) => reader.u16());
  refused('fd00', (reader) => reader.compact());
  refused('01', (reader) => reader.compact());
  refused('fe000000', (reader) => reader.compact());
  refused('03ffffffff', (reader) => reader.compact());
  refused('04ff', (reader) => reader.str());
  refused('08c328', (reader) => reader.str());
  refused('02', (reader) => reader.option(() => 0));
  refused('fdff00', (reader) => reader.vec(() => reader.u8()));
  refused('00', (reader) => reader.end());
});
