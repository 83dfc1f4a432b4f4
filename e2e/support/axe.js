/**
 * What axe, a narrow screen and a walk with Tab find on a page.
 * @module axe
 */
import AxeBuilder from '@axe-core/playwright';
import { walk } from './keyboard.js';
import { noteScan } from './scans.js';
import { picture } from './shots.js';

/** The languages have one markup and one set of colours: each page is read in full in both, and at both widths in both schemes. */
const SCANS = { en: [[1280, 'light'], [375, 'dark']], zh: [[375, 'light'], [1280, 'dark']] };
export const LOCALES = Object.keys(SCANS);

/** Axe on a page, which counts as looked at from now on. */
export function axeOn(page) {
  noteScan(page);
  // Our pages have no frames.
  return new AxeBuilder({ page }).setLegacyMode();
}

/** What axe, a narrow screen and Tab (unless `tabs` is false) find on the page as it stands, with everything unfolded. */
export async function look({ page, locale }, name, found, { tabs = true } = {}) {
  await page.evaluate(() => document.querySelectorAll('details').forEach((element) => {
    element.open = true;
  }));
  for (const [width, colorScheme] of SCANS[locale]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Between the schemes only colours differ.
    const axe = axeOn(page);
    if (colorScheme === 'dark') axe.withRules(['color-contrast']);
    const { violations, incomplete } = await axe.analyze();
    await picture(page, `axe-${name}-${locale}-${width}-${colorScheme}`);
    for (const { id, nodes } of violations) {
      for (const { target, any } of nodes) found.push(`${name} ${locale} ${width} ${colorScheme}: ${id} ${target} ${any[0]?.message ?? ''}`);
    }
    // Text in the colour of its ground: axe does not know whether that is meant; here it never is.
    for (const { target, any } of incomplete.filter(({ id }) => id === 'color-contrast').flatMap(({ nodes }) => nodes)) {
      if (any[0]?.data?.messageKey === 'equalRatio') found.push(`${name} ${locale} ${width} ${colorScheme}: unseen text ${target}`);
    }
  }
  await page.setViewportSize({ width: 320, height: 900 });
  const { wide, by } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    by: [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > 320.5).slice(0, 3)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`),
  }));
  if (wide > 320) found.push(`${name} ${locale}: ${wide} pixels wide at 320: ${by.join(', ')}`);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  if (tabs) for (const fault of await walk(page)) found.push(`${name} ${locale}: ${fault}`);
}

/** Looks at a page in both languages, whose stops are the same; `name` tells pages of one address apart. */
export async function lookAt(person, path, found, name = path || '/') {
  for (const locale of LOCALES) {
    person.locale = locale;
    await person.go(path);
    await look(person, name, found, { tabs: locale === 'en' });
  }
}
