/**
 * The bid page: price and answers become a sealed envelope in this browser, or two of them, and only these leave it.
 *
 * The steps are parts of one page; the address's fragment says which one is shown. No field of the offer has a name
 * and none lies in a form, so that nothing can send them. What is typed is kept in this tab's session storage until
 * the bid is handed in.
 * @module page-bid
 */
import {
  actOf, answerLeft, bodiesOf, contextOf, fitsHere, sealBid,
} from './bid.js';
import { hex } from './bytes.js';
import { checkChain } from './chain.js';
import { CodedError } from './errors.js';
import { guaranteeHash } from './guarantee.js';
import { evaluatedPrice } from './lifecycle.js';
import { formatAmount, parseAmount, parseCost } from './money.js';
import { send, sign, signingKeys } from './page-act.js';
import { buildReceipt, reopen } from './receipt.js';

const root = document.querySelector('[data-bid]');
const facts = JSON.parse(root.dataset.facts);
const texts = JSON.parse(root.dataset.texts);
const form = document.getElementById('hand-in-form');
const steps = [...root.querySelectorAll('[data-step]')];
const names = steps.map((step) => step.dataset.step);
const draftPlace = `tenderseal-bid:${facts.contract}`;
const price = root.querySelector('#price');
const validUntil = root.querySelector('#valid-until');
/** Issuer and number of the guarantee; none where the terms ask for no security. */
const issuer = root.querySelector('#guarantee-issuer');
const number = root.querySelector('#guarantee-number');
const answers = [...root.querySelectorAll('[data-criterion]')];
/** The costs of each year; none where the terms ask for none. */
const costs = [...root.querySelectorAll('[data-cost]')];
/** What has been done so far: the offer that was checked, and the bid that was sealed. */
const work = { offer: null, bid: null, saved: false };

const find = (selector) => root.querySelector(selector);
const text = (key, values = {}) => Object.entries(values)
  .reduce((line, [name, value]) => line.replaceAll(`%${name}%`, value), texts[`bid-${key}`] ?? texts['bid-error-failed']);

// Steps

/** The furthest step that may be shown: none can be reached without what it needs. */
function allowed(step) {
  if (step === 'check' || step === 'seal') return work.offer !== null;
  if (step === 'save') return work.bid !== null;
  if (step === 'hand-in') return work.bid !== null && work.saved;
  return true;
}

function show(wanted, focus = true) {
  const step = names.includes(wanted) && allowed(wanted) ? wanted : 'start';
  steps.forEach((section) => {
    section.hidden = section.dataset.step !== step;
  });
  root.querySelectorAll('[data-progress-step]').forEach((mark) => {
    const place = names.indexOf(mark.dataset.progressStep);
    mark.classList.toggle('ts-progress__step--done', place < names.indexOf(step));
    if (mark.dataset.progressStep === step) mark.setAttribute('aria-current', 'step');
    else mark.removeAttribute('aria-current');
  });
  if (focus) {
    find(`[data-step="${step}"] h2`).focus();
    scrollTo({ top: root.offsetTop });
  }
}

function go(step) {
  if (location.hash === `#${step}`) show(step);
  else location.hash = step;
}

addEventListener('hashchange', () => show(location.hash.slice(1)));

// Errors

/** Lists what is wrong, in a summary that leads to the fields; `problems` are [element or null, sentence]. */
function refuse(box, problems) {
  box.querySelector('ul').replaceChildren(...problems.map(([element, sentence]) => {
    const item = document.createElement('li');
    if (!element) item.textContent = sentence;
    else {
      const link = document.createElement('a');
      link.href = `#${element.id}`;
      link.textContent = sentence;
      link.addEventListener('click', (event) => {
        event.preventDefault();
        element.focus();
      });
      item.append(link);
    }
    return item;
  }));
  box.hidden = problems.length === 0;
  if (problems.length) box.focus();
}

