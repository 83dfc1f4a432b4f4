import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';

import { ACTS, ROLES } from '../modules/acts.js';
import { concat, hex, uintLe, unhex, utf8 } from '../modules/bytes.js';
import {
  encodeAct, intentBytes, provePossession, signAct,
} from '../modules/intent.js';
import { createKey } from '../modules/keys.js';
import { blake2b256 } from '../modules/keccak.js';
import { bytesOf } from './fixture.mjs';
import { TURNS, example, signedMessages } from './rust-types.mjs';

const { key } = await createKey('signing', 'a password for tests');
const genesis = bytesOf('genesis');
const contract = bytesOf('contract', 20);

function verifies(bytes, signature) {
  const [x, y] = [key.publicKey.subarray(0, 32), key.publicKey.subarray(32)].map((part) => Buffer.from(part).toString('base64url'));
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  return verify('sha256', bytes, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
}

test('every signed message of the rules is here, with its selector, and no other', () => {
  const rust = signedMessages().map(({ name, selector }) => `${name} ${selector}`);
  assert.ok(rust.length >= 20);
  assert.deepEqual(Object.entries(ACTS).map(([name, { selector }]) => `${name} ${selector}`), rust);
});

test('every selector is the beginning of BLAKE2b-256 of the name', () => {
  for (const [name, { selector }] of Object.entries(ACTS)) {
    assert.equal(hex(blake2b256(utf8(name)).subarray(0, 4)), selector, name);
  }
});

for (const { type, name, fields } of signedMessages()) {
  test(`${name} is encoded as the rules' ${type} is`, () => {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const parts = fields.map(([field, of]) => [field, example(of, `${name}.${field}`, turn)]);
      const values = Object.fromEntries(parts.map(([field, { value }]) => [field, value]));
      const { args } = encodeAct(name, values);
      assert.equal(hex(args), hex(concat(...parts.map(([, { scale }]) => scale))));
    }
  });
}

test('values that fit no field are refused', () => {
  const refused = (name, fields, code) => assert.throws(() => encodeAct(name, fields), { code });
  refused('no_such_act', {}, 'unknown_act');
  refused('toString', {}, 'unknown_act');
  refused('object', { bid: 1, fault: 'other' }, 'bad_act');
  refused('withdraw_bid', { attempt: '-1' }, 'bad_act');
  refused('withdraw_bid', { attempt: '0x10' }, 'bad_act');
  refused('withdraw_bid', { attempt: 2 ** 32 }, 'out_of_range');
  refused('withdraw_bid', { attempt: undefined }, 'out_of_range');
  refused('propose_finding', { objection: 1, upheld: 'false', reason: bytesOf('r') }, 'bad_act');
  refused('admit_org', { org: bytesOf('org', 32) }, 'out_of_range');
  refused('admit_org', { org: 'zz' }, 'hex');
  refused('add_profile', { profile: { least: {}, code: 'a', name: 'a', procedure: 'open_two_envelope' } }, 'bad_act');
  refused('add_person', { key: bytesOf('key', 64), roles: ['king'], possession: bytesOf('p', 64) }, 'bad_act');
});

test('roles are the bits of the rules', () => {
  ROLES.forEach((role, bit) => {
    const { args } = encodeAct('add_person', { key: bytesOf('k', 64), roles: [role], possession: bytesOf('p', 64) });
    assert.deepEqual(args.subarray(64, 68), uintLe(2 ** bit, 4));
  });
});

test('an intent is signed as CONTRACTS says and travels in front of its arguments', async () => {
  const intent = { genesis, contract, nonce: 7n, validUntil: 1_790_000_000 };
  const { call, digest } = await signAct({ ...intent, name: 'withdraw_bid', fields: { attempt: 3 }, key });
  const args = unhex('03000000');
  const tail = unhex(`${key.id}${'07'.padEnd(16, '0')}${'803bb16a'.padEnd(16, '0')}`);
  const bytes = concat(utf8('TENDERSEAL-INTENT\0'), genesis, contract, unhex('c4e6a41b'), args, tail);
  assert.deepEqual(intentBytes({ ...intent, selector: unhex('c4e6a41b'), args, key: unhex(key.id) }), bytes);
  assert.equal(hex(call.subarray(0, 4)), 'c4e6a41b');
  assert.deepEqual(call.slice(4, 40), tail);
  assert.ok(verifies(bytes, call.slice(40, 104)));
  assert.deepEqual(call.slice(104), args);
  assert.equal(hex(digest), createHash('sha256').update(args).digest('hex'));
});

test('any other installation, contract, nonce or time needs another signature', async () => {
  const intent = { genesis, contract, nonce: 1, validUntil: 2 };
  const { call } = await signAct({ ...intent, name: 'withdraw_bid', fields: { attempt: 3 }, key });
  const signature = call.slice(40, 104);
  const right = { ...intent, selector: unhex('c4e6a41b'), args: unhex('03000000'), key: unhex(key.id) };
  assert.ok(verifies(intentBytes(right), signature));
  const changes = [{ genesis: bytesOf('other') }, { contract: bytesOf('other', 20) }, { nonce: 2 }, { validUntil: 3 },
    { key: bytesOf('other', 20) }, { args: unhex('04000000') }, { selector: unhex('de45a3b0') }];
  for (const change of changes) assert.ok(!verifies(intentBytes({ ...right, ...change }), signature));
  assert.throws(() => intentBytes({ ...right, genesis: genesis.subarray(1) }), { code: 'out_of_range' });
  assert.throws(() => intentBytes({ ...right, nonce: -1 }), { code: 'out_of_range' });
});

test('a new key proves that somebody holds it', async () => {
  const claim = { genesis, registry: contract, org: bytesOf('org', 20), key };
  const bytes = concat(utf8('TENDERSEAL-KEY\0'), genesis, contract, claim.org, key.publicKey);
  assert.ok(verifies(bytes, await provePossession(claim)));
});
