import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { hex, unhex } from '../modules/bytes.js';
import {
  compare, proveTender, recognise, remember,
} from '../modules/chain.js';
import { blake2b256 } from '../modules/keccak.js';
import { lookUp, nodesByHash } from '../modules/trie.js';

/** Of a tender of the demonstration: what `/api/chain`, its proof and its page say. */
const { chain, proof, tender } = JSON.parse(readFileSync(new URL('proof.json', import.meta.url)));
const installation = { genesis: chain.genesis32, node_key: chain.node_key, registry: chain.registry };
const prove = (changed, known = installation, contract = tender.contract) => proveTender({ ...proof, ...changed }, known, contract);

/** The same bytes with one of them changed. */
function flipped(text, at) {
  const bytes = unhex(text);
  bytes[at] ^= 1;
  return hex(bytes);
}

/** A place to keep things, as a browser has. */
function storage() {
  const held = new Map();
  return { getItem: (key) => held.get(key) ?? null, setItem: (key, value) => held.set(key, value) };
}

test('what the chain says of a tender is read from its proof', async () => {
  const proven = await prove({});
  compare(tender, proven);
  for (const name of ['committee_hash', 'k', 'n', 'terms_hash', 'terms_version', 'deadline', 'opening']) {
    assert.equal(proven[name], tender[name], name);
  }
  assert.equal(proven.block, proof.block);
  assert.equal(proven.time, chain.head.time);
});

test('each byte of the header changed is refused', async () => {
  for (let at = 0; at < proof.header.length / 2; at += 1) {
    await assert.rejects(prove({ header: flipped(proof.header, at) }), ({ code }) => ['node_key', 'bad_proof', 'bad_scale'].includes(code), `byte ${at}`);
  }
  await assert.rejects(prove({ header: proof.header.slice(0, -2) }), { name: 'CodedError' });
  await assert.rejects(prove({ header: `${proof.header}00` }), { name: 'CodedError' });
});

test('no node can be left out or changed', async () => {
  for (const [at, node] of proof.nodes.entries()) {
    const without = proof.nodes.toSpliced(at, 1);
    await assert.rejects(prove({ nodes: without }), { code: 'bad_proof' }, `without node ${at}`);
    const changed = proof.nodes.with(at, flipped(node, at % (node.length / 2)));
    await assert.rejects(prove({ nodes: changed }), { code: 'bad_proof' }, `node ${at} changed`);
  }
  await prove({ nodes: [...proof.nodes, '00', 'ff'] });
  await assert.rejects(prove({ nodes: Array(600).fill('00') }), { code: 'bad_proof' });
});

test('another node, registry, installation or contract is refused', async () => {
  await assert.rejects(prove({}, { ...installation, node_key: '11'.repeat(32) }), { name: /Error/ });
  await assert.rejects(prove({}, { ...installation, registry: tender.contract }), { code: 'not_a_tender' });
  await assert.rejects(prove({}, { ...installation, genesis: '11'.repeat(32) }), { code: 'not_a_tender' });
  for (const contract of [chain.registry, '11'.repeat(20)]) {
    await assert.rejects(prove({}, installation, contract), ({ code }) => ['bad_proof', 'not_a_tender', 'bad_scale'].includes(code));
  }
});

test('a page that says something else than the chain is refused', async () => {
  const proven = await prove({});
  assert.throws(() => compare({ ...tender, committee_hash: '11'.repeat(32) }, proven), { code: 'committee_mismatch' });
  assert.throws(() => compare({ ...tender, k: tender.k + 1 }, proven), { code: 'committee_mismatch' });
  assert.throws(() => compare({ ...tender, terms_hash: '11'.repeat(32) }, proven), { code: 'terms_differ' });
  assert.throws(() => compare({ ...tender, terms_version: tender.terms_version + 1 }, proven), { code: 'terms_differ' });
});

test('a browser holds on to the chain of its first visit', () => {
  const kept = storage();
  recognise(kept, { ...installation, node_key: '11'.repeat(32) });
  remember(kept, installation);
  recognise(kept, installation);
  assert.throws(() => recognise(kept, { ...installation, node_key: '11'.repeat(32) }), { code: 'node_key' });
  assert.throws(() => recognise(kept, { ...installation, registry: '11'.repeat(20) }), { code: 'node_key' });
  recognise(kept, { ...installation, genesis: '11'.repeat(32) });
});

test('a trie of one leaf, of none, and what is no node', () => {
  const leaf = Uint8Array.of(0x42, 0xab, 4, 7);
  const [nodes, root] = [nodesByHash([leaf]), blake2b256(leaf)];
  assert.deepEqual(lookUp(nodes, root, Uint8Array.of(0xab)), Uint8Array.of(7));
  for (const other of [[0xac], [], [0xab, 0]]) assert.equal(lookUp(nodes, root, Uint8Array.from(other)), null);
  const none = Uint8Array.of(0);
  assert.equal(lookUp(nodesByHash([none]), blake2b256(none), Uint8Array.of(1)), null);
  for (const broken of [[1], [], [0x42, 0xab, 4], [0x42, 0xab, 4, 7, 7], [0x7f], [0x80, 1]]) {
    const node = Uint8Array.from(broken);
    assert.throws(() => lookUp(nodesByHash([node]), blake2b256(node), Uint8Array.of(0xab)), { code: 'bad_proof' });
  }
});
