/** The comparison with the other implementation finds what differs; `cargo xtask test` runs the comparison itself. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const script = new URL('../compare.mjs', import.meta.url);
const file = new URL('../../../crates/envelope/vectors/tse1.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')).cases
  .map(({ kind, name, input, expect }, at) => ({ case: at, op: kind, what: name, input, expect }));
const END = { cases: 12, seed: 'of the test' };

function compare(...lines) {
  const input = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script.pathname], { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('what is alike passes, with a count of every outcome', () => {
  const { status, stdout, stderr } = compare(...cases, END);
  assert.equal(stderr, '');
  assert.equal(status, 0);
  assert.match(stdout, new RegExp(`^12 cases of seed of the test, ${cases.length} answers:`));
  assert.match(stdout, / valid\n/);
});

test('a byte, a verdict or an error that differs is found', () => {
  const sealed = cases.find(({ op, expect }) => op === 'seal' && expect.e);
  const judged = cases.find(({ expect }) => expect.verdict === 'unresolved');
  const refused = cases.find(({ expect }) => expect.error === 'threshold');
  const wrong = [
    { ...sealed, expect: { ...sealed.expect, c: sealed.expect.e } },
    { ...judged, expect: { ...judged.expect, have: judged.expect.have + 1 } },
    { ...judged, expect: { error: 'json' } },
    { ...refused, expect: { error: 'hex' } },
  ];
  for (const line of wrong) {
    const { status, stderr } = compare(sealed, line, END);
    assert.equal(status, 1);
    assert.match(stderr, /^1 answers differ$/m);
  }
});

test('cases that were cut off, or leave an outcome out, do not pass', () => {
  assert.match(compare(...cases.slice(0, 3)).stderr, /the last line is missing/);
  assert.match(compare(END).stderr, /there was no case/);
  const { status, stderr } = compare(cases[0], { ...END, cases: 300 });
  assert.equal(status, 1);
  assert.match(stderr, /no case came out as: vendor_fault reseal/);
});
