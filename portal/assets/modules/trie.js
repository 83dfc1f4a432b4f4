/**
 * Reading one key of a chain's state from a proof: the trie nodes on the way to it, each under its hash. The state is a
 * Patricia trie of base 16 over BLAKE2b-256, layout V1 (Polkadot specification, "Trie structure"): a value of more than
 * 32 bytes is stored apart, under its own hash.
 * @module trie
 */
import { equal, hex } from './bytes.js';
import { CodedError } from './errors.js';
import { blake2b256 } from './keccak.js';
import { Reader } from './scale.js';

/** What a proof may have, so that a hostile one costs little. */
const NODES_MAX = 512;
const BYTES_MAX = 512 * 1024;
/** The kinds of nodes by their first bits: mask, bits, how many bits of the length are in the first byte, what is in it. */
const KINDS = [
  { mask: 0xc0, bits: 0x40, room: 6, leaf: true, value: 'inline' },
  { mask: 0xc0, bits: 0x80, room: 6, leaf: false, value: 'none' },
  { mask: 0xc0, bits: 0xc0, room: 6, leaf: false, value: 'inline' },
  { mask: 0xe0, bits: 0x20, room: 5, leaf: true, value: 'hashed' },
  { mask: 0xf0, bits: 0x10, room: 4, leaf: false, value: 'hashed' },
];

const bad = (why) => new CodedError('bad_proof', why);

/**
 * The nodes of a proof by their hashes.
 * @param {Uint8Array[]} nodes
 * @returns {Map<string, Uint8Array>}
 * @throws {CodedError} `bad_proof` when there are too many of them
 */
export function nodesByHash(nodes) {
  if (nodes.length > NODES_MAX || nodes.reduce((sum, { length }) => sum + length, 0) > BYTES_MAX) {
    throw bad('a proof too large to be one');
  }
  return new Map(nodes.map((node) => [hex(blake2b256(node)), node]));
}

/**
 * The value under a key, or null when the proof shows that there is none.
 * @param {Map<string, Uint8Array>} nodes from `nodesByHash`
 * @param {Uint8Array} root 32 bytes
 * @param {Uint8Array} key
 * @returns {Uint8Array|null}
 * @throws {CodedError} `bad_proof` when a node on the way is missing or is none
 */
export function lookUp(nodes, root, key) {
  let rest = nibbles(key, key.length * 2);
  let node = held(nodes, root);
  for (;;) {
    const { partial, value, children } = decode(nodes, node);
    if (!equal(partial, rest.subarray(0, partial.length)) || partial.length > rest.length) return null;
    if (partial.length === rest.length) return value();
    const child = children[rest[partial.length]];
    if (!child) return null;
    rest = rest.subarray(partial.length + 1);
    node = child.length === 32 ? held(nodes, child) : child;
  }
}

function held(nodes, hash) {
  const node = nodes.get(hex(hash));
  if (!node) throw bad('a node is missing');
  return node;
}

/** Half bytes, of which an odd number begins with the lower half of the first byte. */
function nibbles(bytes, count) {
  const all = [...bytes].flatMap((byte) => [byte >> 4, byte & 15]);
  return Uint8Array.from(all.slice(all.length - count));
}

function decode(nodes, node) {
  if (node.length === 1 && node[0] === 0) return { partial: new Uint8Array(0), value: () => null, children: [] };
  try {
    const reader = new Reader(node);
    const first = reader.u8();
    const kind = KINDS.find(({ mask, bits }) => (first & mask) === bits);
    if (!kind) throw bad('no node');
    const count = length(first, kind.room, reader);
    const partial = nibbles(reader.fixed(Math.ceil(count / 2)), count);
    const bitmap = kind.leaf ? 0 : reader.u16();
    const value = readValue(nodes, reader, kind.value);
    const children = Array.from({ length: 16 }, (_, at) => ((bitmap >> at) & 1 ? reader.bytes() : null));
    reader.end();
    return { partial, value, children };
  } catch (error) {
    throw error.code === 'bad_proof' ? error : bad(error.message);
  }
}

function length(first, room, reader) {
  const most = 2 ** room - 1;
  let count = first & most;
  if (count < most) return count;
  for (let more = 255; more === 255;) {
    more = reader.u8();
    count += more;
  }
  return count;
}

/** How the value is read, once it is wanted: a proof has values stored apart only where they were asked for. */
function readValue(nodes, reader, kind) {
  if (kind === 'none') return () => null;
  const bytes = kind === 'hashed' ? reader.fixed(32) : reader.bytes();
  return kind === 'hashed' ? () => held(nodes, bytes) : () => bytes;
}
