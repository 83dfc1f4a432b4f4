/**
 * In a demonstration: brings the signed-in persona's keys into this browser, as if they had been restored from their
 * backups. No other server hands out keys.
 * @module page-demo
 */
import { unhex } from './bytes.js';
import { Keystore, importDemoKey } from './keystore.js';

const answer = await fetch('/demo/keys', { headers: { accept: 'application/json' } });
if (answer.ok) {
  const { owner, signing, opening } = await answer.json();
  const store = await Keystore.open();
  for (const [kind, pkcs8] of [['signing', signing], ['opening', opening]]) {
    if (pkcs8) await store.put(String(owner), await importDemoKey(unhex(pkcs8), kind));
  }
}
