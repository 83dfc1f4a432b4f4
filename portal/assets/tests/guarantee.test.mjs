/** The hash of a guarantee: `guarantees.json` was made with Python's hashlib, and the rules' own test meets it too. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { hex, unhex } from '../modules/bytes.js';
import { guaranteeHash } from '../modules/guarantee.js';

const cases = JSON.parse(readFileSync(new URL('guarantees.json', import.meta.url), 'utf8'));
const named = ({ salt, ...rest }) => guaranteeHash(rest, { ...rest, salt: unhex(salt) });

test('a guarantee is named by the hash that the rules compute', async () => {
  assert.equal(cases.length, 3);
  for (const one of cases) assert.equal(hex(await named(one)), one.hash);
});

test('every part decides on the hash, and so does where the issuer ends', async () => {
  const [one] = cases;
  const others = [
    { ...one, contract: '00'.repeat(20) },
    { ...one, vendor: '00'.repeat(20) },
    { ...one, salt: '00'.repeat(32) },
    { ...one, issuer: `${one.issuer}B`, number: one.number.slice(1) },
    { ...one, number: `${one.number} ` },
  ];
  for (const other of others) assert.notEqual(hex(await named(other)), one.hash);
});
