/**
 * Somebody new: an account, a key made in the browser, and the offer of that key to an organisation.
 * @module newcomer
 */
import { expect } from '@playwright/test';
import { Person } from './person.js';

/** What newcomers sign in with. */
export const PASSWORD = 'four quiet lanterns burn';
/** What protects the backups of their keys. */
export const KEY_PASSWORD = 'three blue herons wading';

/** Somebody new, with an account and no key. */
export async function signUp(browser, server, locale, name, email) {
  const person = await Person.arrive(browser, server, locale);
  await person.go('/sign-up');
  await person.page.locator('#name').fill(name);
  await person.page.locator('#email').fill(email);
  await person.page.locator('#password').fill(PASSWORD);
  await person.page.locator('#main-content button[type=submit]').click();
  await person.page.waitForURL('**/account?done=signed-up');
  return person;
}

/** Makes a signing key; the backup's file. */
export async function makeKey(person, label) {
  const { page } = person;
  await person.go('/account/keys');
  await page.locator('#make-label').fill(label);
  await page.locator('#make-first').fill(KEY_PASSWORD);
  await page.locator('#make-second').fill('not the same at all');
  const button = page.locator('form[data-make-key] button[type=submit]');
  await button.click();
  await expect(page.locator('form[data-make-key] [data-key-error]')).toBeVisible();
  await page.locator('#make-first').fill(KEY_PASSWORD);
  await page.locator('#make-second').fill(KEY_PASSWORD);
  await button.click();
  const saving = page.waitForEvent('download');
  await page.locator('[data-key-file]').click();
  const backup = await (await saving).path();
  // Not used before the person says that the backup is saved.
  await button.click();
  await expect(page.locator('form[data-make-key] [data-key-error]')).toBeVisible();
  await page.locator('#make-confirmed').check();
  await button.click();
  await page.waitForURL('**/account/keys?done=key-registered');
  await person.shot('keys');
  return backup;
}

/** The code with which a person offers the first key that the registry does not know. */
export async function offer(person, organisation) {
  await person.go('/account/keys');
  await person.page.locator('a[href$="/offer"]').first().click();
  await person.page.locator('#organisation').selectOption({ label: organisation });
  await person.page.locator('form[data-offer] button[type=submit]').click();
  const code = person.page.locator('#code');
  await expect(code).toHaveValue(/possession/);
  await person.shot('offer');
  return code.inputValue();
}

/** The administrator reads the code of an offer. */
export async function readOffer(admin, code) {
  await admin.go('/desk');
  await admin.page.locator('a[href$="/people"]').first().click();
  await admin.page.locator('#code').fill(code);
  await admin.page.locator('#main-content form button[type=submit]').click();
}

/**
 * Somebody new whom the organisation's administrator takes in.
 * @param {{locale: string, name: string, email: string, roles: string[]}} as who it is, and what that one may do
 */
export async function colleague(browser, server, organisation, { locale, name, email, roles }) {
  const person = await signUp(browser, server, locale, name, email);
  await makeKey(person, 'office');
  const code = await offer(person, organisation);
  const admin = await Person.signedIn(browser, server, 'zh', 'admin');
  await readOffer(admin, code);
  for (const role of roles) await admin.page.locator(`#role-${role}`).check();
  await admin.sign('#add');
  await admin.leave();
  return person;
}

/** Somebody new whom the organisation's administrator makes officer and approver in one. */
export function officerAndApprover(browser, server, organisation) {
  return colleague(browser, server, organisation, {
    locale: 'en', name: 'Mei Wen', email: 'wen@example.org', roles: ['officer', 'approver'],
  });
}
