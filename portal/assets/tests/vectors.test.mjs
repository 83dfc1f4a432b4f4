/** The vectors that both implementations must meet; the file is made by `crates/envelope/examples/vectors`. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { unhex, hex } from '../modules/bytes.js';
import { CodedError } from '../modules/errors.js';
import { importPrivateKey, publicKeyOf } from '../modules/hpke.js';
import { openStanza } from '../modules/tse1.js';
import { vectorOpen, vectorSeal } from '../modules/vector.js';

const file = new URL('../../../crates/envelope/vectors/tse1.json', import.meta.url);
const { format, opening_keys: keys, cases } = JSON.parse(readFileSync(file, 'utf8'));

async function run({ kind, input }) {
  try {
    return await { seal: vectorSeal, open: vectorOpen }[kind](input);
  } catch (error) {
    if (error instanceof CodedError) return { error: error.code };
    throw error;
  }
}

test('the file is of the known format and has its 150 cases', () => {
  assert.equal(format, 'tse1-vectors-1');
  assert.ok(cases.length >= 150);
});

for (const vector of cases) {
  test(vector.name, async () => assert.deepEqual(await run(vector), vector.expect));
}

test('every member opens its stanza of every sealed vector, and the shares give the body back', async () => {
  const held = new Map(await Promise.all(keys.map(async (key) => [key.public, await importPrivateKey(unhex(key.secret))])));
  for (const [publicKey, privateKey] of held) assert.equal(hex(await publicKeyOf(privateKey)), publicKey);
  const sealed = cases.filter(({ kind, expect }) => kind === 'seal' && expect.envelope);
  assert.ok(sealed.length >= 10);
  for (const { input, expect } of sealed) {
    const { seed, body, ...record } = input;
    const envelope = unhex(expect.envelope);
    const shares = await Promise.all(input.committee.slice(-input.k).map(async (publicKey) => {
      const i = input.committee.indexOf(publicKey) + 1;
      const share = await openStanza({ envelope, i, privateKey: held.get(publicKey), publicKey: unhex(publicKey) });
      return { i, share: hex(share) };
    }));
    assert.deepEqual(await vectorOpen({ ...record, ...expect, shares }), { verdict: 'valid', body, faulty_officers: [] });
  }
});
