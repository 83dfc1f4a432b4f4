/**
 * Only keys: what somebody does who has no pointer.
 * @module keyboard
 */
import { expect } from '@playwright/test';

/** Tab stops that a page may have. */
const STOPS = 150;

/**
 * Presses Tab until the element has the focus, and checks that the focus can be seen.
 * @param {import('@playwright/test').Page} page
 * @param {string} selector
 */
export async function tabTo(page, selector) {
  const target = page.locator(selector);
  await expect(target).toBeVisible();
  for (let stop = 0; stop < STOPS; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      const seen = await target.evaluate((element) => {
        const marks = (node) => {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(node);
          return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
        };
        return [element, element.nextElementSibling].filter(Boolean).some(marks)
          || marks(element) || getComputedStyle(element, '::before').boxShadow !== 'none'
          || (element.nextElementSibling && getComputedStyle(element.nextElementSibling, '::before').boxShadow !== 'none');
      });
      expect(seen, `the focus on ${selector} is seen`).toBe(true);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`${STOPS} times Tab do not lead to ${selector}`);
}

/** Goes to a field and types. */
export async function typeInto(page, selector, text) {
  await tabTo(page, selector);
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

/** Goes to a button or link and presses Enter. */
export async function enter(page, selector) {
  await tabTo(page, selector);
  await page.keyboard.press('Enter');
}
