/**
 * Receipts: the page after a bid was received, and the page that reads a receipt file without sending it anywhere.
 * @module page-receipt
 */
import { hex } from './bytes.js';
import { decodeContext, decodeFinancialBody, decodeTechnicalBody } from './tse1.js';
import { exponentOf, formatAmount } from './money.js';
import { reopen } from './receipt.js';

/** The bid is in the record: what was typed for it is not needed any more. */
function afterHandingIn(received) {
  sessionStorage.removeItem(`tenderseal-bid:${received.dataset.bidReceived}`);
  const print = document.querySelector('[data-print]');
  print.hidden = false;
  print.addEventListener('click', () => window.print());
}

function openReceipts(root) {
  const texts = JSON.parse(root.dataset.texts);
  const errors = root.querySelector('[data-receipt-errors]');
  const shown = root.querySelector('[data-receipt-shown]');
  const fill = (name, value) => {
    root.querySelector(`[data-receipt-field="${name}"]`).textContent = value;
  };

  function refuse(error) {
    const item = document.createElement('li');
    item.textContent = texts[`bid-receipt-error-${error.code}`] ?? texts['bid-receipt-error-failed'].replace('%reason%', error.code ?? error.message);
    errors.querySelector('ul').replaceChildren(item);
    errors.hidden = false;
    shown.hidden = true;
    errors.focus();
  }

  function showAnswers(answers) {
    const place = root.querySelector('[data-receipt-answers]');
    place.replaceChildren(...answers.flatMap(({ criterion, text }) => {
      const heading = document.createElement('h3');
      heading.className = 'govuk-heading-s';
      heading.textContent = place.dataset.label.replace('%id%', criterion);
      const answer = document.createElement('p');
      answer.className = 'govuk-body ts-preline';
      answer.textContent = text;
      return [heading, answer];
    }));
  }

  function showBid(bid) {
    const { contract, vendor, attempt } = decodeContext(bid.ctx);
    const { currency, price, validUntil, ...financial } = decodeFinancialBody(bid.body);
    const { answers } = bid.technical ? decodeTechnicalBody(bid.technical.body) : financial;
    const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'long', timeStyle: 'long' });
    fill('price', `${currency} ${formatAmount(price, exponentOf(currency))}`);
    fill('valid', format.format(new Date(Number(validUntil) * 1000)));
    fill('contract', hex(contract));
    fill('vendor', hex(vendor));
    fill('attempt', String(attempt));
    fill('committee', `${bid.k} / ${bid.committee.length}`);
    fill('e', hex(bid.e));
    fill('c', hex(bid.c));
    const { yes, no } = root.querySelector('[data-receipt-field="public"]').dataset;
    fill('public', bid.public ? yes : no);
    root.querySelector('[data-receipt-technical]').hidden = bid.technical === null;
    if (bid.technical) {
      fill('technical-e', hex(bid.technical.e));
      fill('technical-c', hex(bid.technical.c));
    }
    showAnswers(answers);
    const link = root.querySelector('[data-receipt-tender]');
    link.href = `${link.dataset.base}${hex(contract)}`;
  }

  async function open(file) {
    try {
      showBid(await reopen(await file.text()));
      errors.hidden = true;
      shown.hidden = false;
      const verdict = root.querySelector('[data-receipt-verdict]');
      verdict.textContent = texts['bid-receipt-good'];
      verdict.focus();
    } catch (error) {
      refuse(error);
    }
  }

  root.querySelector('#receipt-file').addEventListener('change', ({ target }) => target.files[0] && open(target.files[0]));
  root.hidden = false;
}

const received = document.querySelector('[data-bid-received]');
if (received) afterHandingIn(received);
const reader = document.querySelector('[data-receipt]');
if (reader) openReceipts(reader);
