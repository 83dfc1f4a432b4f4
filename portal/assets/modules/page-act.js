/**
 * Acts of people: a form whose fields become the arguments of an act, which is shown in words, signed with the
 * person's key and posted to the portal as a form of the page's own.
 *
 * The form comes from `templates/components/acts.html` and says in data attributes: `act`, `contract`, `genesis`,
 * `now` (chain time when the page was made, Unix seconds), `owner` (whose keys), `keys` (ids that the registry
 * accepts of this person; empty means any key of this browser). Fields:
 *
 * ```
 * data-arg="bid"           the argument; its value is the field's, of radios and checkboxes that of the checked ones
 * data-type="hash"         SHA-256 of the text (the field is called `text`, so that the text is sent along)
 *          "answer" the hash of an answer to the question in `data-question` (number) and `data-asked` (hash); called `text` too
 *          "own" the public half of the key that signs
 *          "bool" "json" "hundredths" (a decimal with two places at most, times 100) "list" (checkboxes)
 *          "hundredths-list" one number of a list of hundredths
 * data-item="scores"       around fields: one object of a list
 * data-label="Reason"      how the confirmation calls it; without a label it is not listed
 * data-shown="…"           what the confirmation shows in place of the value
 * ```
 * @module page-act
 */
import { answerHash } from './answer.js';
import { hex, unhex, utf8 } from './bytes.js';
import { CodedError } from './errors.js';
import { sha256 } from './hash.js';
import { encodeAct, signAct } from './intent.js';
import { Keystore } from './keystore.js';

/** How long a signed act may travel, seconds. */
const VALID_FOR = 3600;
const started = performance.now();
/** Stands for the public half of the key that will sign. */
const OWN_KEY = Symbol('own key');

/**
 * The chain's time now, as far as the page knows it.
 * @param {HTMLElement} form
 * @returns {number} Unix seconds
 */
export function chainNow(form) {
  return Number(form.dataset.now) + Math.floor((performance.now() - started) / 1000);
}

/**
 * The keys of this browser that may sign the form's act.
 * @param {HTMLElement} form
 * @returns {Promise<import('./keystore.js').StoredKey[]>}
 * @throws {CodedError} `no_key`, `unknown_key` when there are keys but none that the registry accepts
 */
export async function signingKeys(form) {
  const { owner, keys } = form.dataset;
  const held = await (await Keystore.open()).list(owner, 'signing');
  const accepted = (keys ?? '').split(' ').filter(Boolean);
  const fit = accepted.length ? held.filter((key) => accepted.includes(key.id)) : held;
  if (fit.length === 0) throw new CodedError(held.length ? 'unknown_key' : 'no_key', 'no key of this browser fits');
  return fit;
}

/**
 * A number greater than every one that this browser used for this key and contract.
 * @param {string} key
 * @param {string} contract
 * @returns {number}
 */
function nextNonce(key, contract) {
  const place = `tenderseal-nonce:${key}:${contract}`;
  const nonce = Math.max(Number(localStorage.getItem(place) ?? 0) + 1, Date.now());
  localStorage.setItem(place, String(nonce));
  return nonce;
}

/**
 * Signs an act for the form's contract.
 * @param {HTMLElement} form
 * @param {string} name a message of ACTS
 * @param {object} fields its arguments
 * @param {import('./keys.js').HeldKey} key
 * @returns {Promise<{call: Uint8Array, digest: Uint8Array}>}
 */
export function sign(form, name, fields, key) {
  const { contract, genesis } = form.dataset;
  return signAct({
    name,
    fields,
    genesis: unhex(genesis, 32),
    contract: unhex(contract, 20),
    key,
    nonce: nextNonce(key.id, contract),
    validUntil: chainNow(form) + VALID_FOR,
  });
}

/**
 * Sends a signed call as the form; the answer is the act's receipt, or the page that says why not.
 * @param {HTMLFormElement} form
 * @param {Uint8Array} call
 */
