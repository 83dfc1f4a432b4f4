import assert from 'node:assert/strict';
import { test } from 'node:test';

import { concat, hex, unhex } from '../modules/bytes.js';
import {
  deriveKeyPair, importPrivateKey, openBase, publicKeyOf, sealBase,
} from '../modules/hpke.js';
import { bytesOf, vectors } from './fixture.mjs';

const vector = vectors('rfc9180_base_x25519_sha256_aes256gcm.json');
const [message] = vector.encryptions;
const info = unhex(vector.info);

test('DeriveKeyPair gives the key pairs of RFC 9180', async () => {
  for (const [ikm, publicKey] of [[vector.ikmE, vector.pkEm], [vector.ikmR, vector.pkRm]]) {
    assert.equal(hex((await deriveKeyPair(unhex(ikm))).publicKey), publicKey);
  }
  assert.equal(hex(await publicKeyOf(await importPrivateKey(unhex(vector.skRm)))), vector.pkRm);
});

test('SealBase gives the ciphertext of RFC 9180', async () => {
  const sealed = await sealBase({
    publicKey: unhex(vector.pkRm), info, aad: unhex(message.aad), plaintext: unhex(message.pt), ikmE: unhex(vector.ikmE),
  });
  assert.equal(hex(sealed.enc), vector.enc);
  assert.equal(hex(sealed.ciphertext), message.ct);
});

test('OpenBase opens the ciphertext of RFC 9180 and nothing that differs from it', async () => {
  const right = {
    privateKey: await importPrivateKey(unhex(vector.skRm)),
    publicKey: unhex(vector.pkRm),
    enc: unhex(vector.enc),
    info,
    aad: unhex(message.aad),
    ciphertext: unhex(message.ct),
  };
  assert.equal(hex(await openBase(right)), message.pt);
  for (const field of ['publicKey', 'enc', 'info', 'aad', 'ciphertext']) {
    const changed = right[field].slice();
    changed[0] ^= 1;
    await assert.rejects(openBase({ ...right, [field]: changed }), { code: 'does_not_open' }, field);
  }
  const stranger = await deriveKeyPair(bytesOf('stranger'));
  await assert.rejects(openBase({ ...right, ...stranger }), { code: 'does_not_open' });
});

test('public keys of small order are refused on both sides', async () => {
  const { privateKey, publicKey } = await deriveKeyPair(bytesOf('recipient'));
  const zero = new Uint8Array(32);
  const message = { info, aad: zero, plaintext: zero, ikmE: bytesOf('ephemeral') };
  for (const weak of [zero, concat(Uint8Array.of(1), zero.subarray(1)),
    unhex('e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800')]) {
    await assert.rejects(sealBase({ ...message, publicKey: weak }), { code: 'weak_key' });
    await assert.rejects(openBase({ ...message, privateKey, publicKey, enc: weak, ciphertext: zero }), { code: 'weak_key' });
  }
});
