/**
 * Compares this implementation of the envelope with the one in Rust: reads random cases and what the other makes of
 * them, a JSON object a line, from standard input, and ends badly when an answer here is another one.
 * Run: cargo run -p tenderseal-envelope --example differential | node compare.mjs
 */
import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';

import { CodedError } from './modules/errors.js';
import { vectorOpen, vectorSeal } from './modules/vector.js';

const OPERATIONS = { seal: vectorSeal, open: vectorOpen };
/** How many lines are answered at once: as many as WebCrypto has threads for. */
const AT_ONCE = 8;
const FAULTS = ['header', 'context', 'shares', 'payload', 'padding', 'reseal', 'commit', 'body'];
const ERRORS = [
  'json', 'hex', 'length', 'context', 'kind', 'threshold', 'committee_key', 'committee_duplicate', 'committee_mismatch',
  'body_too_long', 'member_index', 'share_duplicate',
];
/** What 300 cases have met at the least; a generator that leaves something out proves less than it says. */
const OUTCOMES = [
  'sealed', 'valid', 'unresolved', 'portal_fault envelope',
  ...FAULTS.map((what) => `vendor_fault ${what}`), ...ERRORS.map((code) => `error ${code}`),
];
const LEAST_CASES = 300;

const seen = new Map();
const differing = [];
let end;

async function answer({ op, input }) {
  try {
    return await OPERATIONS[op](input);
  } catch (error) {
    if (error instanceof CodedError) return { error: error.code };
    throw error;
  }
}

function outcomeOf({ verdict, what, error }) {
  if (error) return `error ${error}`;
  if (verdict) return what ? `${verdict} ${what}` : verdict;
  return 'sealed';
}

async function compare(line) {
  const vector = JSON.parse(line);
  if (vector.op === undefined) {
    end = vector;
    return;
  }
  const found = await answer(vector);
  const outcome = outcomeOf(vector.expect);
  seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
  if (!isDeepStrictEqual(found, vector.expect)) differing.push({ ...vector, found });
}

const running = new Set();
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const task = compare(line).finally(() => running.delete(task));
  running.add(task);
  if (running.size >= AT_ONCE) await Promise.race(running);
}
await Promise.all(running);

const complaints = differing.slice(0, 5).map((vector) => `differs: ${JSON.stringify(vector)}`);
if (differing.length > 0) complaints.push(`${differing.length} answers differ`);
if (end === undefined) complaints.push('the last line is missing: the cases were cut off');
if (end?.cases >= LEAST_CASES) {
  const missing = OUTCOMES.filter((outcome) => !seen.has(outcome));
  complaints.push(...missing.map((outcome) => `no case came out as: ${outcome}`));
}
const answers = [...seen.values()].reduce((sum, count) => sum + count, 0);
if (answers === 0) complaints.push('there was no case');
console.log(`${end?.cases} cases of seed ${end?.seed}, ${answers} answers:`);
for (const [outcome, count] of [...seen].sort()) console.log(`  ${String(count).padStart(6)} ${outcome}`);
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exitCode = 1;