export function send(form, call) {
  form.querySelector('input[name="call"]').value = hex(call);
  HTMLFormElement.prototype.submit.call(form);
}

/**
 * The arguments that the fields of a form stand for.
 * @param {HTMLElement} scope
 * @returns {Promise<object>}
 * @throws {CodedError} `empty`, `not_decimal` with `element`
 */
export async function readArguments(scope) {
  const own = (element) => (element.parentElement.closest('[data-item]') ?? null) === (scope.closest('[data-item]') ?? null);
  const args = {};
  for (const element of scope.querySelectorAll('[data-arg]')) {
    if (!own(element)) continue;
    const { arg, type } = element.dataset;
    const listed = type === 'list' || type === 'hundredths-list';
    if (listed) args[arg] ??= [];
    if ((element.type === 'radio' || element.type === 'checkbox') && !element.checked) continue;
    const value = await read(element, type);
    if (listed) args[arg].push(value);
    else args[arg] = value;
  }
  for (const item of scope.querySelectorAll('[data-item]')) {
    if (item === scope || item.parentElement.closest('[data-item]') !== (scope.matches('[data-item]') ? scope : null)) continue;
    (args[item.dataset.item] ??= []).push(await readArguments(item));
  }
  return args;
}

async function read(element, type) {
  const { value } = element;
  switch (type) {
    case 'hash':
      return sha256(utf8(value.replaceAll('\r\n', '\n')));
    case 'answer':
      return answerHash({
        tender: element.form.dataset.contract, question: Number(element.dataset.question), asked: element.dataset.asked, text: value,
      });
    case 'own':
      return OWN_KEY;
    case 'bool':
      return value === 'true';
    case 'json':
      return JSON.parse(value);
    case 'hundredths':
    case 'hundredths-list':
      return hundredths(element);
    default:
      return value;
  }
}

function hundredths(element) {
  const match = /^([0-9]{1,6})(?:[.。]([0-9]{1,2}))?$/.exec(element.value.trim());
  const points = match && Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  if (!match || points > Number(element.dataset.max ?? 1_000_000)) throw fieldError('not_decimal', element);
  return points;
}

function fieldError(code, element) {
  return Object.assign(new CodedError(code, `the field ${element.id}`), { element });
}

/** Refuses a form with a required field that is empty, before anything is signed. */
function checkRequired(form) {
  for (const element of form.querySelectorAll('[data-required]')) {
    const { type, name } = element;
    const filled = type === 'radio' || type === 'checkbox'
      ? form.querySelector(`[name="${CSS.escape(name)}"]:checked`)
      : element.value.trim();
    if (!filled) throw fieldError('empty', element);
  }
}

/** What the confirmation lists: label and shown value of each labelled field, in the order of the form. */
function rows(form) {
  const listed = [];
  for (const element of form.querySelectorAll('[data-label]')) {
    if ((element.type === 'radio' || element.type === 'checkbox') && !element.checked) continue;
    const { label, shown } = element.dataset;
    listed.push([label, shown ?? element.selectedOptions?.[0]?.text ?? element.value]);
  }
  return listed;
}

function sentence(form, code) {
  const found = form.querySelector(`[data-message="${CSS.escape(code)}"]`) ?? form.querySelector('[data-message="failed"]');
  return found.textContent.trim();
}

/** Shows what went wrong above the form, says it aloud, and leads to the field. */
function showError(form, error) {
  const box = form.querySelector('[data-act-errors]');
  const list = box.querySelector('ul');
  const { element } = error;
  const label = element?.closest('[data-name]')?.dataset.name ?? element?.dataset.label ?? '';
  const text = sentence(form, error.code ?? 'failed').replace('{field}', label).replace('{reason}', error.code ?? error.message);
  const item = document.createElement('li');
  const target = element?.id ? `#${element.id}` : ['no_key', 'unknown_key'].includes(error.code) && form.dataset.keysPage;
  if (target) {
    const link = document.createElement('a');
    link.href = target;
    link.textContent = text;
    item.append(link);
  } else {
    item.textContent = text;
  }
  list.replaceChildren(item);
  box.hidden = false;
  box.focus();
}

