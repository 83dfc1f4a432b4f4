/**
 * Procedures as data: a registrar adds a profile of a restricted procedure, a buyer publishes under it with two invited
 * vendors, a third one is told that it is not invited, and the profile is retired.
 */
import { expect, test } from '@playwright/test';
import { lookAt } from '../support/axe.js';
import { DOCUMENT, fillDraft } from '../support/draft.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const NAME = '邀请招标（办公设备）';
const INVITED = ['华安电子科技有限公司', '北辰信息系统有限公司'];
const OTHER = '江海智能装备有限公司';

let server;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});

const submit = (person) => person.page.locator('#main-content form[method="post"] button.govuk-button:not([name])').first().click();

test('a profile is added, a tender under it takes bids of the invited alone, and the profile is retired', async ({ browser }) => {
  const found = [];
  const registrar = await Person.signedIn(browser, server, 'zh', 'registrar');

  await test.step('the registrar is told what is wrong beside each field, and adds the profile', async () => {
    await registrar.go('/registrar/profiles');
    await expect(registrar.page.locator('tbody tr')).toHaveCount(3);
    await registrar.shot('profiles');
    await registrar.go('/registrar/profiles/new?like=1');
    const { page } = registrar;
    const put = async (values) => {
      for (const [id, value] of Object.entries(values)) await page.locator(`[id="${id}"]`).fill(value);
    };
    await put({ name: NAME, code: 'Office 2026', weight_min: '70', weight_max: '30', min_bids: '0', questions: '2' });
    await submit(registrar);
    for (const field of ['code', 'weight_max', 'questions', 'min_bids']) {
      await expect(page.locator(`[id="${field}-error"]`)).toBeVisible();
      await expect(page.locator(`.govuk-error-summary a[href="#${field}"]`)).toHaveCount(1);
    }
    await expect(page.locator('.govuk-error-message')).toHaveCount(4);
    await expect(page.locator('[id="name"]')).toHaveValue(NAME);
    await registrar.shot('profile-refused');
    await page.locator('[id="formulas-lowest_only"]').uncheck();
    await put({ code: 'office-2026', weight_min: '30', weight_max: '70', min_bids: '2', questions: '0' });
    await submit(registrar);
    await registrar.shot('profile-check');
    await registrar.sign('#add-profile');
    await registrar.go('/registrar/profiles');
    await expect(page.locator('tbody tr')).toHaveCount(4);
    await expect(page.locator('tbody')).toContainText(NAME);
    for (const path of ['/registrar/profiles/new', '/registry/profiles']) await lookAt(registrar, path, found);
  });

  const officer = await Person.signedIn(browser, server, 'zh', 'officer');
  const { page } = officer;
  const draft = await test.step('an officer drafts under it and invites two vendors', async () => {
    await officer.go('/drafts');
    await page.locator('form[action$="/drafts"] button').click();
    await page.waitForURL(/\/drafts\/\d+$/);
    const path = new URL(page.url()).pathname.replace(/^\/zh/, '');
    await expect(page.locator('a[href$="/invited"]')).toHaveCount(0);
    await officer.go(`${path}/procedure`);
    await page.getByLabel(NAME).check();
    await officer.shot('draft-procedure');
    await submit(officer);
    await page.waitForURL(/done=draft-saved/);
    await expect(page.locator('.govuk-task-list__item', { hasText: '受邀投标人' })).toContainText('名单不符合要求');
    await officer.go(path);
    await fillDraft(officer, DOCUMENT);
    const criteria = page.locator('.govuk-task-list__item', { has: page.locator('a[href$="/criteria"]') });
    await expect(criteria).toContainText('最少投标人数');
    await officer.shot('draft-against-the-profile');
    await officer.go(`${path}/criteria`);
    await page.locator('#min_bids').fill('2');
    await submit(officer);
    await expect(criteria).toContainText('已完成');
    await officer.go(`${path}/invited`);
    await page.locator('#q').fill('没有这家');
    await page.locator('#q').press('Enter');
    await expect(page.locator('#main-content')).toContainText('没有名称或编号含“没有这家”');
    await page.locator('#q').fill('91330100MA2JH00033');
    await page.locator('button[name="search"]').click();
    await page.getByLabel(OTHER).check();
    await page.locator('button[name="invite"]').click();
    await expect(page.locator('tbody tr')).toHaveCount(1);
    await page.locator('#q').fill('');
    await page.locator('button[name="search"]').click();
    for (const name of INVITED) await page.getByLabel(name).check();
    await page.locator('button[name="invite"]').click();
    await expect(page.locator('tbody tr')).toHaveCount(3);
    await page.getByRole('button', { name: `移除 ${OTHER}` }).click();
    await expect(page.locator('tbody tr')).toHaveCount(2);
    await officer.shot('draft-invited');
    await submit(officer);
    await page.waitForURL(/done=draft-saved/);
    await officer.shot('draft-restricted');
    await lookAt(officer, `${path}/invited`, found);
    officer.locale = 'zh';
    return path;
  });

  const address = await test.step('it is proposed and approved with both before their eyes', async () => {
    const before = new Set((await server.json('/api/tenders')).tenders.map((tender) => tender.address));
    await officer.go(`${draft}/preview`);
    for (const text of [NAME, ...INVITED]) await expect(page.locator('main')).toContainText(text);
    await officer.shot('preview-restricted');
    await officer.sign('#propose');
    const approver = await Person.signedIn(browser, server, 'zh', 'approver');
    await approver.go('/approvals');
    await approver.page.locator('a[href*="/approvals/"]').first().click();
    for (const text of [NAME, ...INVITED]) await expect(approver.page.locator('main')).toContainText(text);
    await approver.sign('#approve');
    await approver.leave();
    const { tenders } = await server.json('/api/tenders');
    return tenders.find((tender) => !before.has(tender.address)).address;
  });

  await test.step('everybody reads who is invited; who is not is told before anything is sealed', async () => {
    const reader = await Person.arrive(browser, server, 'zh');
    await reader.go(`/tenders/${address}`);
    const section = reader.page.locator('section[aria-labelledby="procedure"]');
    for (const text of ['邀请招标', NAME, ...INVITED]) await expect(section).toContainText(text);
    await expect(section).not.toContainText(OTHER);
    await reader.shot('tender-restricted');
    await lookAt(reader, `/tenders/${address}`, found);
    await reader.leave();
    const third = await Person.signedIn(browser, server, 'zh', 'vendor3');
    await third.go(`/tenders/${address}/bid`);
    await expect(third.page.locator('#not-invited')).toContainText(OTHER);
    await expect(third.page.locator('[data-bid]')).toHaveCount(0);
    await third.shot('not-invited');
    await lookAt(third, `/tenders/${address}/bid`, found);
    await third.leave();
    const first = await Person.signedIn(browser, server, 'zh', 'vendor1');
    await first.go(`/tenders/${address}/bid`);
    await expect(first.page.locator('#not-invited')).toHaveCount(0);
    await expect(first.page.locator('[data-go="offer"]').first()).toBeVisible();
    await first.leave();
  });

  await test.step('the profile is retired: no draft may use it, the tender keeps it', async () => {
    registrar.locale = 'zh';
    await registrar.go('/registrar/profiles/3');
    await registrar.sign('#retire');
    await registrar.go('/registrar/profiles/3');
    await expect(registrar.page.locator('main')).toContainText('已停用');
    await expect(registrar.page.locator('#retire')).toHaveCount(0);
    await registrar.shot('profile-retired');
    await officer.go(draft);
    await expect(page.locator('main')).toContainText('采购方案已停用');
    await officer.go(`${draft}/procedure`);
    await expect(page.getByLabel(NAME)).toHaveCount(0);
    await officer.go(`/tenders/${address}`);
    await expect(page.locator('section[aria-labelledby="procedure"]')).toContainText(NAME);
    await officer.go('/registry/profiles');
    await officer.shot('profiles-public');
  });
  expect(found).toEqual([]);
  for (const person of [registrar, officer]) await person.leave();
});
