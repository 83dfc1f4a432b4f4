/**
 * Answers JSON lines with JSON lines, in order, so that another implementation can be compared with this one:
 *   {"op":"seal", …the input of `tenderseal vector seal`} → {"envelope":hex,"e":hex,"c":hex}
 *   {"op":"open", …the input of `tenderseal vector open`} → the judge's verdict
 *   {"op":"reshare"|"read"|"blob"|"entries", …} → what was sealed to a reader of a technical envelope, see `modules/vector.js`
 * Bad input is answered {"error":code,"message":…} and never with a verdict.
 * Run: node differential.mjs < cases.jsonl
 */
import { createInterface } from 'node:readline';

import { CodedError } from './modules/errors.js';
import {
  vectorBlob, vectorEntries, vectorOpen, vectorRead, vectorReshare, vectorSeal,
} from './modules/vector.js';

const OPERATIONS = {
  seal: vectorSeal, open: vectorOpen, reshare: vectorReshare, read: vectorRead, blob: vectorBlob, entries: vectorEntries,
};

async function answer(line) {
  let input;
  try {
    input = JSON.parse(line);
  } catch {
    return { error: 'json', message: 'not JSON' };
  }
  const { op, ...fields } = input ?? {};
  if (!Object.hasOwn(OPERATIONS, op)) return { error: 'json', message: 'there is no such op' };
  try {
    return await OPERATIONS[op](fields);
  } catch (error) {
    if (error instanceof CodedError) return { error: error.code, message: error.message };
    throw error;
  }
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  process.stdout.write(`${JSON.stringify(await answer(line))}\n`);
}
