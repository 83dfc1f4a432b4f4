/**
 * What the chain says of a tender, checked in this browser: a header that the chain's node sealed, the cells under its state
 * root, and the node's key as this browser knows it since its first visit. What the portal says is believed only where the
 * chain says it too.
 *
 * It does not protect from a node that makes two histories: receipts and `tenderseal verify --anchor` show that.
 * @module chain
 */
import { concat, equal, hex, unhex } from './bytes.js';
import { CodedError } from './errors.js';
import { blake2b128, blake2b256 } from './keccak.js';
import { Reader } from './scale.js';
import * as scale from './scale.js';
import { lookUp, nodesByHash } from './trie.js';

/** Names the chain's own items in a header's digest: `TSNK`. */
const ENGINE = '54534e4b';
/** Kinds of such items (SCALE of `DigestItem`). */
const [CONSENSUS, SEAL] = [4, 5];
const HEADER_MAX = 4096;
/** Where the state keeps what pallet-revive knows of an address, and the block's time: TwoX-128 of pallet and of item. */
const ACCOUNT = unhex('735f040a5d490f1107ad9c56f5ca00d2ae37ff0591fdbbcd9c2406df7147a9dc');
const TIME = unhex('f0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb');
const CHILD = new TextEncoder().encode(':child_storage:default:');
/** Keys of cells (rules, `tender::Cell` and `registry::Cell`). */
const CORE = Uint8Array.of(1);
const STATE = Uint8Array.of(5);
const tenderCell = (number) => concat(Uint8Array.of(9), scale.u32(number));

const bad = (why) => new CodedError('bad_proof', why);

/**
 * @typedef {object} Installation what a browser remembers of a chain
 * @property {string} genesis the installation's random bytes
 * @property {string} node_key
 * @property {string} registry the registry's contract
 */

/**
 * @typedef {object} ProvenTender
 * @property {number} block
 * @property {number} time Unix seconds
 * @property {string} genesis
 * @property {string} committee_hash
 * @property {number} k
 * @property {number} n
 * @property {number} terms_version
 * @property {string} terms_hash
 * @property {number} deadline Unix seconds
 * @property {number} opening first second of the opening, Unix seconds
 */

/**
 * Checks a proof of a tender.
 * @param {{header: string, nodes: string[]}} proof as the portal gives it
 * @param {Installation} installation as this browser knows it
 * @param {string} contract the tender's
 * @returns {Promise<ProvenTender>}
 * @throws {CodedError} `bad_proof`, `node_key` (another node sealed it), `not_a_tender` (the registry knows no such tender)
 */
export async function proveTender({ header, nodes }, { genesis, node_key: key, registry }, contract) {
  if (header.length > 2 * HEADER_MAX) throw bad('a header too large to be one');
  const { number, root } = await sealedHeader(unhex(header), unhex(key, 32));
  const held = nodesByHash(nodes.map((node) => unhex(node)));
  const own = cellsOf(held, root, unhex(contract, 20));
  const core = readCore(own(CORE));
  if (core.genesis !== genesis || core.registry !== registry) throw new CodedError('not_a_tender', 'of another installation');
  const entry = cellsOf(held, root, unhex(registry, 20))(tenderCell(core.number));
  if (!entry || hex(entry) !== contract) throw new CodedError('not_a_tender', 'not in the registry');
  const time = lookUp(held, root, TIME);
  if (time?.length !== 8) throw bad('no time');
  return {
    block: number, time: Number(new Reader(time).u64() / 1000n), ...core, ...readState(own(STATE)),
  };
}

/** The number and state root of a header that the node sealed. */
async function sealedHeader(bytes, nodeKey) {
  const { number, root, seal } = readHeader(bytes);
  const digest = blake2b256(seal.unsealed);
  const { subtle } = globalThis.crypto;
  const key = await subtle.importKey('raw', nodeKey, { name: 'Ed25519' }, false, ['verify']);
  if (!await subtle.verify({ name: 'Ed25519' }, key, seal.signature, digest)) {
    throw new CodedError('node_key', 'not sealed by the node that this browser knows');
  }
  return { number, root };
}

/** SCALE of a header: parent, number, state root, extrinsics root, and the digest, whose last item is the seal. */
function readHeader(bytes) {
  const reader = new Reader(bytes);
  reader.fixed(32);
  const number = reader.compact();
  const root = reader.fixed(32);
  reader.fixed(32);
  const before = bytes.length - reader.left;
  const items = reader.compact();
  const start = bytes.length - reader.left;
  let last = null;
  for (let item = 0; item < items; item += 1) {
    const at = bytes.length - reader.left;
    const kind = reader.u8();
    if (kind !== SEAL && kind !== CONSENSUS) throw bad('a digest item of an unknown kind');
    last = { at, kind, engine: hex(reader.fixed(4)), data: reader.bytes() };
  }
  reader.end();
  if (last?.kind !== SEAL || last.engine !== ENGINE || last.data.length !== 64) throw bad('the header has no seal');
  // What was signed is the header without its last item.
  const unsealed = concat(bytes.subarray(0, before), scale.compact(items - 1), bytes.subarray(start, last.at));
  return { number, root, seal: { unsealed, signature: last.data } };
}

