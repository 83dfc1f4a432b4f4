/**
 * The panel's work without its pages: declarations and scores signed with the personas' own keys and handed in
 * through the interface for programs.
 * @module panel
 */
import { createHash } from 'node:crypto';
import { Person } from './person.js';

const MODULES = '../../portal/assets/modules';
const { signAct } = await import(`${MODULES}/intent.js`);
const { importDemoKey } = await import(`${MODULES}/keys.js`);

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
let nonce = Date.now();

/** Signs an act of a tender as a persona and hands it in. */
async function handIn(server, key, address, name, fields, texts) {
  const { genesis32, now } = await server.json('/api/chain');
  nonce += 1;
  const { call } = await signAct({
    name, fields, genesis: Buffer.from(genesis32, 'hex'), contract: Buffer.from(address, 'hex'), key, nonce, validUntil: now + 3_000,
  });
  const answer = await fetch(`${server.origin}/api/relay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: address, call: Buffer.from(call).toString('hex'), texts }),
  });
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
}

/**
 * Every evaluator declares to have no conflict of interests, and scores each bid the same way.
 * @param {string[]} evaluators personas
 * @param {Map<number, number[]>} points by bid: hundredths for each criterion
 */
export async function evaluate(browser, server, address, evaluators, points) {
  for (const name of evaluators) {
    const person = await Person.signedIn(browser, server, 'en', name);
    const { signing } = await person.page.evaluate(async () => (await fetch('/demo/keys')).json());
    await person.leave();
    const key = await importDemoKey(Buffer.from(signing, 'hex'));
    const declaration = 'I have no conflict of interests with any of the bidders.';
    await handIn(server, key, address, 'declare', { conflicts: [], statement: sha256(declaration) }, [declaration]);
    for (const [bid, given] of points) {
      const reason = `Bid ${bid + 1} compared with the notice, point by point.`;
      const scores = given.map((value, place) => ({ criterion: place + 1, points: value, justification: sha256(reason) }));
      await handIn(server, key, address, 'score', { bid, scores }, [reason]);
    }
  }
}
