import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const script = new URL('../differential.mjs', import.meta.url);
const casesOf = (name) => JSON.parse(readFileSync(new URL(`../../../crates/envelope/vectors/${name}`, import.meta.url), 'utf8')).cases;
const cases = [...casesOf('tse1.json'), ...casesOf('readers.json')];

test('lines are answered in order, good and bad, and the program ends with its input', () => {
  const lines = [
    ...cases.map(({ kind, input }) => JSON.stringify({ op: kind, ...input })),
    '{', 'null', '{"op":"toString"}', '{"op":"seal"}',
  ];
  const { stdout, stderr, status } = spawnSync(process.execPath, [script.pathname], { input: `${lines.join('\n')}\n`, encoding: 'utf8' });
  assert.equal(stderr, '');
  assert.equal(status, 0);
  const answers = stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
  const expected = [...cases.map(({ expect }) => expect), ...Array(4).fill({ error: 'json' })];
  assert.deepEqual(answers.map(({ message, ...answer }) => answer), expected);
});
