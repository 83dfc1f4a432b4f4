/** What several tests need: deterministic bytes, a committee with its private keys, a sealed bid. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { committeeHash, encodeContext, seal } from '../modules/tse1.js';
import { deriveKeyPair } from '../modules/hpke.js';

/** `length` bytes that depend on the label only. */
export function bytesOf(label, length = 32) {
  return new Uint8Array(createHash('shake256', { outputLength: length }).update(label).digest());
}

/** n opening key pairs. */
export function members(n, label = 'committee') {
  return Promise.all(Array.from({ length: n }, (_, at) => deriveKeyPair(bytesOf(`${label} ${at + 1}`))));
}

/** A context for a committee. */
export async function contextFor(k, committee, { kind = 2, attempt = 1 } = {}) {
  return encodeContext({
    genesis: bytesOf('genesis'),
    contract: bytesOf('contract', 20),
    lot: 0,
    kind,
    vendor: bytesOf('vendor', 20),
    attempt,
    termsHash: bytesOf('terms'),
    committeeHash: await committeeHash(k, committee),
  });
}

/** A bid sealed for k of n, with everything that went into it. */
export async function sealedBid({ k = 2, n = 3, body = bytesOf('body', 200), kind = 2, label = 'seed' } = {}) {
  const pairs = await members(n);
  const committee = pairs.map(({ publicKey }) => publicKey);
  const ctx = await contextFor(k, committee, { kind });
  const seed = bytesOf(label);
  const bid = { ctx, k, committee, seed, body };
  return { ...bid, pairs, ...await seal(bid) };
}

/** A JSON file beside the tests. */
export function vectors(name) {
  return JSON.parse(readFileSync(new URL(`vectors/${name}`, import.meta.url), 'utf8'));
}

/** Every subset of `items` with `size` members. */
export function subsets(items, size) {
  if (size === 0) return [[]];
  return items.flatMap((item, at) => subsets(items.slice(at + 1), size - 1).map((rest) => [item, ...rest]));
}
