/**
 * Making, restoring and forgetting keys. A key is used only once its backup has been saved.
 *
 * `form[data-make-key]` makes one: `data-kind` is `signing` or `opening`. A signing key is registered with the
 * account by posting the form; an opening key goes as an argument into the act form that `data-then` names, as the argument
 * `data-then-arg` (`key` where it is left out).
 * `form[data-restore-key]` brings one back out of its file. `[data-held-key]` shows whether this browser has a key.
 * @module page-keys
 */
import { FILE_MAX } from './backup.js';
import { concat, hex, unhex, utf8, uintBe } from './bytes.js';
import { CodedError } from './errors.js';
import { signBytes } from './intent.js';
import { Keystore, createKey, restoreKey } from './keystore.js';

const { owner, genesis, registered } = document.querySelector('[data-key-context]').dataset;

function fail(form, error) {
  const box = form.querySelector('[data-key-error]');
  const known = form.querySelector(`[data-message="${CSS.escape(error.code ?? 'failed')}"]`);
  box.textContent = (known ?? form.querySelector('[data-message="failed"]')).textContent;
  box.hidden = false;
  box.focus();
}

function guarded(form, act) {
  return async (event) => {
    event.preventDefault();
    form.querySelector('[data-key-error]').hidden = true;
    const button = event.submitter ?? event.currentTarget;
    button.disabled = true;
    try {
      await act();
    } catch (error) {
      fail(form, error);
    } finally {
      button.disabled = false;
    }
  };
}

/** What a key signs to belong to the account: see portal/src/app/keys.rs. */
function claim(key) {
  return concat(utf8('TENDERSEAL-ACCOUNT-KEY\0'), unhex(genesis, 32), uintBe(BigInt(owner), 8), key.publicKey);
}

async function register(form, key) {
  form.querySelector('input[name="key"]').value = hex(key.publicKey);
  form.querySelector('input[name="proof"]').value = hex(await signBytes(claim(key), key.privateKey));
  HTMLFormElement.prototype.submit.call(form);
}

/** A file for the person to save. */
function offerFile(link, backup) {
  URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(new Blob([JSON.stringify(backup, null, 2)], { type: 'application/json' }));
  link.download = `tenderseal-${backup.kind}-${backup.public.slice(0, 8)}.json`;
}

function continueWith(id, argument, key) {
  const act = document.getElementById(id);
  const field = act.querySelector(`[data-arg="${CSS.escape(argument)}"]`);
  field.value = hex(key.publicKey);
  field.dataset.shown = hex(key.publicKey);
  act.hidden = false;
  act.querySelector('[data-act-submit]').focus();
}

function mountMaker(form) {
  const { kind, then, thenArg = 'key' } = form.dataset;
  const [first, second] = form.querySelectorAll('input[type="password"]');
  const compose = form.querySelector('[data-key-compose]');
  const saving = form.querySelector('[data-key-saving]');
  const link = form.querySelector('[data-key-file]');
  const confirmed = form.querySelector('[data-key-confirmed]');
  let made = null;
  if (then) document.getElementById(then).hidden = true;
  form.addEventListener('submit', guarded(form, async () => {
    if (made) {
      if (!confirmed.checked) throw new CodedError('not_confirmed', 'the backup was not confirmed');
      await (await Keystore.open()).put(owner, made);
      if (then) continueWith(then, thenArg, made);
      else await register(form, made);
      form.hidden = Boolean(then);
      return;
    }
    const label = form.querySelector('input[name="label"]');
    if (label && !label.value.trim()) throw new CodedError('no_label', 'no name');
    if (first.value !== second.value) throw new CodedError('passwords_differ', 'the two passwords differ');
    const { key, backup } = await createKey(kind, first.value);
    first.value = '';
    second.value = '';
    offerFile(link, backup);
    made = key;
    compose.hidden = true;
    saving.hidden = false;
    saving.querySelector('h3').focus();
  }));
  form.querySelector('[type="submit"]').disabled = false;
}

function mountRestorer(form) {
  const file = form.querySelector('input[type="file"]');
  const password = form.querySelector('input[type="password"]');
  form.addEventListener('submit', guarded(form, async () => {
    if (!file.files.length) throw new CodedError('no_file', 'no file was chosen');
    if (file.files[0].size > FILE_MAX) throw new CodedError('bad_backup', 'the file is too long');
    const key = await restoreKey(await file.files[0].text(), password.value);
    password.value = '';
    await (await Keystore.open()).put(owner, key);
    if (key.kind === 'signing' && !registered.split(' ').includes(key.id)) await register(form, key);
    else location.reload();
  }));
  form.querySelector('[type="submit"]').disabled = false;
}

/** Says of each listed key whether it is in this browser, and lets it be forgotten. */
async function showHeld() {
  const cells = [...document.querySelectorAll('[data-held-key]')];
  if (cells.length === 0) return;
  const store = await Keystore.open();
  const held = new Set((await store.list(owner)).map((key) => key.id));
  for (const cell of cells) {
    const here = held.has(cell.dataset.heldKey);
    cell.querySelector('[data-here]').hidden = !here;
    cell.querySelector('[data-not-here]').hidden = here;
    const button = cell.querySelector('[data-forget]');
    button.hidden = !here;
    button.addEventListener('click', async () => {
      if (button.dataset.sure !== 'yes') {
        button.dataset.sure = 'yes';
        button.textContent = button.dataset.confirm;
        return;
      }
      await store.forget(owner, cell.dataset.heldKey);
      location.reload();
    });
  }
}

document.querySelectorAll('form[data-make-key]').forEach(mountMaker);
document.querySelectorAll('form[data-restore-key]').forEach(mountRestorer);
await showHeld();
