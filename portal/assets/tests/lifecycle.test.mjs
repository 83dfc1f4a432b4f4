/** Evaluated prices: `lifecycles.json` was worked out in Python's integers, and the rules meet it too (portal/src/render/lifecycle.rs). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { bodyOf } from '../modules/bid.js';
import { decodeFinancialBody } from '../modules/body.js';
import { evaluatedPrice } from '../modules/lifecycle.js';
import { parseCost } from '../modules/money.js';

const cases = JSON.parse(readFileSync(new URL('lifecycles.json', import.meta.url), 'utf8'));

test('an evaluated price is the one that the rules compute', () => {
  assert.ok(cases.length > 20);
  for (const { acquisition, costs, rate_bp: rate, evaluated } of cases) {
    const compute = () => evaluatedPrice(BigInt(acquisition), costs.map(BigInt), rate);
    if (evaluated === null) assert.throws(compute, { code: 'evaluated_range' });
    else assert.equal(compute().toString(), evaluated);
  }
});

test('an offer names as many years as the terms ask for', () => {
  const offer = { price: 5n, validUntil: 9n, costs: [3n, 0n], answers: [] };
  assert.deepEqual(decodeFinancialBody(bodyOf(offer, 'CNY', 2)).costs, [3n, 0n]);
  for (const years of [0, 1, 3]) assert.throws(() => bodyOf(offer, 'CNY', years), { code: 'cost_years' });
});

test('a cost may be nothing, and has to be said', () => {
  assert.equal(parseCost('0', 2), 0n);
  assert.equal(parseCost('1,250.50', 2), 125050n);
  assert.throws(() => parseCost(' ', 2), { code: 'cost_empty' });
  assert.throws(() => parseCost('-1', 2), { code: 'cost_shape' });
  assert.throws(() => parseCost('1.234', 2), { code: 'cost_decimals' });
});
