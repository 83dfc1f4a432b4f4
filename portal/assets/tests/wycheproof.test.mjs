import assert from 'node:assert/strict';
import { test } from 'node:test';

import { vectors } from './fixture.mjs';
import { FILES, wycheproof } from './wycheproof.mjs';

for (const [name, { least }] of Object.entries(FILES)) {
  test(`the answers of ${name}`, async () => {
    const { ran, failed } = await wycheproof(name, vectors(name));
    assert.deepEqual(failed, []);
    assert.ok(ran >= least, `${ran} cases`);
  });
}

test('a wrong answer in a file is found', async () => {
  const answers = {
    'x25519_test.json': 'shared',
    'aes_gcm_test.json': 'tag',
    'hkdf_sha256_test.json': 'okm',
    'hkdf_sha512_test.json': 'okm',
    'ecdsa_secp256r1_sha256_p1363_test.json': 'sig',
  };
  for (const [name, field] of Object.entries(answers)) {
    const set = vectors(name);
    const good = set.testGroups.filter(({ keySize = 256 }) => keySize === 256 || field === 'okm')
      .flatMap(({ tests }) => tests).find(({ result }) => result === 'valid');
    good[field] = `${good[field].slice(0, -1)}${good[field].endsWith('0') ? '1' : '0'}`;
    const { failed } = await wycheproof(name, set);
    assert.deepEqual(failed, [`${good.tcId}: ${good.comment}`]);
  }
});
