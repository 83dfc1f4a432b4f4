/**
 * The page on which a vendor bids.
 * @module bid-page
 */
import { expect } from '@playwright/test';
import { readFile } from 'node:fs/promises';

/** A date far behind every deadline of the tests, as the date field takes it. */
export const VALID_UNTIL = '2031-06-30';

/** The bid page of one vendor for one tender. */
export class BidPage {
  constructor(person, address) {
    Object.assign(this, { person, page: person.page, address });
  }

  step(name) {
    return this.page.locator(`[data-step="${name}"]`);
  }

  async open() {
    await this.person.go(`/tenders/${this.address}/bid`);
    await expect(this.page.locator('[data-key-status]')).toHaveClass(/govuk-tag--green/);
    await this.person.shot('bid-1-start');
    await this.step('start').locator('[data-go="offer"]').click();
    await expect(this.step('offer')).toBeVisible();
  }

  /** @param {{price: string, answers: string[], guarantee?: {issuer: string, number: string}}} offer as it is typed */
  async fill({ price, answers, guarantee }) {
    await this.page.locator('#price').fill(price);
    await this.page.locator('#valid-until').fill(VALID_UNTIL);
    for (const [name, value] of Object.entries(guarantee ?? {})) await this.page.locator(`#guarantee-${name}`).fill(value);
    const fields = this.page.locator('[data-criterion]');
    await expect(fields).toHaveCount(answers.length);
    for (const [place, answer] of answers.entries()) await fields.nth(place).fill(answer);
    await this.person.shot('bid-2-offer');
    await this.page.locator('[data-check]').click();
    await expect(this.step('check')).toBeVisible();
    await expect(this.page.locator('[data-check-answer]').first()).toHaveText(answers[0]);
    await this.person.shot('bid-3-check');
  }

  /** Seals, saves the receipt file and goes to the last step; answers the file. */
  async seal() {
    await this.close();
    return this.keep();
  }

  /** Seals, and stands before the receipt file. */
  async close() {
    await this.page.locator('[data-seal]').click();
    await expect(this.step('save')).toBeVisible();
  }

  /** Saves the receipt file and goes to the last step; answers the file. */
  async keep() {
    const saving = this.page.waitForEvent('download');
    await this.page.locator('[data-save]').click();
    this.receipt = await readReceipt(await saving);
    await this.page.locator('[data-saved]').check();
    await this.person.shot('bid-4-save');
    await this.page.locator('[data-save-done]').click();
    await expect(this.step('hand-in')).toBeVisible();
    await expect(this.page.locator('#bid-key option')).toHaveCount(1);
    await this.person.shot('bid-5-hand-in');
    return this.receipt;
  }

  /** Signs and hands in, without waiting for what comes of it. */
  async send() {
    await this.page.locator('[data-sign]').click();
  }

  /** Signs and hands in; the receipt page shows what was sealed. */
  async handIn() {
    await this.send();
    await this.page.waitForURL(/\/bids\/\d+\/receipt/);
    await expect(this.page.locator('[data-bid-received]')).toContainText(this.receipt.e);
    await expect(this.page.locator('[data-bid-received]')).toContainText(this.receipt.c);
    await this.person.shot('bid-6-receipt');
    return Number(/\/bids\/(\d+)\/receipt/.exec(this.page.url())[1]);
  }

  /** From the first step to the receipt page. */
  async bid(offer) {
    await this.open();
    await this.fill(offer);
    await this.seal();
    return this.handIn();
  }
}

/** The receipt file of a download. */
export async function readReceipt(download) {
  const receipt = JSON.parse(await readFile(await download.path(), 'utf8'));
  expect(receipt.seed).toMatch(/^[0-9a-f]{64}$/);
  expect(receipt.public).toBeNull();
  return receipt;
}
