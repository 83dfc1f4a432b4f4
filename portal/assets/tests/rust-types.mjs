/**
 * Reads the messages and their types out of the rules' sources and makes an example of each with the SCALE that
 * parity-scale-codec gives for it: field by field, in the order of the source. So the browser's encoders are
 * compared with the types that the contracts decode, not with themselves.
 */
import { readFileSync } from 'node:fs';

import { concat, hex, uintLe, utf8 } from '../modules/bytes.js';
import { bytesOf } from './fixture.mjs';

const source = (path) => readFileSync(new URL(`../../../crates/rules/src/${path}`, import.meta.url), 'utf8')
  .replace(/#\[cfg\(test\)\][\s\S]*/, '').replace(/\/\/.*$/gm, '');
const messages = ['messages/registry.rs', 'messages/tender.rs', 'messages/amendment.rs', 'messages/profiles.rs', 'messages/contract.rs', 'messages/remedies.rs', 'messages/security.rs', 'messages/qualification.rs', 'messages/moderation.rs', 'messages/requests.rs', 'messages/technical.rs'].map(source).join('\n');
const types = [messages, ...['terms.rs', 'lot.rs', 'schedule.rs', 'roles.rs', 'profile.rs', 'security.rs', 'requests.rs'].map(source)].join('\n');

const BYTES = {
  Hash: 32, Signature: 64, OrgId: 20, PersonId: 20, KeyId: 20, PublicKey: 64,
};
const INTEGERS = { u8: 1, u16: 2, u32: 4, u64: 8, u128: 16 };

/** Every signed message: name, selector and fields. */
export function signedMessages() {
  const acts = /(?<!open_)act! \{\s+(\w+) = "([\w:]+)", 0x(\w{4})_(\w{4}) \{([^}]*)\}/g;
  return [...messages.matchAll(acts)].map(([, type, name, high, low, fields]) => ({
    type, name, selector: high + low, fields: fieldsOf(fields),
  }));
}

/** An example of a type as plain values, and its SCALE. */
export function example(type, label, turn = 0) {
  const fields = (list, prefix) => {
    const parts = list.map(([name, of]) => [name, example(of, `${prefix}.${name}`, turn)]);
    return {
      value: Object.fromEntries(parts.map(([name, { value }]) => [name, value])),
      scale: concat(...parts.map(([, { scale }]) => scale)),
    };
  };
  if (type in BYTES) return blob(bytesOf(label, BYTES[type]));
  const array = type.match(/^\[u8; (\d+)\]$/);
  if (array && Number(array[1]) > 2) return blob(bytesOf(label, Number(array[1])));
  if (array) return { value: 'MX', scale: utf8('MX') };
  if (type === 'Currency') return { value: 'MXN', scale: utf8('MXN') };
  if (type === 'String') return withLength(`名称 ${label}`, utf8(`名称 ${label}`));
  if (type === 'bool') return { value: turn % 2 === 0, scale: Uint8Array.of(turn % 2 === 0 ? 1 : 0) };
  if (type === 'Roles') return { value: ['officer', 'auditor'], scale: uintLe(4 + 256, 4) };
  if (type === 'Formulas') return { value: ['lowest_only', 'benchmark'], scale: Uint8Array.of(2 + 4) };
  if (type === 'ConsensusRules') return { value: ['mean', 'median'], scale: Uint8Array.of(1 + 4) };
  if (type === 'LowPriceRules') return { value: ['under_next'], scale: Uint8Array.of(2) };
  if (type in INTEGERS) {
    const value = BigInt(`0x${hex(bytesOf(label, INTEGERS[type]))}`);
    return { value: INTEGERS[type] > 4 ? value.toString() : Number(value), scale: uintLe(value, INTEGERS[type]) };
  }
  if (type === 'Vec<u8>') {
    const content = bytesOf(label, 300);
    return withLength(content, content);
  }
  const option = type.match(/^Option<(.+)>$/);
  if (option && turn % 2 === 1) return { value: null, scale: Uint8Array.of(0) };
  if (option) {
    const { value, scale } = example(option[1], label, turn);
    return { value, scale: concat(Uint8Array.of(1), scale) };
  }
  const list = type.match(/^Vec<(.+)>$/);
  if (list) {
    const items = [0, 1].map((at) => example(list[1], `${label}[${at}]`, turn));
    return { value: items.map(({ value }) => value), scale: concat(Uint8Array.of(8), ...items.map(({ scale }) => scale)) };
  }
  if (type === 'PriceRule') return priceRule(label, turn);
  if (type === 'TechnicalVerdict') return technicalVerdict(label, turn);
  const struct = types.match(new RegExp(`pub struct ${type} \\{([^}]*)\\}`));
  if (struct) return fields(fieldsOf(struct[1]), label);
  const variants = variantsOf(type);
  const [index, name] = variants[turn % variants.length];
  return { value: snake(name), scale: Uint8Array.of(index) };
}

/** The price rule is one object in JSON: formula, its rates and its weight (the interface of `tenderseal rank`). */
function priceRule(label, turn) {
  const variants = variantsOf('PriceFormula');
  const [index, name, inner] = variants[turn % variants.length];
  const rates = fieldsOf(inner ?? '').map(([rate, of]) => [rate, example(of, `${label}.${rate}`)]);
  const weight = example('u32', `${label}.weight_bp`);
  return {
    value: {
      formula: snake(name), weight_bp: weight.value, ...Object.fromEntries(rates.map(([rate, { value }]) => [rate, value])),
    },
    scale: concat(Uint8Array.of(index), ...rates.map(([, { scale }]) => scale), weight.scale),
  };
}

/** What an evaluator found is one object in JSON: the finding, with the body's hash or the fault. */
function technicalVerdict(label, turn) {
  const variants = variantsOf('TechnicalVerdict');
  const [index, name] = variants[turn % variants.length];
  const finding = snake(name);
  const [field, of] = { valid: ['body', 'Hash'], faulty: ['fault', 'Fault'], unopened: [] }[finding];
  const inner = field ? example(of, `${label}.${field}`, turn) : { scale: new Uint8Array(0) };
  return {
    value: { finding, ...(field && { [field]: inner.value }) },
    scale: concat(Uint8Array.of(index), inner.scale),
  };
}

/** How many examples it takes until every variant of every enumeration was there. */
export const TURNS = 9;

function variantsOf(type) {
  const body = types.match(new RegExp(`pub enum ${type} \\{([\\s\\S]*?)\\n\\}`));
  if (!body) throw new Error(`the rules define no type ${type}`);
  return [...body[1].matchAll(/#\[codec\(index = (\d+)\)\]\s+(\w+)(?: \{([^}]*)\})?/g)]
    .map(([, index, name, inner]) => [Number(index), name, inner]);
}

function fieldsOf(text) {
  return [...text.matchAll(/(\w+): ([^,]+),/g)].map(([, name, type]) => [name, type.trim()]);
}

function blob(bytes) {
  return { value: hex(bytes), scale: bytes };
}

function withLength(value, content) {
  const short = content.length < 64;
  return { value, scale: concat(short ? Uint8Array.of(content.length * 4) : uintLe(content.length * 4 + 1, 2), content) };
}

function snake(name) {
  return name.replace(/(?!^)([A-Z])/g, '_$1').toLowerCase();
}
