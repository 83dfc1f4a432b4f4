// What every page does once it is there. Pages work without it.
import {
  createAll, Button, CharacterCount, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink,
} from '../vendor/govuk-frontend.min.js';

// govuk-frontend wants these classes before it begins; its own inline script
// for that is not allowed by our content security policy.
document.body.classList.add('js-enabled', 'govuk-frontend-supported');
for (const component of [Button, CharacterCount, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink]) {
  createAll(component);
}

// Switching the language keeps what was typed, but no secret and no file.
const form = document.querySelector('form[data-keep]');
const place = location.pathname.replace(/^\/(en|zh)(?=\/|$)/, '');
const kept = ':is(input:not([type=password], [type=hidden], [type=file]), textarea, select)[name]';

document.querySelector('[data-language-switch]')?.addEventListener('click', () => {
  if (!form) return;
  const values = [...form.querySelectorAll(kept)].map((field) => [field.name, field.value, field.checked]);
  sessionStorage.setItem('kept-form', JSON.stringify({ place, values }));
});

const stored = sessionStorage.getItem('kept-form');
sessionStorage.removeItem('kept-form');
if (form && stored) {
  const { place: then, values } = JSON.parse(stored);
  if (then === place) {
    for (const field of form.querySelectorAll(kept)) {
      const choice = field.type === 'radio' || field.type === 'checkbox';
      const found = values.find(([name, value]) => name === field.name && (!choice || value === field.value));
      if (!found) continue;
      if (choice) [, , field.checked] = found;
      else [, field.value] = found;
    }
  }
}