function mark(element, sentence) {
  const group = element.closest('.govuk-form-group');
  group.classList.toggle('govuk-form-group--error', sentence !== '');
  element.classList.toggle(`${element.tagName === 'TEXTAREA' ? 'govuk-textarea' : 'govuk-input'}--error`, sentence !== '');
  if (sentence) element.setAttribute('aria-invalid', 'true');
  else element.removeAttribute('aria-invalid');
  const line = group.querySelector('[data-error]');
  line.hidden = sentence === '';
  line.querySelector('[data-error-text]').textContent = sentence;
}

const sentenceOf = (error) => texts[`bid-error-${error.code}`] ?? texts[`chain-error-${error.code}`] ?? text('error-failed', { reason: error.code ?? error.message });

// The offer

function readPrice() {
  return parseAmount(price.value, facts.exponent);
}

const readCost = (field) => parseCost(field.value, facts.exponent);

const written = (minor) => `${facts.currency} ${formatAmount(minor, facts.exponent)}`;

/** What is compared, as far as it can be told from what is typed. */
function showEvaluated() {
  const place = find('[data-evaluated]');
  if (!place) return;
  try {
    place.textContent = written(evaluatedPrice(readPrice(), costs.map(readCost), facts.rate_bp));
  } catch {
    place.textContent = '–';
  }
}

function readValidUntil() {
  const [year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(validUntil.value) ?? []).slice(1).map(Number);
  if (!year) throw new CodedError('valid_empty', 'no date');
  const end = Math.floor(new Date(year, month - 1, day, 23, 59, 59).getTime() / 1000);
  if (end <= facts.deadline) throw new CodedError('valid_early', 'before the deadline');
  return BigInt(end);
}

const readText = (name) => (field) => {
  const typed = field.value.trim();
  if (typed === '') throw new CodedError(`${name}_empty`, 'nothing typed');
  if ([...typed].length > 200) throw new CodedError(`${name}_long`, 'too long');
  return typed;
};

function readAnswer(field) {
  const typed = field.value.replaceAll('\r\n', '\n').trim();
  if (typed === '') throw new CodedError('answer_empty', 'no answer');
  if (answerLeft(typed) < 0) throw new CodedError('answer_long', 'too long');
  return { criterion: Number(field.dataset.criterion), text: typed };
}

/** The offer, or every problem of every field. */
function readOffer() {
  const problems = [];
  const read = (element, parse) => {
    try {
      mark(element, '');
      return parse(element);
    } catch (error) {
      const sentence = sentenceOf(error).replace('%name%', element.dataset.name ?? '').replace('%digits%', facts.exponent);
      mark(element, sentence);
      problems.push([element, sentence]);
      return null;
    }
  };
  const offer = {
    price: read(price, readPrice),
    validUntil: read(validUntil, readValidUntil),
    costs: costs.map((field) => read(field, readCost)),
    guarantee: facts.guarantee
      ? { issuer: read(issuer, readText('issuer')), number: read(number, readText('guarantee')) } : null,
    answers: answers.map((field) => read(field, readAnswer)),
  };
  return { offer, problems };
}

function checkOffer() {
  const { offer, problems } = readOffer();
  if (problems.length === 0) {
    try {
      offer.evaluated = evaluatedPrice(offer.price, offer.costs, facts.rate_bp);
      work.bodies = bodiesOf(offer, facts);
    } catch (error) {
      problems.push([error.code === 'evaluated_range' ? price : answers[0] ?? price, sentenceOf(error)]);
    }
  }
  refuse(find('[data-offer-errors]'), problems);
  if (problems.length) return;
  work.offer = offer;
  work.bid = null;
  work.saved = false;
  fillCheck(offer);
  go('check');
}

const moment = (seconds) => new Intl.DateTimeFormat(document.documentElement.lang, {
  dateStyle: 'long', timeStyle: 'long',
}).format(new Date(Number(seconds) * 1000));

