/**
 * The conduct of an evaluation: an evaluator declares before scoring, does not score whoever there is a conflict
 * with, and is excused by two people; everybody can read it.
 */
import { expect, test } from '@playwright/test';
import { declare } from '../support/declare.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const REASON = '因病不能参加评标。\nIll, and not able to score.';

let server;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});

test('declared, recused, excused: and everybody can read it', async ({ browser }) => {
  const address = await server.tenderIn('opening');
  const manage = `/tenders/${address}/manage`;

  const evaluator = await Person.signedIn(browser, server, 'zh', 'evaluator1');
  const vendor = await test.step('the desk leads to the declaration; without a statement it is refused', async () => {
    const { page } = evaluator;
    await page.locator(`main a[href$="/tenders/${address}/declare"]`).click();
    await expect(page.locator('#declare input[type=checkbox]').first()).toBeVisible();
    await evaluator.shot('declare');
    await page.locator('#statement').fill(' ');
    await page.locator('#declare button[type=submit]').click();
    await expect(page.locator('.govuk-error-summary')).toContainText('请填写声明内容');
    return page.locator('#declare .govuk-checkboxes__label').first().innerText();
  });

  await test.step('none at first, one conflict afterwards, which stays', async () => {
    await declare(evaluator, address);
    await evaluator.go(`/tenders/${address}/declare`);
    await evaluator.page.getByLabel(vendor).check();
    await evaluator.page.locator('#declare button[type=submit]').click();
    await expect(evaluator.page.locator('main')).toContainText(vendor);
    await evaluator.shot('declare-check');
    await evaluator.sign('#sign-declaration');
    await evaluator.go(`/tenders/${address}/declare`);
    await expect(evaluator.page.getByLabel(vendor)).toBeDisabled();
    await expect(evaluator.page.getByLabel(vendor)).toBeChecked();
    await evaluator.go(`/tenders/${address}/score`);
    await expect(evaluator.page.locator('main li', { hasText: vendor })).toBeVisible();
    await evaluator.shot('score-conflict');
    await evaluator.go('/evaluations');
    await evaluator.shot('evaluations');
  });

  await test.step('the officer proposes to excuse, the approver confirms', async () => {
    const officer = await Person.signedIn(browser, server, 'zh', 'officer');
    await officer.go(manage);
    await officer.page.locator('details', { has: officer.page.locator('#seat-1') }).locator('summary').click();
    await officer.shot('manage-panel');
    await officer.page.locator('#seat-1-substitute').selectOption('null');
    await officer.page.locator('#seat-1-reason').fill(REASON);
    await officer.sign('#seat-1');
    await officer.leave();
    const approver = await Person.signedIn(browser, server, 'en', 'approver');
    await approver.go('/approvals');
    await approver.page.getByRole('link', { name: 'Confirm a change of the panel' }).click();
    await approver.shot('manage-seat-confirm');
    await approver.sign('#confirm-seat-change');
    await approver.go(manage);
    await expect(approver.page.locator('main')).toContainText('Vacant');
    await approver.shot('manage-vacant');
    await approver.leave();
  });

  await test.step('whoever was excused reads why', async () => {
    for (const path of ['score', 'declare', 'score/0']) {
      await evaluator.go(`/tenders/${address}/${path}`);
      await expect(evaluator.page.locator('h1')).toHaveText('您已不再担任本项目的评标专家');
      await expect(evaluator.page.locator('main')).toContainText('因病不能参加评标');
    }
    await evaluator.shot('excused');
    await evaluator.leave();
  });

  await test.step('and everybody, by number', async () => {
    const other = await Person.signedIn(browser, server, 'en', 'evaluator2');
    await declare(other, address, [vendor]);
    await other.leave();
    const reader = await Person.arrive(browser, server, 'en');
    const texts = {
      en: ['Evaluator 1 was excused', `Conflict of interests with: ${vendor}`, 'Ill, and not able to score'],
      zh: ['评标专家 1 已更换，席位空缺', `与以下投标人存在利害关系：${vendor}`, '因病不能参加评标'],
    };
    for (const [locale, told] of Object.entries(texts)) {
      reader.locale = locale;
      await reader.go(`/tenders/${address}`);
      const panel = reader.page.locator('section[aria-labelledby="panel"]');
      for (const text of told) await expect(panel).toContainText(text);
      await reader.shot('tender-panel');
    }
    await reader.leave();
  });
});