/** Reads cells of a contract: they lie in a trie of their own, whose root is in the state. */
function cellsOf(nodes, root, contract) {
  const account = lookUp(nodes, root, concat(ACCOUNT, contract));
  if (!account || account[0] !== 0) throw new CodedError('not_a_tender', 'no contract');
  const trie = new Reader(account.subarray(1)).bytes();
  const child = lookUp(nodes, root, concat(CHILD, trie));
  if (child?.length !== 32) throw bad('no storage');
  return (key) => lookUp(nodes, child, concat(blake2b128(key), key));
}

/** SCALE of `tender::Core`. */
function readCore(bytes) {
  if (!bytes) throw new CodedError('not_a_tender', 'no tender');
  const reader = new Reader(bytes);
  const [genesis, registry, number] = [hex(reader.fixed(32)), hex(reader.fixed(20)), reader.u32()];
  reader.fixed(20);
  return {
    genesis, registry, number, committee_hash: hex(reader.fixed(32)), k: reader.u8(), n: reader.u8(),
  };
}

/** SCALE of `tender::State`, as far as a browser compares it. */
function readState(bytes) {
  if (!bytes) throw new CodedError('not_a_tender', 'no state');
  const reader = new Reader(bytes);
  for (let count = 0; count < 5; count += 1) reader.u32();
  reader.option(() => reader.u64());
  for (let count = 0; count < 4; count += 1) reader.u32();
  reader.option(() => reader.u64());
  reader.option(() => reader.u32());
  readAward(reader);
  reader.option(() => reader.u64());
  const [deadline, guard] = [Number(reader.u64()), reader.u32()];
  for (let count = 0; count < 5; count += 1) reader.u32();
  reader.u32();
  reader.u8();
  return {
    deadline, opening: deadline + guard, terms_version: reader.u32(), terms_hash: hex(reader.fixed(32)),
  };
}

function readAward(reader) {
  const kind = reader.u8();
  if (kind > 2) throw bad('an award of an unknown kind');
  if (kind === 1) reader.fixed(4 + 20 + 32);
  if (kind === 2) reader.fixed(4 + 8);
}

/** Refuses what the portal says where the chain says something else. */
export function compare(facts, proven) {
  const same = (name) => facts[name] === proven[name];
  if (!same('committee_hash') || !same('k')) throw new CodedError('committee_mismatch', 'another committee than on the chain');
  if (!same('terms_hash') || !same('terms_version')) throw new CodedError('terms_differ', 'other terms than on the chain');
}

const placeOf = ({ genesis }) => `tenderseal-chain:${genesis}`;
const written = ({ node_key: key, registry }) => JSON.stringify([key, registry]);

/**
 * Refuses an installation that is not the one of this browser's first visit.
 * @param {Storage} storage
 * @param {Installation} told what the portal says
 * @throws {CodedError} `node_key`
 */
export function recognise(storage, told) {
  const known = storage.getItem(placeOf(told));
  if (known !== null && known !== written(told)) throw new CodedError('node_key', 'the portal names another chain than before');
}

/**
 * Remembers an installation of which something was proven: nothing else is worth holding on to.
 * @param {Storage} storage
 * @param {Installation} proven
 */
export function remember(storage, proven) {
  storage.setItem(placeOf(proven), written(proven));
}

/**
 * Fetches the proof of a tender, checks it, and compares it with what the page says.
 * @param {object} facts with `genesis`, `contract` and what is compared
 * @returns {Promise<ProvenTender>}
 * @throws {CodedError} what `recognise`, `proveTender` and `compare` refuse, `no_proof` when the portal gives none
 */
export async function checkChain(facts) {
  const [chain, proof] = await Promise.all([get('/api/chain'), get(`/api/tenders/${facts.contract}/proof`)]);
  const { genesis32: genesis, node_key: key, registry } = chain;
  if (genesis !== facts.genesis) throw new CodedError('node_key', 'the page is about another chain');
  const installation = { genesis, node_key: key, registry };
  recognise(localStorage, installation);
  const proven = await proveTender(proof, installation, facts.contract);
  remember(localStorage, installation);
  compare(facts, proven);
  return proven;
}

/**
 * As `checkChain`, for somebody who opens envelopes: by the chain's time the opening has begun.
 * @param {object} facts
 * @returns {Promise<ProvenTender>}
 * @throws {CodedError} what `checkChain` refuses, `before_opening`
 */
export async function checkOpening(facts) {
  const proven = await checkChain(facts);
  if (proven.time < proven.opening) throw new CodedError('before_opening', 'by the chain nothing is opened yet');
  return proven;
}

async function get(path) {
  const answer = await fetch(path, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new CodedError('no_proof', `the portal answered ${answer.status}`);
  return answer.json();
}
