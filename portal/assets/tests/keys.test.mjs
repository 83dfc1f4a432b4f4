import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync, pbkdf2Sync, createDecipheriv } from 'node:crypto';
import { test } from 'node:test';

import { ITERATIONS_MIN, openBackup, sealBackup } from '../modules/backup.js';
import { concat, hex, uintBe, unhex, utf8 } from '../modules/bytes.js';
import { openBase, sealBase } from '../modules/hpke.js';
import { signBytes } from '../modules/intent.js';
import { createKey, importDemoKey, keyId, restoreKey } from '../modules/keys.js';
import { bytesOf } from './fixture.mjs';

const PASSWORD = '正确的马 电池 订书钉 horse';

test('the id of a key is the end of Keccak-256 of its public key', () => {
  // The base point of secp256k1: the address of Ethereum's private key 1, which everybody can look up.
  const point = unhex('79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798'
    + '483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8');
  assert.equal(hex(keyId(point)), '7e5f4552091a69125d5dfcb7b8c2659029395bdf');
  assert.throws(() => keyId(point.subarray(1)), { code: 'bad_key' });
});

test('a signing key signs, is not extractable, and comes back from its backup', async () => {
  const { key, backup } = await createKey('signing', PASSWORD);
  assert.equal(key.privateKey.extractable, false);
  assert.equal(key.id, hex(keyId(key.publicKey)));
  await assert.rejects(crypto.subtle.exportKey('pkcs8', key.privateKey));
  const restored = await restoreKey(JSON.stringify(backup), PASSWORD);
  assert.equal(restored.id, key.id);
  assert.equal(restored.privateKey.extractable, false);
  const verifying = await crypto.subtle.importKey(
    'raw', concat(Uint8Array.of(4), key.publicKey), { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'],
  );
  const signature = await signBytes(utf8('act'), restored.privateKey);
  assert.ok(await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, verifying, signature, utf8('act')));
});

test('an opening key opens, is not extractable, and comes back from its backup', async () => {
  const { key, backup } = await createKey('opening', PASSWORD);
  assert.equal(key.privateKey.extractable, false);
  assert.equal(key.id, hex(key.publicKey));
  const restored = await restoreKey(JSON.stringify(backup), PASSWORD);
  const message = { info: utf8('info'), aad: utf8('aad') };
  const sealed = await sealBase({ ...message, publicKey: key.publicKey, plaintext: utf8('share'), ikmE: bytesOf('eph') });
  assert.deepEqual(await openBase({ ...message, ...sealed, ...restored }), utf8('share'));
});

test('another program can open a backup from its description alone', async () => {
  const { key, backup } = await createKey('signing', PASSWORD);
  const { kdf, cipher, ciphertext, version } = backup;
  assert.equal(version, 1);
  const secret = pbkdf2Sync(PASSWORD.normalize('NFKC'), unhex(kdf.salt), kdf.iterations, 32, 'sha256');
  const sealed = unhex(ciphertext);
  const decipher = createDecipheriv('aes-256-gcm', secret, unhex(cipher.iv));
  decipher.setAAD(concat(utf8('TENDERSEAL-KEY-BACKUP\0'), Uint8Array.of(1, 1), key.publicKey, uintBe(kdf.iterations, 4), unhex(kdf.salt)));
  decipher.setAuthTag(sealed.subarray(-16));
  const der = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  const { x } = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' });
  assert.equal(Buffer.from(x, 'base64url').toString('hex'), hex(key.publicKey.subarray(0, 32)));
});

test('a password is at least twelve characters and its form does not matter', async () => {
  for (const short of ['', 'elevenchars', '一二三四五六七八九十一', '😀'.repeat(11)]) {
    await assert.rejects(createKey('signing', short), { code: 'short_password' });
  }
  const { key, backup } = await createKey('signing', 'Ａｎｇｓｔröm 封标封标');
  assert.equal((await restoreKey(JSON.stringify(backup), 'Angstro\u0308m 封标封标')).id, key.id);
});

test('a wrong password and every changed field are refused', async () => {
  const { backup } = await createKey('opening', PASSWORD);
  const text = JSON.stringify(backup);
  await assert.rejects(restoreKey(text, `${PASSWORD}.`), { code: 'wrong_password' });
  const changed = (change, code) => assert.rejects(restoreKey(JSON.stringify({ ...backup, ...change }), PASSWORD), { code });
  const flip = (digits) => (digits.startsWith('0') ? '1' : '0') + digits.slice(1);
  await changed({ public: flip(backup.public) }, 'wrong_password');
  await changed({ ciphertext: flip(backup.ciphertext) }, 'wrong_password');
  await changed({ kdf: { ...backup.kdf, iterations: ITERATIONS_MIN + 1 } }, 'wrong_password');
  await changed({ kdf: { ...backup.kdf, salt: flip(backup.kdf.salt) } }, 'wrong_password');
  await changed({ cipher: { ...backup.cipher, iv: flip(backup.cipher.iv) } }, 'wrong_password');
  await changed({ kind: 'signing' }, 'bad_backup');
  await changed({ kind: 'toString' }, 'bad_backup');
  await changed({ format: 'other' }, 'bad_backup');
  await changed({ version: 2 }, 'bad_backup');
  await changed({ kdf: { ...backup.kdf, iterations: ITERATIONS_MIN - 1 } }, 'bad_backup');
  await changed({ kdf: { ...backup.kdf, iterations: 1e9 } }, 'bad_backup');
  await changed({ kdf: { ...backup.kdf, name: 'scrypt' } }, 'bad_backup');
  await changed({ kdf: undefined }, 'bad_backup');
  await changed({ cipher: { ...backup.cipher, name: 'none' } }, 'bad_backup');
  await changed({ ciphertext: 'xyz' }, 'bad_backup');
  for (const bad of ['', 'null', '[]', '{', text + ' '.repeat(9000)]) {
    await assert.rejects(restoreKey(bad, PASSWORD), { code: 'bad_backup' });
  }
});

test('a backup that names another key than it holds is refused', async () => {
  const { publicKey } = (await createKey('opening', PASSWORD)).key;
  const { backup } = await createKey('opening', PASSWORD);
  const { pkcs8 } = await openBackup(JSON.stringify(backup), PASSWORD);
  const misnamed = await sealBackup({
    kind: 'opening', publicKey, pkcs8, password: PASSWORD, salt: bytesOf('salt', 16), iv: bytesOf('iv', 12),
  });
  await assert.rejects(restoreKey(JSON.stringify(misnamed), PASSWORD), { code: 'bad_backup' });
});

test('a demonstration key is held like any other, and only if it is one', async () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = await importDemoKey(new Uint8Array(pair.privateKey.export({ format: 'der', type: 'pkcs8' })));
  assert.equal(key.privateKey.extractable, false);
  const { x, y } = pair.publicKey.export({ format: 'jwk' });
  assert.equal(hex(key.publicKey), Buffer.concat([Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]).toString('hex'));
  await assert.rejects(importDemoKey(bytesOf('nonsense', 64)), { code: 'bad_key' });
  const other = generateKeyPairSync('x25519').privateKey.export({ format: 'der', type: 'pkcs8' });
  await assert.rejects(importDemoKey(new Uint8Array(other)), { code: 'bad_key' });
  assert.equal((await importDemoKey(new Uint8Array(other), 'opening')).kind, 'opening');
});
