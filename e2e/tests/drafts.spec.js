/**
 * Drafts: published OCDS files are imported and what has no place is listed, broken ones are refused; documents are
 * added, shown with their hashes, and removed.
 */
import { expect, test } from '@playwright/test';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

/** Published files, beside the repository where they are there. */
const OCDS = resolve(import.meta.dirname, '../../../shared/ocds');
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

let server;
let officer;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(400_000);
  server = await Server.start();
  officer = await Person.signedIn(browser, server, 'en', 'officer');
});
test.afterAll(async () => {
  await officer?.leave();
  await server?.stop();
});

/** Every value of a JSON document that is not null, by its path. */
function leaves(value, path = '') {
  if (value === null) return [];
  if (typeof value !== 'object') return [path];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}/${key}` : key));
}

/** Hands a file to the import. */
async function hand(name, buffer) {
  await officer.go('/drafts');
  await officer.page.locator('#release').setInputFiles({ name, mimeType: 'application/json', buffer });
  await officer.page.locator('form[action$="/drafts/import"] button').click();
}

const drafts = async () => {
  await officer.go('/drafts');
  return officer.page.locator('tbody tr').count();
};

/** What is taken of each published file, as the sections of the draft show it; and paths that must be listed. */
const PUBLISHED = [
  {
    folder: 'samples',
    name: /-02-tender\.json$/,
    title: 'Planned cycle lane improvements',
    fields: { 'title-en': 'Planned cycle lane improvements', currency: 'GBP', budget: '1100000.00' },
    listed: ['releases/0/tender/procurementMethodRationale', 'releases/0/parties/0/address/locality'],
  },
  {
    folder: 'real',
    name: /^mexico-city-release-package\.json$/,
    title: 'ARRENDAMIENTO DE BIENES INFORMÁTICOS',
    fields: { 'title-en': 'ARRENDAMIENTO DE BIENES INFORMÁTICOS', currency: 'MXN', budget: '1311264.00' },
    listed: ['releases/0/planning/budget/project', 'releases/1/tender/awardCriteria'],
  },
];

for (const { folder, name, title, fields, listed } of PUBLISHED) {
  test(`a file that was published is imported, and what has no place is listed: ${folder}`, async () => {
    test.skip(!existsSync(OCDS), 'there is no folder of published OCDS files beside the repository');
    const file = readdirSync(join(OCDS, folder)).find((held) => name.test(held));
    const json = readFileSync(join(OCDS, folder, file));
    const { page } = officer;
    await hand(file, json);
    await page.waitForURL(/\/drafts\/\d+\?done=draft-imported/);
    await expect(page.locator('h1')).toHaveText(title);
    await expect(page.locator('.govuk-notification-banner')).toBeVisible();

    const rows = page.locator('details tbody tr');
    const paths = await rows.locator('th').allInnerTexts();
    await page.locator('details summary').click();
    await officer.shot(`imported-${folder}`);
    await expect(page.locator('main')).toContainText(`${await rows.count()} values of the file have no place`);
    const shown = new Set((await rows.locator('th').allInnerTexts()).map((text) => text.trim()));
    for (const path of listed) expect(shown, path).toContain(path);
    // Nothing else is listed than what the file holds, and something was taken.
    const all = new Set(leaves(JSON.parse(json)));
    expect([...shown].filter((path) => !all.has(path))).toEqual([]);
    expect(shown.size).toBe(paths.length);
    expect(shown.size).toBeLessThan(all.size);

    const draft = page.url().replace(/\?.*/, '');
    await page.goto(`${draft}/notice`);
    for (const [id, value] of Object.entries(fields)) await expect(page.locator(`#${id}`)).toHaveValue(value);
    await officer.shot(`imported-${folder}-notice`);
    // It is a draft like any other: what is missing is said, nothing can be signed yet.
    await page.goto(draft);
    await expect(page.locator('a[href$="/preview"]')).toHaveCount(0);
  });
}

test('a broken file is refused with a clear error and makes no draft', async () => {
  const before = await drafts();
  const broken = {
    'The file is not JSON': '{\n"ocid": ',
    'The file is neither an OCDS release nor a release package': '[]',
    'No release in the file has a tender': '{"releases":[{"ocid":"1"}]}',
    'A value in the file is of another type than OCDS says': '{"ocid":"1","tender":{"title":{}}}',
    'Choose a file': '',
  };
  for (const [error, text] of Object.entries(broken)) {
    await officer.go('/drafts');
    const answer = officer.page.waitForResponse((response) => response.url().endsWith('/drafts/import'));
    await hand('broken.json', Buffer.from(text));
    expect((await answer).status(), error).toBe(422);
    const summary = officer.page.locator('.govuk-error-summary');
    await expect(summary).toContainText(error);
    await summary.getByRole('link', { name: error }).click();
    await expect(officer.page.locator('#release')).toBeFocused();
    await expect(officer.page.locator('#release-error')).toContainText(error);
  }
  await officer.shot('import-refused');
  expect(await drafts()).toBe(before);
});

test('documents are added with their hashes, and removed', async () => {
  const { page } = officer;
  await officer.go('/drafts');
  await page.locator('form[action$="/drafts"] button').click();
  await page.waitForURL(/\/drafts\/\d+$/);
  const draft = page.url();
  const files = ['招标文件.pdf', '技术要求.pdf'].map((name, place) => {
    const buffer = Buffer.concat([PDF, Buffer.from(`%${place}\n`)]);
    return { name, mimeType: 'application/pdf', buffer, hash: createHash('sha256').update(buffer).digest('hex') };
  });

  await test.step('two files', async () => {
    await page.goto(`${draft}/documents`);
    await page.locator('#documents').setInputFiles(files.map(({ name, mimeType, buffer }) => ({ name, mimeType, buffer })));
    await page.locator('button[name="more"]').click();
    await page.waitForURL(/\/documents\?done=draft-saved/);
    const boxes = page.locator('.govuk-checkboxes__item');
    await expect(boxes).toHaveCount(2);
    for (const [place, { name, hash }] of files.entries()) {
      await expect(boxes.nth(place)).toContainText(name);
      await expect(boxes.nth(place)).toContainText(hash);
    }
    await officer.shot('documents');
  });

  await test.step('something that is no document is refused, and nothing changes', async () => {
    await page.locator('#documents').setInputFiles({ name: 'notice.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ not a document') });
    const answer = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.locator('button[name="more"]').click();
    expect((await answer).status()).toBe(422);
    await officer.shot('document-refused');
    await page.goto(`${draft}/documents`);
    await expect(page.locator('.govuk-checkboxes__item')).toHaveCount(2);
  });

  await test.step('one is taken out again', async () => {
    await page.getByLabel(files[0].name).uncheck();
    await page.locator('#main-content form button[type=submit]').first().click();
    await page.waitForURL(/\?done=draft-saved/);
    await page.goto(`${draft}/documents`);
    await expect(page.locator('.govuk-checkboxes__item')).toHaveCount(1);
    await expect(page.locator('.govuk-checkboxes__item')).toContainText(files[1].hash);
  });
});
