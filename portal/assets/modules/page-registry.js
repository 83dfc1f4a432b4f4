/**
 * Acts of the registry whose arguments need more than reading fields: until when an organisation is debarred, which is
 * the beginning of a day in the portal's zone, and other roles of a person, which the registry refuses when they are
 * the same.
 * @module page-registry
 */
import { dayBegins } from './day.js';
import { CodedError } from './errors.js';
import { mount, readArguments } from './page-act.js';

const wrong = (code, element) => Object.assign(new CodedError(code, `the field ${element.id}`), { element });

/** What the confirmation lists: label and shown value of each field, where no other is given. */
function rows(form, shown = {}) {
  const listed = [...form.querySelectorAll('[data-label]')].filter((field) => field.type !== 'checkbox' || field.checked);
  return listed.map((field) => [field.dataset.label, shown[field.id] ?? field.dataset.shown ?? field.value]);
}

async function debarment(form) {
  const day = form.querySelector('#debar-until');
  const { zone } = day.dataset;
  const until = dayBegins(day.value, zone);
  if (!day.validity.valid || Number.isNaN(until)) throw wrong('bad_day', day);
  const fields = { ...await readArguments(form), until };
  return { fields, rows: rows(form, { [day.id]: `${day.value} 00:00 ${zone}` }) };
}

async function otherRoles(form) {
  const fields = await readArguments(form);
  const group = form.querySelector('[data-before]');
  if (fields.roles.join(' ') === group.dataset.before) throw wrong('unchanged', group.querySelector('input'));
  return { fields, rows: rows(form) };
}

const debar = document.querySelector('#debar');
if (debar) mount(debar, () => debarment(debar));
const roles = document.querySelector('#roles');
if (roles) mount(roles, () => otherRoles(roles));
