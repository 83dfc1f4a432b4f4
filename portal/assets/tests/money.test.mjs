import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import { PRICE_MAX } from '../modules/body.js';
import { exponentOf, formatAmount, parseAmount } from '../modules/money.js';

test('an amount becomes its minor units, digit by digit', () => {
  for (const [text, exponent, minor] of [
    ['1', 2, 100n], ['0.01', 2, 1n], ['1234567.5', 2, 123456750n], ['1,234,567.50', 2, 123456750n], [' 12 ', 0, 12n],
    ['１２，３４５．６７', 2, 1234567n], ['9007199254740993.01', 2, 900719925474099301n], ['0.001', 3, 1n], ['1’000'.replace('’', "'"), 2, 100000n],
  ]) assert.equal(parseAmount(text, exponent), minor, text);
});

test('what is no amount of the currency is refused by its own code', () => {
  for (const [text, exponent, code] of [
    ['', 2, 'price_empty'], ['  ', 2, 'price_empty'], ['abc', 2, 'price_shape'], ['-1', 2, 'price_shape'], ['1.', 2, 'price_shape'],
    ['1,23', 2, 'price_shape'], ['1e5', 2, 'price_shape'], ['0x10', 2, 'price_shape'], ['.5', 2, 'price_shape'],
    ['1.005', 2, 'price_decimals'], ['1.5', 0, 'price_decimals'], ['0', 2, 'price_range'], ['0.00', 2, 'price_range'],
    [(PRICE_MAX + 1n).toString(), 0, 'price_range'],
  ]) assert.throws(() => parseAmount(text, exponent), { code }, text);
});

test('what is shown is read back as the same amount', () => {
  for (const exponent of [0, 2, 3, 4]) {
    for (const minor of [1n, 99n, 100n, 123456789n, PRICE_MAX]) {
      assert.equal(parseAmount(formatAmount(minor, exponent), exponent), minor);
    }
  }
  assert.equal(formatAmount(5n, 2), '0.05');
  assert.equal(formatAmount(123456n, 0), '123,456');
});

test('the currencies with other minor units are those that the server knows', () => {
  const source = readFileSync(new URL('../../src/render/money.rs', import.meta.url), 'utf8');
  const table = source.slice(source.indexOf('const EXPONENTS'), source.indexOf('];\n\n'));
  const groups = table.split(/\n {4}\(/).slice(1).map((group) => [Number(/(\d),?\s*\)/.exec(group)[1]), group.match(/[A-Z]{3}/g)]);
  assert.equal(groups.length, 3);
  for (const [digits, codes] of groups) codes.forEach((code) => assert.equal(exponentOf(code), digits, code));
  assert.equal(groups.flatMap(([, codes]) => codes).length, 26);
  assert.equal(exponentOf('CNY'), 2);
});
