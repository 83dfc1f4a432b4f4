/**
 * A draft of a tender, section by section.
 * @module draft
 */
import { expect } from '@playwright/test';

/** A document of a tender: the portal takes what it can recognise. */
export const DOCUMENT = {
  name: '技术要求.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
};

/**
 * Fills in every section of the draft that the officer's page shows.
 * @param {import('./person.js').Person} officer
 * @param {{name: string, mimeType: string, buffer: Buffer}} document
 */
export async function fillDraft({ page, server }, document) {
  const draft = page.url();
  expect(draft).toContain(server.origin);
  const section = async (name, fill) => {
    await page.goto(`${draft}/${name}`);
    await fill();
    await page.locator('#main-content form button.govuk-button:not([name])').first().click();
    await page.waitForURL((url) => url.pathname === new URL(draft).pathname);
  };
  const put = (values) => async () => {
    for (const [id, value] of Object.entries(values)) await page.locator(`[id="${id}"]`).fill(value);
  };
  await section('notice', async () => {
    await put({
      'title-zh': '会议室显示设备采购', 'title-en': 'Displays for meeting rooms',
      'description-zh': '采购会议室显示设备 12 台，含安装与三年质保。',
      'description-en': 'Twelve displays for meeting rooms with installation and three years of warranty.',
      reference: 'GX-2026-11', currency: 'CNY', budget: '300000',
    })();
    await page.locator('#category').check();
  });
  await section('items', put({ 'item-1-zh': '会议显示屏', 'item-1-en': 'Meeting display', 'item-1-quantity': '12', 'item-1-unit': '台' }));
  await section('documents', () => page.locator('#documents').setInputFiles(document));
  const { now } = await server.json('/api/chain');
  await section('schedule', put({
    deadline: new Date((now + 20 * 86_400 + 8 * 3_600) * 1_000).toISOString().slice(0, 16),
    guard: '10', officers_window: '20', self_reveal_window: '20', objection_window: '20', standstill: '20',
  }));
  await section('criteria', async () => {
    await page.locator('#price_formula').check();
    await put({
      price_weight: '60', min_bids: '1', 'criterion-1-zh': '画质与可靠性', 'criterion-1-en': 'Picture and reliability',
      'criterion-1-weight': '40', 'criterion-1-max': '100', 'criterion-1-min': '0',
    })();
    await expect(page.locator('[data-weight-sum]')).toHaveClass(/ts-sum--fits/);
  });
  await section('committee', async () => {
    await page.locator('#k').fill('2');
    for (const name of ['committee', 'panel']) {
      for (const box of await page.locator(`input[name="${name}"]`).all()) await box.check();
    }
  });
}
