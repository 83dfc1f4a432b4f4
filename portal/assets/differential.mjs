/**
 * Answers JSON lines with JSON lines, so that another implementation can be compared with this one:
 *   {"op":"seal","ctx":hex,"k":2,"committee":[hex32…],"seed":hex32,"body":hex} → {"envelope":hex,"e":hex,"c":hex}
 *   {"op":"open","ctx":hex,"k":2,"committee":[…],"e":hex,"c":hex,"envelope":hex,"shares":[{"i":1,"share":hex}]}
 *     → the judge's verdict; an optional "seed" is one that the vendor revealed
 * Bad input is answered {"error":code,"message":…} and never with a verdict. One answer a line, in order.
 * Run: node differential.mjs < cases.jsonl
 */
import { createInterface } from 'node:readline';

import { hex, unhex } from './modules/bytes.js';
import { judge, seal } from './modules/tse1.js';

const OPERATIONS = {
  async seal({ ctx, k, committee, seed, body }) {
    const sealed = await seal({
      ctx: unhex(ctx), k, committee: committee.map((key) => unhex(key, 32)), seed: unhex(seed, 32), body: unhex(body),
    });
    return { envelope: hex(sealed.envelope), e: hex(sealed.e), c: hex(sealed.c) };
  },
  async open({ ctx, k, committee, e, c, envelope, shares, seed }) {
    const record = {
      ctx: unhex(ctx), k, committee: committee.map((key) => unhex(key, 32)), e: unhex(e, 32), c: unhex(c, 32),
    };
    const verdict = await judge(record, unhex(envelope), {
      shares: shares.map(({ i, share }) => ({ i, share: unhex(share, 32) })),
      seed: seed === undefined ? undefined : unhex(seed, 32),
      opaque: true,
    });
    return verdict.verdict === 'valid' ? { ...verdict, body: hex(verdict.body) } : verdict;
  },
};

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  let answer;
  try {
    const { op, ...input } = JSON.parse(line);
    if (!Object.hasOwn(OPERATIONS, op)) throw new TypeError(`unknown operation ${op}`);
    answer = await OPERATIONS[op](input);
  } catch (error) {
    answer = { error: error.code ?? 'bad_input', message: error.message };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
