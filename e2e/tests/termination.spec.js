/**
 * A contract that ends before it is performed: an officer proposes it on a ground and with reasons, and another person of the
 * buyer's confirms. The vendor reads it before it takes effect.
 */
import { expect, test } from '@playwright/test';
import { lookAt } from '../support/axe.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const TEXT = '复印纸年度供应合同（OF-2026-03 号）。';
const REASON = '经三次书面催告，供应商仍未交付首批货物。\nReminded three times in writing, the vendor has not delivered the first part.';

let server;
let address;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start();
  address = await server.tenderIn('awarded');
});
test.afterAll(async () => {
  await server?.stop();
});

const read = () => server.tender(address);

test('a contract is terminated by two persons, on a ground and with reasons', async ({ browser }) => {
  const found = [];
  const contract = `/tenders/${address}/contract`;
  const officer = await Person.signedIn(browser, server, 'zh', 'officer');
  const { page } = officer;
  const vendors = [await Person.signedIn(browser, server, 'en', 'vendor1'), await Person.signedIn(browser, server, 'en', 'vendor2')];
  const places = await Promise.all(vendors.map(async (person) => (await person.go(contract)).status()));
  const vendor = vendors[places.indexOf(200)];

  await test.step('the contract is signed by both sides, without milestones', async () => {
    await officer.go(contract);
    await page.getByRole('button', { name: '提出合同' }).click();
    await page.locator('#document').fill(TEXT);
    await page.getByRole('button', { name: '核对', exact: true }).click();
    await officer.sign('#propose');
    await vendor.go(contract);
    await vendor.sign('#sign-contract');
    expect((await read()).stage).toBe('contract_signed');
  });

  await test.step('the officer proposes, not without ground and reasons', async () => {
    await officer.go(contract);
    const form = page.locator('#propose-termination');
    await page.locator('details', { has: form }).locator('summary').click();
    await form.locator('[data-act-submit]').click();
    await expect(form.locator('[data-act-errors]')).toBeVisible();
    await page.locator('#ground').selectOption('vendor_default');
    await page.locator('#termination-statement').fill(REASON);
    await officer.sign('#propose-termination');
    expect((await read()).stage, 'one person alone ends nothing').toBe('contract_signed');
    await lookAt(officer, contract, found, 'termination-proposed');
  });

  await test.step('the vendor reads it before it takes effect', async () => {
    await lookAt(vendor, contract, found, 'termination-told');
    vendor.locale = 'en';
    await vendor.go(contract);
    await expect(vendor.page.locator('main')).toContainText('The buyer proposes to terminate the contract');
    await expect(vendor.page.locator('section[aria-labelledby="termination"]')).toContainText('Reminded three times');
    await expect(vendor.page.locator('#confirm-termination')).toHaveCount(0);
  });

  await test.step('an approver, another person, confirms', async () => {
    const approver = await Person.signedIn(browser, server, 'en', 'approver');
    await approver.go('/approvals');
    await approver.page.locator(`main a[href$="${contract}"]`).first().click();
    await lookAt(approver, contract, found, 'termination-confirm');
    approver.locale = 'en';
    await approver.go(contract);
    await approver.sign('#confirm-termination');
    await approver.leave();
    expect((await read()).stage).toBe('terminated');
  });

  await test.step('nothing is left to do, and everybody reads ground and reasons', async () => {
    for (const person of [officer, vendor]) {
      await person.go(contract);
      await expect(person.page.locator('main form[data-act]')).toHaveCount(0);
    }
    const reader = await Person.arrive(browser, server, 'en');
    await lookAt(reader, `/tenders/${address}`, found, 'terminated');
    const texts = { en: ['The vendor does not perform', 'Reminded three times'], zh: ['三次书面催告'] };
    for (const [locale, told] of Object.entries(texts)) {
      reader.locale = locale;
      await reader.go(`/tenders/${address}`);
      for (const text of told) await expect(reader.page.locator('section[aria-labelledby="contract"]')).toContainText(text);
    }
    await reader.leave();
  });
  for (const person of [officer, ...vendors]) await person.leave();
  expect(found).toEqual([]);
});
