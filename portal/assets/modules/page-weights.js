/**
 * Shows the sum of the weights while they are typed, in exact hundredths of a percent. Decoration: the portal and the
 * contract check it.
 * @module page-weights
 */
const output = document.querySelector('[data-weight-sum]');
const fields = [...document.querySelectorAll('[data-weight]')];

/** Hundredths of a percent; null for what is no number. */
function hundredths(text) {
  const match = /^([0-9]{1,3})(?:\.([0-9]{1,2}))?$/.exec(text.trim());
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
}

function show() {
  const sum = fields.reduce((total, field) => total + (hundredths(field.value) ?? 0), 0);
  const { fits, differs } = output.dataset;
  output.textContent = (sum === 10_000 ? fits : differs).replace('{sum}', `${sum / 100}%`);
  output.classList.toggle('ts-sum--fits', sum === 10_000);
}

for (const field of fields) field.addEventListener('input', show);
show();