function fillCheck(offer) {
  find('[data-check-price]').textContent = written(offer.price);
  offer.costs.forEach((cost, at) => {
    find(`[data-check-cost="${at + 1}"]`).textContent = written(cost);
  });
  if (costs.length) find('[data-check-evaluated]').textContent = written(offer.evaluated);
  find('[data-check-valid]').textContent = moment(offer.validUntil);
  if (offer.guarantee) find('[data-check-guarantee]').textContent = `${offer.guarantee.issuer}, ${offer.guarantee.number}`;
  offer.answers.forEach(({ criterion, text: answer }) => {
    find(`[data-check-answer="${criterion}"]`).textContent = answer;
  });
}

function count(field) {
  const left = answerLeft(field.value);
  const line = document.getElementById(`${field.id}-count`);
  line.textContent = text(left < 0 ? 'count-over' : 'count-left', { count: Math.abs(left) });
  line.classList.toggle('ts-count-over', left < 0);
}

function keepDraft() {
  const typed = {
    price: price.value,
    validUntil: validUntil.value,
    issuer: issuer?.value,
    number: number?.value,
    costs: costs.map((field) => field.value),
    answers: answers.map((field) => [field.dataset.criterion, field.value]),
  };
  sessionStorage.setItem(draftPlace, JSON.stringify(typed));
}

function restoreDraft() {
  const kept = sessionStorage.getItem(draftPlace);
  if (!kept) return;
  const typed = JSON.parse(kept);
  price.value = typed.price;
  validUntil.value = typed.validUntil;
  if (facts.guarantee) [issuer.value, number.value] = [typed.issuer ?? '', typed.number ?? ''];
  costs.forEach((field, at) => {
    field.value = typed.costs?.[at] ?? '';
  });
  const byId = new Map(typed.answers);
  answers.forEach((field) => {
    field.value = byId.get(field.dataset.criterion) ?? '';
  });
}

// Sealing

function tick(step) {
  const line = find(`[data-sealing="${step}"]`);
  line.classList.add('ts-sealing__step--done');
  line.querySelector('[data-sealing-status]').textContent = text('sealing-done');
}

const fresh = () => crypto.getRandomValues(new Uint8Array(32));

async function sealNow() {
  root.querySelectorAll('[data-sealing]').forEach((line) => {
    line.classList.remove('ts-sealing__step--done');
    line.querySelector('[data-sealing-status]').textContent = text('sealing-waits');
  });
  refuse(find('[data-seal-errors]'), []);
  go('seal');
  try {
    const sealed = await sealBid(facts, work.bodies, { financial: fresh(), technical: fresh() }, checkChain, tick);
    const salt = fresh();
    const guarantee = work.offer.guarantee && { salt, ...work.offer.guarantee };
    work.bid = { ...sealed, guarantee };
    await offerReceipt();
    go('save');
  } catch (error) {
    refuse(find('[data-seal-errors]'), [[null, sentenceOf(error)]]);
  }
}

async function offerReceipt() {
  const { e, c, technical, guarantee } = work.bid;
  work.guarantee = guarantee && await guaranteeHash(facts, guarantee);
  if (guarantee) find('[data-bid-guarantee]').textContent = hex(work.guarantee);
  find('[data-bid-e]').textContent = hex(e);
  find('[data-bid-c]').textContent = hex(c);
  if (technical) {
    find('[data-bid-technical-e]').textContent = hex(technical.e);
    find('[data-bid-technical-c]').textContent = hex(technical.c);
  }
  find('[data-saved]').checked = false;
  find('[data-saved]').disabled = true;
}

