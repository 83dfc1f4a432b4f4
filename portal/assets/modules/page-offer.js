/**
 * Writes the code with which a person offers a key to an organisation: the key's own signature over the
 * organisation, so that only who holds the key can offer it. Read by portal/src/app/keys.rs.
 * @module page-offer
 */
import { hex, unhex } from './bytes.js';
import { provePossession } from './intent.js';
import { Keystore } from './keystore.js';

const form = document.querySelector('form[data-offer]');
const { owner, genesis, registry, key: id } = form.dataset;
const error = form.querySelector('[data-offer-error]');
const output = form.querySelector('[data-offer-result]');
const code = form.querySelector('[data-offer-code]');
const copied = form.querySelector('[data-offer-copied]');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  error.hidden = true;
  const key = await (await Keystore.open()).get(owner, id);
  if (!key) {
    error.hidden = false;
    error.focus();
    return;
  }
  const org = form.querySelector('select').value;
  const claim = { genesis: unhex(genesis, 32), registry: unhex(registry, 20), org: unhex(org, 20), key };
  const possession = hex(await provePossession(claim));
  code.value = JSON.stringify({
    format: 'tenderseal-key-offer', version: 1, genesis, registry, org, key: hex(key.publicKey), possession,
  });
  output.hidden = false;
  code.focus();
  code.select();
});

form.querySelector('[data-offer-copy]').addEventListener('click', async () => {
  await navigator.clipboard.writeText(code.value);
  copied.hidden = false;
});
form.querySelector('[type="submit"]').disabled = false;
