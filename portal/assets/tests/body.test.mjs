import assert from 'node:assert/strict';
import { test } from 'node:test';

import { concat, hex } from '../modules/bytes.js';
import {
  ANSWER_MAX, BODY_MAX, PRICE_MAX, decodeFinancialBody, decodeTechnicalBody, encodeFinancialBody, encodeTechnicalBody,
} from '../modules/body.js';
import { bytesOf } from './fixture.mjs';

const offer = {
  currency: 'CNY',
  price: 123_456n,
  validUntil: 1_790_000_000n,
  costs: [100n, 200n],
  answers: [{ criterion: 1, text: '交货期为合同签订后三十日内。' }, { criterion: 2, text: '' }],
  attachments: [bytesOf('attachment')],
};

test('a financial body is SCALE in the order of the specification', () => {
  const encoded = hex(encodeFinancialBody({ ...offer, answers: [{ criterion: 1, text: 'Yes' }] }));
  assert.equal(encoded, [
    '01', '434e59', '40e20100'.padEnd(32, '0'), '803bb16a'.padEnd(16, '0'),
    '08', '64'.padEnd(32, '0'), 'c8'.padEnd(32, '0'), '04', '0100', '0c596573', '04', hex(bytesOf('attachment')),
  ].join(''));
});

test('bodies come back as they went in', () => {
  assert.deepEqual(decodeFinancialBody(encodeFinancialBody(offer)), offer);
  const { validUntil, answers, attachments } = offer;
  assert.deepEqual(decodeTechnicalBody(encodeTechnicalBody(offer)), { validUntil, answers, attachments });
});

test('prices from 1 to 2^112 − 1 are accepted and no others', () => {
  for (const price of [1n, PRICE_MAX]) assert.equal(decodeFinancialBody(encodeFinancialBody({ ...offer, price })).price, price);
  for (const price of [0n, PRICE_MAX + 1n, -1n, 5]) {
    assert.throws(() => encodeFinancialBody({ ...offer, price }), { code: 'bad_price' });
  }
  const at = 4;
  const encoded = encodeFinancialBody(offer);
  for (const bytes of [new Uint8Array(16), new Uint8Array(16).fill(1, 14, 15)]) {
    const changed = encoded.slice();
    changed.set(bytes, at);
    assert.throws(() => decodeFinancialBody(changed), { code: 'bad_price' });
  }
});

test('answers are bounded in characters and given once', () => {
  const text = '标'.repeat(ANSWER_MAX);
  assert.equal(decodeFinancialBody(encodeFinancialBody({ ...offer, answers: [{ criterion: 1, text }] })).answers[0].text, text);
  const astral = '𠮷'.repeat(ANSWER_MAX);
  assert.equal(encodeFinancialBody({ ...offer, answers: [{ criterion: 1, text: astral }] }).length > 4 * ANSWER_MAX, true);
  for (const answers of [[{ criterion: 1, text: `${text}。` }], [{ criterion: 1, text: '' }, { criterion: 1, text: '' }]]) {
    assert.throws(() => encodeFinancialBody({ ...offer, answers }), { code: 'bad_answers' });
  }
});

test('a body longer than 8 KiB is refused both ways', () => {
  const answers = Array.from({ length: 5 }, (_, criterion) => ({ criterion, text: 'a'.repeat(2_000) }));
  assert.throws(() => encodeFinancialBody({ ...offer, answers }), { code: 'body_too_long' });
  assert.throws(() => decodeFinancialBody(new Uint8Array(BODY_MAX + 1)), { code: 'body_too_long' });
});

test('no prefix of a body is a body, nor is one with something behind it, nor another version', () => {
  const encoded = encodeFinancialBody(offer);
  for (let length = 0; length < encoded.length; length += 1) {
    assert.throws(() => decodeFinancialBody(encoded.subarray(0, length)), { code: 'bad_scale' });
  }
  assert.throws(() => decodeFinancialBody(concat(encoded, Uint8Array.of(0))), { code: 'bad_scale' });
  assert.throws(() => decodeFinancialBody(encoded.with(0, 2)), { code: 'bad_version' });
  assert.throws(() => decodeFinancialBody(encoded.with(1, 0x63)), { code: 'bad_currency' });
  assert.throws(() => encodeFinancialBody({ ...offer, currency: 'cny' }), { code: 'bad_currency' });
  assert.throws(() => encodeFinancialBody({ ...offer, validUntil: -1n }), { code: 'out_of_range' });
  assert.throws(() => encodeFinancialBody({ ...offer, attachments: [bytesOf('short', 31)] }), { code: 'out_of_range' });
});