function saveReceipt() {
  const blob = new Blob([buildReceipt(work.bid, null)], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `tenderseal-receipt-${facts.number}-${facts.attempt}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  find('[data-saved]').disabled = false;
  find('[data-save-status]').textContent = text('save-file', { file: link.download });
}

function confirmSaved() {
  const box = find('[data-save-errors]');
  if (!find('[data-saved]').checked) {
    refuse(box, [[find('[data-saved]').disabled ? find('[data-save]') : find('[data-saved]'), text('error-not_saved')]]);
    return;
  }
  refuse(box, []);
  work.saved = true;
  offerKeys();
  go('hand-in');
}

/** A receipt that was saved and never handed in: its envelope is good as long as the attempt is the next one. */
async function resume(file) {
  const box = find('[data-start-errors]');
  try {
    const bid = await reopen(await file.text());
    if (!fitsHere(facts, bid)) throw new CodedError('receipt_elsewhere', 'for another tender, vendor or attempt');
    if (facts.guarantee !== (bid.guarantee !== null)) throw new CodedError('receipt_guarantee', 'a guarantee too few or too many');
    work.bid = bid;
    await offerReceipt();
    work.saved = true;
    refuse(box, []);
    await offerKeys();
    go('hand-in');
  } catch (error) {
    refuse(box, [[find('#receipt-file'), sentenceOf(error)]]);
  }
}

// Signing and handing in

async function offerKeys() {
  const select = find('#bid-key');
  try {
    const keys = await signingKeys(form);
    select.replaceChildren(...keys.map(({ id }) => new Option(`${id.slice(0, 8)}…${id.slice(-8)}`, id)));
    work.keys = keys;
    return true;
  } catch (error) {
    work.keys = [];
    refuse(find('[data-hand-in-errors]'), [[null, sentenceOf(error)]]);
    return false;
  }
}

async function handIn(button) {
  const box = find('[data-hand-in-errors]');
  button.disabled = true;
  try {
    const key = work.keys.find(({ id }) => id === find('#bid-key').value);
    if (!key) throw new CodedError('no_key', 'no key of this browser fits');
    const { name, fields } = actOf(facts, work.bid, work.guarantee);
    const { call } = await sign(form, name, fields, key);
    send(form, call);
  } catch (error) {
    button.disabled = false;
    refuse(box, [[null, sentenceOf(error)]]);
  }
}

async function lookForKey() {
  const line = find('[data-key-status]');
  try {
    const keys = await signingKeys(form);
    line.textContent = text('key-found', { key: keys.map(({ id }) => `${id.slice(0, 8)}…`).join(', ') });
    line.className = 'govuk-tag govuk-tag--green';
  } catch (error) {
    line.textContent = sentenceOf(error);
    line.className = 'govuk-tag govuk-tag--red';
    find('[data-key-help]').hidden = false;
  }
}

function fillContext() {
  const ctx = find('[data-context-bytes]');
  if (ctx) ctx.textContent = hex(contextOf(facts));
}

restoreDraft();
answers.forEach((field) => {
  count(field);
  field.addEventListener('input', () => count(field));
});
[price, ...costs].forEach((field) => field.addEventListener('input', showEvaluated));
showEvaluated();
[price, validUntil, issuer, number, ...costs, ...answers].filter(Boolean).forEach((field) => field.addEventListener('input', keepDraft));
root.querySelectorAll('[data-go]').forEach((button) => button.addEventListener('click', () => go(button.dataset.go)));
find('[data-check]').addEventListener('click', checkOffer);
find('[data-seal]').addEventListener('click', sealNow);
find('[data-save]').addEventListener('click', saveReceipt);
find('[data-save-done]').addEventListener('click', confirmSaved);
find('[data-sign]').addEventListener('click', (event) => handIn(event.currentTarget));
find('#receipt-file').addEventListener('change', ({ target }) => target.files[0] && resume(target.files[0]));
// A page that comes back out of the browser's history must not stand with a button that is off.
addEventListener('pageshow', () => {
  find('[data-sign]').disabled = false;
});
fillContext();
lookForKey();
root.hidden = false;
show(location.hash.slice(1), false);