function fillSummary(list, entries) {
  const parts = entries.flatMap(([label, shown]) => {
    const row = document.createElement('div');
    row.className = 'govuk-summary-list__row govuk-summary-list__row--no-actions';
    const key = document.createElement('dt');
    key.className = 'govuk-summary-list__key';
    key.textContent = label;
    const value = document.createElement('dd');
    value.className = 'govuk-summary-list__value ts-break ts-prewrap';
    value.textContent = shown;
    row.append(key, value);
    return [row];
  });
  list.replaceChildren(...parts);
}

function offerKeys(form, keys) {
  const select = form.querySelector('[data-act-key]');
  select.replaceChildren(...keys.map((key) => new Option(`${key.id.slice(0, 8)}…${key.id.slice(-8)}`, key.id)));
  return () => keys.find((key) => key.id === select.value);
}

/** The arguments as this key signs them. */
function forKey(fields, key) {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value === OWN_KEY ? key.publicKey : value]));
}

async function showDigest(form, ready) {
  const { args } = encodeAct(form.dataset.act, forKey(ready.fields, ready.key()));
  form.querySelector('[data-act-digest]').textContent = hex(await sha256(args));
}

function steps(form) {
  return {
    compose: form.querySelector('[data-act-compose]'),
    confirm: form.querySelector('[data-act-confirm]'),
    heading: form.querySelector('[data-act-confirm] h2'),
    signButton: form.querySelector('[data-act-sign]'),
    back: form.querySelector('[data-act-back]'),
  };
}

/**
 * Makes a form sign its act.
 * @param {HTMLFormElement} form
 * @param {(form: HTMLFormElement) => Promise<{fields: object, rows?: [string, string][]}>} [build] the arguments, and
 * what the confirmation lists; from the form's fields when it is left out
 */
export function mount(form, build = async () => ({ fields: await readArguments(form), rows: rows(form) })) {
  const { compose, confirm, heading, signButton, back } = steps(form);
  const errors = form.querySelector('[data-act-errors]');
  let ready = null;
  const guarded = (act) => async (event) => {
    event.preventDefault();
    errors.hidden = true;
    try {
      await act();
    } catch (error) {
      signButton.disabled = false;
      signButton.textContent = signButton.dataset.text;
      show(false);
      showError(form, error);
    }
  };
  const show = (confirming) => {
    compose.hidden = confirming;
    confirm.hidden = !confirming;
  };
  form.addEventListener('submit', guarded(async () => {
    checkRequired(form);
    const keys = await signingKeys(form);
    const { fields, rows: listed = [] } = await build(form);
    fillSummary(confirm.querySelector('[data-act-summary]'), listed);
    ready = { fields, key: offerKeys(form, keys) };
    await showDigest(form, ready);
    show(true);
    heading.focus();
  }));
  signButton.addEventListener('click', guarded(async () => {
    signButton.disabled = true;
    signButton.textContent = signButton.dataset.busy;
    const key = ready.key();
    const { call } = await sign(form, form.dataset.act, forKey(ready.fields, key), key);
    send(form, call);
  }));
  form.querySelector('[data-act-key]').addEventListener('change', guarded(() => showDigest(form, ready)));
  back.addEventListener('click', () => {
    show(false);
    compose.querySelector('button, input, textarea, select')?.focus();
  });
  // A page that comes back out of the browser's history must not stand with a button that is off.
  addEventListener('pageshow', () => {
    signButton.disabled = false;
    signButton.textContent = signButton.dataset.text;
  });
  form.querySelector('[data-act-submit]').disabled = false;
}

for (const form of document.querySelectorAll('form[data-act]:not([data-act-manual])')) mount(form);
