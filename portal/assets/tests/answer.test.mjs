/** The hash of an answer: `answers.json` was made with Python's hashlib, and the portal's own test meets it too. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { answerHash } from '../modules/answer.js';
import { hex } from '../modules/bytes.js';

const cases = JSON.parse(readFileSync(new URL('answers.json', import.meta.url), 'utf8'));

test('an answer is named by the hash that the relay and the verifier compute', async () => {
  assert.equal(cases.length, 3);
  for (const { hash, ...answer } of cases) assert.equal(hex(await answerHash(answer)), hash);
});

test('every part decides on the hash, and the way a form spells line ends does not', async () => {
  const [, { hash, ...answer }] = cases;
  const other = [
    { ...answer, tender: '00'.repeat(20) },
    { ...answer, question: answer.question + 1 },
    { ...answer, asked: '00'.repeat(32) },
    { ...answer, text: answer.text.trimEnd() },
  ];
  for (const changed of other) assert.notEqual(hex(await answerHash(changed)), hash);
  assert.equal(hex(await answerHash({ ...answer, text: answer.text.replaceAll('\n', '\r\n') })), hash);
});

test('what is no tender, no question or no hash is refused', async () => {
  const [{ hash, ...answer }] = cases;
  await assert.rejects(answerHash({ ...answer, tender: '07' }), { code: 'length' });
  await assert.rejects(answerHash({ ...answer, asked: 'zz'.repeat(32) }), { code: 'hex' });
  await assert.rejects(answerHash({ ...answer, question: -1 }), { code: 'out_of_range' });
  await assert.rejects(answerHash({ ...answer, question: 2 ** 32 }), { code: 'out_of_range' });
});
