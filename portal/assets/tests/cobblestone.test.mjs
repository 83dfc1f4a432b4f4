import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';

import { equal, unhex } from '../modules/bytes.js';
import { decrypt, encrypt } from '../modules/cobblestone.js';
import { bytesOf, vectors } from './fixture.mjs';

const cases = vectors('c2sp_chunked_encryption_aes_256_gcm_test.json').testGroups.flatMap(({ tests }) => tests);

test('the file has its 35 cases', () => assert.ok(cases.length >= 35));

for (const vector of cases) {
  test(`Wycheproof ${vector.tcId}: ${vector.comment} is ${vector.result}`, async () => {
    const key = unhex(vector.key);
    const context = unhex(vector.ctx);
    const ciphertext = new Uint8Array(inflateSync(unhex(vector.ct)));
    if (vector.result === 'invalid') {
      await assert.rejects(decrypt({ key, context, ciphertext }), { name: 'CodedError' });
      return;
    }
    const plaintext = await decrypt({ key, context, ciphertext });
    assert.equal(plaintext.length, vector.msgLength);
    assert.equal(createHash('sha512').update(plaintext).digest('hex'), vector.msgSha512);
    const again = await encrypt({ key, salt: ciphertext.slice(0, 24), context, plaintext });
    assert.ok(equal(again, ciphertext), 'encrypting again gives the same bytes');
  });
}

test('lengths around the chunk boundary come back, and grow by what the specification says', async () => {
  const [key, salt, context] = [bytesOf('key'), bytesOf('salt', 24), bytesOf('context')];
  for (const length of [0, 1, 16383, 16384, 16385, 32767, 32768]) {
    const plaintext = bytesOf('message', length);
    const ciphertext = await encrypt({ key, salt, context, plaintext });
    assert.equal(ciphertext.length, 56 + length + 16 * (Math.floor(length / 16384) + 1));
    assert.deepEqual(await decrypt({ key, context, ciphertext }), plaintext);
  }
});

test('keys and salts of another length are refused', async () => {
  const message = { key: bytesOf('key'), salt: bytesOf('salt', 24), context: bytesOf('c'), plaintext: bytesOf('m') };
  await assert.rejects(encrypt({ ...message, key: bytesOf('key', 16) }), { code: 'out_of_range' });
  await assert.rejects(encrypt({ ...message, salt: bytesOf('salt', 23) }), { code: 'out_of_range' });
});
