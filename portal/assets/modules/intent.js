/**
 * Signed intents: every act carries the signature of the person who wants it (CONTRACTS, "Who acts").
 * @module intent
 */
import { ACTS } from './acts.js';
import { concat, unhex, utf8 } from './bytes.js';
import { CodedError } from './errors.js';
import { sha256 } from './hash.js';
import * as scale from './scale.js';

const { subtle } = globalThis.crypto;
/** The furthest that `validUntil` may lie ahead of the block's time, seconds. */
export const INTENT_MAX_AHEAD = 86_400;
const DOMAIN = utf8('TENDERSEAL-INTENT\0');

/**
 * The bytes that are signed: "TENDERSEAL-INTENT\0" ‖ genesis32 ‖ contract20 ‖ selector4 ‖ args ‖
 * SCALE(key [20], nonce u64, valid_until u64).
 * @param {object} intent
 * @param {Uint8Array} intent.genesis 32 bytes
 * @param {Uint8Array} intent.contract 20 bytes
 * @param {Uint8Array} intent.selector 4 bytes
 * @param {Uint8Array} intent.args SCALE of the arguments after `auth`
 * @param {Uint8Array} intent.key id of the signing key, 20 bytes
 * @param {number|bigint} intent.nonce greater than the last one of this key and contract
 * @param {number|bigint} intent.validUntil Unix seconds, inclusive
 * @returns {Uint8Array}
 * @throws {CodedError} `out_of_range`
 */
export function intentBytes({ genesis, contract, selector, args, key, nonce, validUntil }) {
  return concat(
    DOMAIN,
    scale.fixed(genesis, 32),
    scale.fixed(contract, 20),
    scale.fixed(selector, 4),
    args,
    scale.fixed(key, 20),
    scale.u64(nonce),
    scale.u64(validUntil),
  );
}

/**
 * The bytes of the whole call: selector4 ‖ SCALE(key [20], nonce u64, valid_until u64, signature [64]) ‖ args.
 * @param {object} intent as for intentBytes, with the key's id
 * @param {CryptoKey} privateKey P-256, with the usage sign
 * @returns {Promise<Uint8Array>}
 */
export async function signIntent(intent, privateKey) {
  const signature = await signBytes(intentBytes(intent), privateKey);
  const { selector, key, nonce, validUntil, args } = intent;
  return concat(selector, key, scale.u64(nonce), scale.u64(validUntil), signature, args);
}

/**
 * An act of this name, encoded.
 * @param {string} name a message of ACTS
 * @param {object} fields its arguments
 * @returns {{contract: 'registry'|'tender', selector: Uint8Array, args: Uint8Array}}
 * @throws {CodedError} `unknown_act`, `bad_act` and what the encoders refuse
 */
export function encodeAct(name, fields) {
  if (!Object.hasOwn(ACTS, name)) throw new CodedError('unknown_act', `there is no act ${name}`);
  const { contract, selector, encode } = ACTS[name];
  return { contract, selector: unhex(selector, 4), args: encode(fields) };
}

/**
 * Encodes and signs an act.
 * @param {object} act
 * @param {string} act.name a message of ACTS
 * @param {object} act.fields its arguments
 * @param {Uint8Array} act.genesis
 * @param {Uint8Array} act.contract address, 20 bytes
 * @param {import('./keys.js').HeldKey} act.key a signing key
 * @param {number|bigint} act.nonce
 * @param {number|bigint} act.validUntil
 * @returns {Promise<{call: Uint8Array, digest: Uint8Array}>} the call's bytes, and the hash that a second
 * signature refers to (`proposed`): SHA-256 of the arguments' SCALE bytes
 */
export async function signAct({ name, fields, genesis, contract, key, nonce, validUntil }) {
  const { selector, args } = encodeAct(name, fields);
  const intent = { genesis, contract, selector, args, key: unhex(key.id, 20), nonce, validUntil };
  return { call: await signIntent(intent, key.privateKey), digest: await sha256(args) };
}

/**
 * A new key's proof that somebody holds it: its signature over "TENDERSEAL-KEY\0" ‖ genesis32 ‖ registry20 ‖
 * org20 ‖ x ‖ y (crates/rules/src/registry/keys.rs), the argument `possession` of `add_person` and `replace_key`.
 * @param {object} claim
 * @param {Uint8Array} claim.genesis
 * @param {Uint8Array} claim.registry the registry's address, 20 bytes
 * @param {Uint8Array} claim.org the organisation's id, 20 bytes
 * @param {import('./keys.js').HeldKey} claim.key the new signing key
 * @returns {Promise<Uint8Array>} r ‖ s, 64 bytes
 */
export function provePossession({ genesis, registry, org, key }) {
  const bytes = concat(
    utf8('TENDERSEAL-KEY\0'), scale.fixed(genesis, 32), scale.fixed(registry, 20), scale.fixed(org, 20), scale.fixed(key.publicKey, 64),
  );
  return signBytes(bytes, key.privateKey);
}

/**
 * ECDSA P-256 with SHA-256 over `bytes`, hashed once.
 * @param {Uint8Array} bytes
 * @param {CryptoKey} privateKey
 * @returns {Promise<Uint8Array>} r ‖ s, 64 bytes
 */
export async function signBytes(bytes, privateKey) {
  return new Uint8Array(await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, bytes));
}
