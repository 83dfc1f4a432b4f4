/**
 * Shows what the milestones add up to beside the contract's value while they are typed, in exact minor units.
 * Decoration: the portal and the contract check it.
 * @module page-amounts
 */
import { exponentOf, formatAmount, parseAmount } from './money.js';

const output = document.querySelector('[data-amount-sum]');
const fields = [...document.querySelectorAll('[data-amount]')];
const whole = document.querySelector('[data-amount-value]');

/** Minor units; nothing for what is no amount. */
function minor(text, exponent) {
  try {
    return parseAmount(text, exponent);
  } catch {
    return null;
  }
}

function show() {
  const { currency, value: agreed } = output.dataset;
  const exponent = exponentOf(currency);
  const value = whole ? minor(whole.value, exponent) : agreed && BigInt(agreed);
  const blank = fields.every((field) => field.value.trim() === '');
  const sum = fields.reduce((total, field) => total + (minor(field.value, exponent) ?? 0n), 0n);
  const written = (amount) => `${currency}\u00a0${formatAmount(amount, exponent)}`;
  output.hidden = !value;
  if (!value) return;
  const difference = sum > value ? sum - value : value - sum;
  const kind = blank ? 'none' : difference === 0n ? 'fits' : sum < value ? 'missing' : 'over';
  output.textContent = output.dataset[kind]
    .replace('{sum}', written(sum)).replace('{value}', written(value)).replace('{difference}', written(difference));
  output.classList.toggle('ts-sum--fits', kind === 'none' || kind === 'fits');
}

if (output) {
  for (const field of [...fields, whole].filter(Boolean)) field.addEventListener('input', show);
  show();
}
