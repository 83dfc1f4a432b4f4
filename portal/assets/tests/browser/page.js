/** Runs in Chromium, under the portal's content security policy; posts what it found to the test. */
import { startCountdown } from '/modules/countdown.js';
import { Keystore, createKey, importDemoKey, restoreKey } from '/modules/keystore.js';
import { signBytes } from '/modules/intent.js';
import { openBase, sealBase } from '/modules/hpke.js';
import { hex, utf8 } from '/modules/bytes.js';
import { CodedError } from '/modules/errors.js';
import { vectorOpen, vectorSeal } from '/modules/vector.js';
import { FILES, wycheproof } from '/tests/wycheproof.mjs';

const PASSWORD = 'a password for tests';
const seen = {};

async function refusal(act) {
  try {
    await act();
    return 'nothing was refused';
  } catch (error) {
    return error instanceof CodedError ? error.code : error.name;
  }
}

async function policy() {
  seen.eval = await refusal(() => globalThis.eval('1'));
  seen.innerHtml = await refusal(() => {
    document.body.innerHTML = '<p>no</p>';
  });
  seen.foreignRequest = await refusal(() => fetch('http://127.0.0.1:9/'));
}

async function vectors() {
  const { cases } = await (await fetch('/vectors/tse1.json')).json();
  seen.vectors = cases.length;
  seen.differing = [];
  for (const { name, kind, input, expect } of cases) {
    const answer = await { seal: vectorSeal, open: vectorOpen }[kind](input).catch((error) => ({ error: error.code }));
    const sorted = (value) => JSON.stringify(Object.entries(value).sort());
    if (sorted(answer) !== sorted(expect)) seen.differing.push(name);
  }
}

async function published() {
  seen.published = {};
  for (const name of Object.keys(FILES)) {
    seen.published[name] = await wycheproof(name, await (await fetch(`/vectors/${name}`)).json());
  }
}

/** First visit: keys are made, kept, and given a backup. */
async function make() {
  const store = await Keystore.open();
  const [signing, opening] = await Promise.all([createKey('signing', PASSWORD), createKey('opening', PASSWORD)]);
  await store.put('anna', signing.key);
  await store.put('anna', opening.key);
  await store.put('bo', (await createKey('signing', PASSWORD)).key);
  const restored = await restoreKey(JSON.stringify(signing.backup), PASSWORD);
  seen.restored = restored.id === signing.key.id;
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
  const demo = await importDemoKey(new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)));
  seen.demoExtractable = demo.privateKey.extractable;
  seen.extractableKept = await refusal(() => store.put('anna', { ...demo, privateKey: pair.privateKey }));
  seen.ids = [signing.key.id, opening.key.id].sort();
}

/** Second visit, after a reload: the keys are still there and work, but cannot be read. */
async function use() {
  const store = await Keystore.open();
  const keys = await store.list('anna');
  seen.ids = keys.map(({ id }) => id);
  seen.others = (await store.list('bo')).length;
  seen.strangers = (await store.list('ann')).length;
  const [signing] = await store.list('anna', 'signing');
  const [opening] = await store.list('anna', 'opening');
  seen.signature = hex(await signBytes(utf8('act'), signing.privateKey));
  seen.publicKey = hex(signing.publicKey);
  const message = { info: utf8('info'), aad: utf8('aad') };
  const sealed = await sealBase({ ...message, publicKey: opening.publicKey, plaintext: utf8('share'), ikmE: new Uint8Array(32).fill(7) });
  seen.share = new TextDecoder().decode(await openBase({ ...message, ...sealed, ...opening }));
  seen.exported = await Promise.all(keys.flatMap(({ privateKey }) => ['pkcs8', 'jwk'].map(
    (format) => refusal(() => crypto.subtle.exportKey(format, privateKey)),
  )));
  await store.forget('anna', signing.id);
  seen.forgotten = await store.get('anna', signing.id) === undefined;
  seen.left = (await store.list('anna')).length;
  seen.noStorage = await refusal(() => Keystore.open(null));
}

async function countdown() {
  const element = document.querySelector('#countdown');
  let now = 0;
  Object.assign(element.dataset, { deadline: '1000061', serverNow: '1000000' });
  const stop = startCountdown(element, { monotonic: () => now });
  seen.countdown = [element.innerText.trim()];
  for (const milliseconds of [1_500, 61_000]) {
    now = milliseconds;
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    seen.countdown.push(element.querySelector('[data-countdown-live]').textContent);
  }
  seen.countdown.push(element.querySelector('[data-countdown-text]').textContent);
  stop();
}

const visit = new URLSearchParams(location.search).get('visit');
try {
  await { make: () => policy().then(vectors).then(published).then(make), use: () => use().then(countdown) }[visit]();
} catch (error) {
  seen.failed = `${error.name}: ${error.message}`;
}
await fetch(`/seen?visit=${visit}`, { method: 'POST', body: JSON.stringify(seen) });
if (visit === 'make') location.search = '?visit=use';
