/**
 * Somebody at a browser of their own.
 * @module person
 */
import { expect } from '@playwright/test';
import { enter } from './keyboard.js';
import { shoot } from './shots.js';

const TAGS = { en: 'en-GB', zh: 'zh-CN' };

/** A person with a browser context. */
export class Person {
  constructor(server, context, page, locale) {
    Object.assign(this, { server, context, page, locale });
  }

  /**
   * Somebody with an empty browser.
   * @param {import('@playwright/test').Browser} browser
   * @param {import('./server.js').Server} server
   * @param {'en'|'zh'} locale
   */
  static async arrive(browser, server, locale, options = {}) {
    const context = await browser.newContext({ locale: TAGS[locale], timezoneId: 'Asia/Shanghai', ...options });
    const page = await context.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    const person = new Person(server, context, page, locale);
    person.errors = errors;
    return person;
  }

  /** A persona of the demonstration, signed in, with the demo key in the browser. */
  static async signedIn(browser, server, locale, name, options = {}) {
    const person = await Person.arrive(browser, server, locale, options);
    await person.signIn(name);
    return person;
  }

  url(path) {
    return `${this.server.origin}/${this.locale}${path}`;
  }

  go(path) {
    return this.page.goto(this.url(path));
  }

  async signIn(name) {
    await this.go('/sign-in');
    await this.page.locator('#email').fill(this.server.people.get(name));
    await this.page.locator('#password').fill(this.server.password);
    await this.page.locator('#main-content button[type=submit]').click();
    await this.page.waitForURL('**/desk');
    await this.keyIsThere();
  }

  /** Waits until the persona's keys have arrived in the browser. */
  async keyIsThere() {
    await this.page.waitForFunction(() => new Promise((resolve) => {
      const request = indexedDB.open('tenderseal-keys', 1);
      request.onupgradeneeded = () => request.transaction.abort();
      request.onerror = () => resolve(false);
      request.onsuccess = () => {
        const held = request.result.transaction('keys').objectStore('keys').count();
        held.onsuccess = () => {
          request.result.close();
          resolve(held.result > 0);
        };
      };
    }));
  }

  /**
   * Fills in nothing more: checks, confirms and signs an act's form with the keyboard alone, and waits for its receipt.
   * @param {string} form selector of the form
   */
  async sign(form) {
    const act = this.page.locator(form);
    await enter(this.page, act.locator('[data-act-submit]'));
    await expect(act.locator('[data-act-confirm]')).toBeVisible();
    await expect(act.locator('[data-act-digest]')).toHaveText(/^[0-9a-f]{64}$/);
    await enter(this.page, act.locator('[data-act-sign]'));
    await this.page.waitForURL(/\/receipts\/\d+\/\d+/);
  }

  shot(name) {
    return shoot(this.page, `${name}-${this.locale}`);
  }

  async leave() {
    expect(this.errors, 'errors of the pages').toEqual([]);
    await this.context.close();
  }
}
