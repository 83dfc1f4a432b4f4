/**
 * Pictures of the pages, to be looked at: only with `E2E_SHOTS=folder`.
 * @module shots
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.E2E_SHOTS;

/** The page as it stands. */
export async function picture(page, name) {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name.replace(/[^\w.-]+/g, '_')}.png`), fullPage: true });
}

/** The page as it stands, 1280 and 375 pixels wide. */
export async function shoot(page, name) {
  if (!folder) return;
  const before = page.viewportSize();
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 900 });
    await picture(page, `${name}-${width}`);
  }
  await page.setViewportSize(before);
}
