/**
 * Only keys: what somebody does who has no pointer.
 * @module keyboard
 */
import { expect } from '@playwright/test';

/** Tab stops that a page may have: those of a page on which a buyer runs a tender with many bids. */
const STOPS = 400;
/** Tabs that are pressed between two looks at how far the walk has come. */
const STRIDE = 20;

/** Where a selector leads, or the locator itself. */
const locate = (page, target) => (typeof target === 'string' ? page.locator(target) : target);

/**
 * Presses Tab from where the focus is until the element has it, and checks that the focus can be seen.
 * @param {import('@playwright/test').Page} page
 * @param {string | import('@playwright/test').Locator} where
 */
export async function tabTo(page, where) {
  const target = locate(page, where);
  await expect(target).toBeVisible();
  await expect(target).toBeEnabled();
  for (let stop = 0; stop < STOPS; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      const seen = await target.evaluate((element) => {
        const shows = ({ outlineStyle, outlineWidth, outlineColor, boxShadow }) => boxShadow !== 'none'
          || (outlineStyle !== 'none' && outlineWidth !== '0px' && outlineColor !== 'rgba(0, 0, 0, 0)');
        return [element, element.nextElementSibling].filter(Boolean)
          .some((node) => [null, '::before'].some((part) => shows(getComputedStyle(node, part))));
      });
      expect(seen, `the focus on ${where} is seen`).toBe(true);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`${STOPS} times Tab do not lead to ${where}`);
}

/** Goes to a field and types. */
export async function typeInto(page, where, text) {
  await tabTo(page, where);
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

/** Goes to a button or link and presses Enter. */
export async function enter(page, where) {
  await tabTo(page, where);
  await page.keyboard.press('Enter');
}

/**
 * Walks with Tab once around the page as it stands.
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<string[]>} the links, buttons and fields that Tab never reaches, those on which the focus looks like
 * no focus, and a walk that does not come round
 */
export async function walk(page) {
  const stops = await page.evaluate(watch);
  let round = false;
  for (let pressed = 0; !round && pressed < STOPS; pressed += STRIDE) {
    for (let press = 0; press < STRIDE; press += 1) await page.keyboard.press('Tab');
    round = await page.evaluate(() => globalThis.tabWalk.round());
  }
  const faults = await page.evaluate(() => globalThis.tabWalk.end());
  // A page with nothing to go to comes round at once.
  return round || stops === 0 ? faults : [`${STOPS} times Tab do not come round`, ...faults];
}

/** In the page: notes from now on where the focus goes, and how what has it looks compared with before. Answers how many stops there should be. */
async function watch() {
  // What the page does about a changed width is done before the next picture.
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  const face = (element) => JSON.stringify([element, element.nextElementSibling].filter(Boolean).flatMap((node) => [null, '::before'].map((part) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor, borderColor, clip, clipPath } = getComputedStyle(node, part);
    const outline = outlineStyle !== 'none' && outlineWidth !== '0px' && outlineColor !== 'rgba(0, 0, 0, 0)' && [outlineWidth, outlineColor];
    return [outline, boxShadow, backgroundColor, borderColor, clip, clipPath];
  })));
  const title = (element) => `${element.localName}${element.id && `#${element.id}`} ${element.getAttribute('href') ?? element.name ?? ''} `
    + `“${(element.labels?.[0] ?? element).textContent.trim().replace(/\s+/g, ' ').slice(0, 40)}”`;
  const group = (element) => (element.type === 'radio' && element.name
    ? [...document.getElementsByName(element.name)].filter(({ form }) => form === element.form) : [element]);
  document.activeElement?.blur();
  const wanted = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, details > summary:first-of-type')]
    .filter((element) => element.getClientRects().length > 0 && element.checkVisibility({ visibilityProperty: true }))
    // Within a list of tabs the arrow keys lead on. A hidden button only says what Enter in a field does.
    .filter((element) => !element.matches(':disabled, [role=tab][tabindex="-1"], button[aria-hidden=true][tabindex="-1"]') && !element.closest('[inert]'));
  const before = new Map(wanted.map((element) => [element, face(element)]));
  const reached = new Set();
  const unseen = new Set();
  let first = null;
  let round = false;
  const note = ({ target }) => {
    if (target === first) round = true;
    first ??= target;
    reached.add(target);
    if (before.get(target) === face(target)) unseen.add(target);
  };
  document.addEventListener('focusin', note);
  globalThis.tabWalk = {
    round: () => round,
    end: () => {
      document.removeEventListener('focusin', note);
      document.activeElement?.blur();
      delete globalThis.tabWalk;
      return [
        ...wanted.filter((element) => !group(element).some((one) => reached.has(one))).map((element) => `Tab never reaches ${title(element)}`),
        ...[...unseen].map((element) => `the focus is not seen on ${title(element)}`),
      ];
    },
  };
  return wanted.length;
}
