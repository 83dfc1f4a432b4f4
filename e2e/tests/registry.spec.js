/**
 * People and organisations: keys made, saved and restored in the browser, an organisation that registers itself and is
 * admitted, a person that joins, a lost key that is replaced, a registration that is refused.
 */
import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { KEY_PASSWORD, PASSWORD, makeKey, offer, readOffer, signUp } from '../support/newcomer.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const PDF = Buffer.from('%PDF-1.4\n%%EOF\n');

let server;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});

test('an organisation registers itself, is admitted, grows, and outlives a lost key', async ({ browser }) => {
  const name = '远帆办公设备有限公司';
  const founder = await signUp(browser, server, 'zh', '周远', 'zhou@example.org');
  const { page } = founder;

  await test.step('the founder makes a key and saves its backup', async () => {
    const backup = JSON.parse(readFileSync(await makeKey(founder, '办公室电脑'), 'utf8'));
    expect([backup.format, backup.kind]).toEqual(['tenderseal-key-backup', 'signing']);
  });

  await test.step('registers the organisation and signs that', async () => {
    await founder.go('/organisations/register/vendor');
    const fields = {
      'legal-name': name, country: 'CN', 'registration-number': '91330100MA2YF00055', address: '示范市海滨路 5 号',
      'contact-phone': '+86 10 5555 0155',
    };
    for (const [id, value] of Object.entries(fields)) await page.locator(`#${id}`).fill(value);
    await page.locator('#documents').setInputFiles({ name: '营业执照.pdf', mimeType: 'application/pdf', buffer: PDF });
    await page.locator('#main-content button[type=submit]').click();
    await page.waitForURL(/\/organisations\/\d+/);
    await founder.shot('registered');
    await founder.sign('#register');
    await founder.shot('registration-receipt');
  });

  await test.step('a registrar reads everything and admits it', async () => {
    const registrar = await Person.signedIn(browser, server, 'en', 'registrar');
    await registrar.go('/registrar');
    await registrar.shot('registry');
    await registrar.page.getByRole('link', { name }).click();
    await expect(registrar.page.locator('main')).toContainText('示范市海滨路 5 号');
    await expect(registrar.page.locator('main')).toContainText('营业执照.pdf');
    await registrar.shot('registry-organisation');
    await registrar.sign('#admit');
    await registrar.leave();
    await founder.go('/desk');
    await expect(page.locator('.govuk-caption-l')).toHaveText(name);
    await founder.shot('desk');
  });

  const colleague = await signUp(browser, server, 'en', 'Lin Mei', 'lin@example.org');
  const backup = await test.step('a colleague offers a key; the founder adds the person', async () => {
    const file = await makeKey(colleague, 'office');
    const code = await offer(colleague, name);
    await readOffer(founder, code.replace(/"key":"../, '"key":"zz'));
    await expect(page.locator('.govuk-error-summary')).toBeVisible();
    await readOffer(founder, code);
    await founder.shot('offered');
    await expect(page.locator('main')).toContainText('lin@example.org');
    await page.locator('#role-vendor').check();
    await founder.sign('#add');
    await founder.page.goto(founder.url('/desk'));
    await colleague.go('/desk');
    await expect(colleague.page.locator('main a[href$="/bids"]')).toBeVisible();
    return file;
  });

  await test.step('the colleague restores the key in another browser, with the right password only', async () => {
    const elsewhere = await Person.arrive(browser, server, 'en');
    await elsewhere.go('/sign-in');
    await elsewhere.page.locator('#email').fill('lin@example.org');
    await elsewhere.page.locator('#password').fill(PASSWORD);
    await elsewhere.page.locator('#main-content button[type=submit]').click();
    await elsewhere.page.waitForURL('**/desk');
    await elsewhere.go('/account/keys');
    await expect(elsewhere.page.locator('[data-not-here]').first()).toBeVisible();
    await elsewhere.page.locator('#restore-file').setInputFiles(backup);
    await elsewhere.page.locator('#restore-password').fill('not this one at all');
    const button = elsewhere.page.locator('form[data-restore-key] button[type=submit]');
    await button.click();
    await expect(elsewhere.page.locator('form[data-restore-key] [data-key-error]')).toBeVisible();
    await elsewhere.page.locator('#restore-password').fill(KEY_PASSWORD);
    await button.click();
    await expect(elsewhere.page.locator('[data-here]').first()).toBeVisible();
    await elsewhere.shot('keys-restored');
    await elsewhere.leave();
  });

  await test.step('a lost key is replaced by a new one', async () => {
    await makeKey(colleague, 'new laptop');
    const code = await offer(colleague, name);
    await readOffer(founder, code);
    const old = page.locator('#old');
    const lost = await old.locator('option', { hasText: 'Lin Mei' }).getAttribute('value');
    await old.selectOption(lost);
    await founder.sign('#replace');
    await founder.go('/desk');
    await page.locator('a[href$="/people"]').first().click();
    await founder.shot('people');
    await expect(page.locator('tr', { hasText: 'Lin Mei' })).toContainText('已失效');
    await colleague.go('/account/keys');
    await expect(colleague.page.locator('tbody tr')).toHaveCount(2);
    await expect(colleague.page.locator('tbody')).toContainText('No longer valid');
  });

  await founder.leave();
  await colleague.leave();
});

test('a registration is refused with a reason that its people can read', async ({ browser }) => {
  const registrar = await Person.signedIn(browser, server, 'zh', 'registrar');
  const { page } = registrar;
  await registrar.go('/registrar');
  await page.getByRole('link', { name: '远山贸易有限公司' }).click();
  // Without a reason nothing is signed.
  await page.locator('#refuse [data-act-submit]').click();
  await expect(page.locator('#refuse [data-act-errors]')).toBeVisible();
  await page.locator('#refuse-reason').fill('营业执照已过期。\n请更新后重新登记。');
  await registrar.sign('#refuse');
  await registrar.go('/registrar');
  await page.getByRole('link', { name: '远山贸易有限公司' }).click();
  await expect(page.locator('main')).toContainText('营业执照已过期。');
  await registrar.shot('refused');
  await registrar.leave();
});

test('a committee member makes an opening key and registers it', async ({ browser }) => {
  const member = await Person.signedIn(browser, server, 'zh', 'member1');
  const { page } = member;
  await member.go('/opening-keys');
  const before = await page.locator('tbody tr').count();
  await page.locator('#make-first').fill(KEY_PASSWORD);
  await page.locator('#make-second').fill(KEY_PASSWORD);
  await page.locator('form[data-make-key] button[type=submit]').click();
  const saving = page.waitForEvent('download');
  await page.locator('[data-key-file]').click();
  expect(JSON.parse(readFileSync(await (await saving).path(), 'utf8')).kind).toBe('opening');
  await page.locator('#make-confirmed').check();
  await page.locator('form[data-make-key] button[type=submit]').click();
  await member.sign('#register-opening-key');
  await member.go('/opening-keys');
  await expect(page.locator('tbody tr')).toHaveCount(before + 1);
  await member.shot('opening-keys');
  await member.leave();
});
