/**
 * Questions without a name, and a deadline that moves. A vendor asks, the officer answers in the browser, everybody
 * reads both and nobody finds out who asked. The officer proposes a later deadline, another person confirms it; a
 * bid made before stays, one after the old deadline is taken; after their time questions are refused.
 */
import { expect, test } from '@playwright/test';
import { axeOn } from '../support/axe.js';
import { BidPage } from '../support/bid-page.js';
import { walk } from '../support/keyboard.js';
import { officerAndApprover } from '../support/newcomer.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const BUYER = '示范市财政局';
const QUESTION = '租期内设备丢失由谁承担？\nWho bears the loss of a machine during the lease? <script>alert(1)</script>';
const ANSWER = '因采购人保管不善造成的丢失，由采购人按折旧后价值赔偿。\n\nLoss by the buyer’s fault is paid by the buyer at the depreciated value.';
const REASON = '收到的问题较多，答复后应留出足够的编制时间。\nMany questions came; vendors shall have time to use the answers.';
const OFFERS = [
  { price: '1,180,000.00', answers: ['14 英寸，16 GB 内存。', '4 小时到场。'] },
  { price: '1095000', answers: ['Fourteen inches, 16 GB.', 'Next day, eight spare machines.'] },
];
const DAY = 86_400;

let server;
let address;
let before;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  server = await Server.start({ log: 'debug' });
  address = await server.tenderIn('bidding');
  before = await read();
});
test.afterAll(async () => {
  await server?.stop();
});

const read = () => server.tender(address);

/** Nothing is found by axe at both widths, nothing is scrolled sideways, and Tab goes everywhere. */
async function sound({ page }, what) {
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await axeOn(page).analyze();
      const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`));
      expect(found, `${what} ${width} ${colorScheme}`).toEqual([]);
    }
  }
  await page.setViewportSize({ width: 320, height: 900 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), `${what} at 320`).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await walk(page), what).toEqual([]);
}

/** Opens a page in both languages: looks at it, and keeps pictures. */
async function lookAt(person, path, name) {
  const { locale } = person;
  for (const one of ['zh', 'en']) {
    person.locale = one;
    await person.go(path);
    await sound(person, `${name} ${one}`);
    await person.shot(name);
  }
  person.locale = locale;
}

/** The moment as the installation's date field takes it. */
function local(seconds) {
  const text = new Date(seconds * 1000).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
  return text.slice(0, 16).replace(' ', 'T');
}

test('a vendor asks without a name, the officer answers, and everybody reads both', async ({ browser }) => {
  const number = before.questions.length;
  await test.step('the demonstration has an answered and an open question', async () => {
    expect(before.questions.map(({ answer }) => Boolean(answer))).toEqual([true, false]);
  });

  const asked = await test.step('a vendor writes, checks and publishes, without script', async () => {
    const vendor = await Person.signedIn(browser, server, 'zh', 'vendor2');
    const { page } = vendor;
    await lookAt(vendor, `/tenders/${address}/ask`, 'ask');
    await vendor.go(`/tenders/${address}`);
    await page.locator('section[aria-labelledby="questions"] a[href$="/ask"]').click();
    await expect(page.locator('#question-info, .govuk-character-count__status').first()).toBeAttached();
    await page.locator('#question').fill('问'.repeat(2_001));
    await expect(page.locator('.govuk-character-count__status')).toContainText('超出 1 个字符');
    await page.locator('#ask button').click();
    await expect(page.locator('.govuk-error-summary')).toContainText('不得超过 2000 个字符');
    await sound(vendor, 'refused question');
    await vendor.shot('ask-refused');
    await page.locator('#question').fill(QUESTION);
    await page.locator('#ask button').click();
    await expect(page.locator('[data-question]')).toHaveText(QUESTION, { useInnerText: true });
    await sound(vendor, 'check of a question');
    await vendor.shot('ask-check');
    await page.getByRole('button', { name: '返回修改' }).click();
    await expect(page.locator('#question')).toHaveValue(QUESTION);
    await vendor.leave();

    const plain = await Person.signedIn(browser, server, 'zh', 'vendor2', {});
    const { cookies } = await plain.context.storageState();
    await plain.leave();
    const unscripted = await Person.arrive(browser, server, 'zh', { javaScriptEnabled: false });
    await unscripted.context.addCookies(cookies);
    await unscripted.go(`/tenders/${address}/ask`);
    await unscripted.page.locator('#question').fill(QUESTION);
    await unscripted.page.locator('#ask button').click();
    await unscripted.page.locator('#publish button[value="publish"]').click();
    await unscripted.page.waitForURL(/\/receipts\/\d+\/\d+/);
    const receipt = unscripted.page.url();
    const held = (await read()).questions.at(-1);
    expect([held.number, held.text, held.answer]).toEqual([number, QUESTION, null]);
    const main = unscripted.page.locator('main');
    for (const text of [held.hash, String(held.block), '问题已匿名公开']) await expect(main).toContainText(text);
    await unscripted.shot('ask-receipt');
    await unscripted.page.reload();
    await main.locator('a.govuk-button').click();
    await expect(unscripted.page).toHaveURL(new RegExp(`/zh/tenders/${address}#questions$`));
    expect((await read()).questions, 'a reload asks nothing again').toHaveLength(number + 1);
    await unscripted.leave();
    return { ...held, receipt };
  });

  await test.step('who is no vendor reads why not', async () => {
    const officer = await Person.signedIn(browser, server, 'en', 'officer');
    await officer.go(`/tenders/${address}/ask`);
    await expect(officer.page.locator('main')).toContainText('Questions are asked by vendors');
    await expect(officer.page.locator('#ask')).toHaveCount(0);
    await officer.leave();
  });

  await test.step('the officer finds the questions on the desk and answers one in the browser', async () => {
    const officer = await Person.signedIn(browser, server, 'zh', 'officer');
    const { page } = officer;
    await expect(page.locator('main')).toContainText('2 个问题待答复');
    await officer.shot('desk-questions');
    await page.getByRole('link', { name: '答复澄清问题' }).click();
    await expect(page).toHaveURL(/\/manage#questions$/);
    const form = page.locator(`#answer-${number}`);
    await expect(page.locator('section.ts-panel', { has: form })).toContainText('租期内设备丢失由谁承担');
    await expect(form).toContainText('不能修改或撤回');
    await form.locator('[data-act-submit]').click();
    await expect(form.locator('[data-act-errors]'), 'an answer has text').toContainText('答复');
    await form.locator('textarea').fill(ANSWER);
    await form.locator('[data-act-submit]').click();
    await expect(form.locator('[data-act-summary]')).toContainText('按折旧后价值赔偿');
    await expect(form.locator('[data-act-summary]')).toContainText('不能修改或撤回');
    await sound(officer, 'answer before the signature');
    await officer.shot('answer-confirm');
    await form.locator('[data-act-back]').click();
    await officer.sign(`#answer-${number}`);
    const { answer } = (await read()).questions[number];
    expect(answer.text).toBe(ANSWER);
    await expect(page.locator('main')).toContainText(answer.hash);
    await lookAt(officer, `/tenders/${address}/manage`, 'manage-questions');
    await officer.go(`/tenders/${address}/manage`);
    await expect(page.locator(`#answer-${number}`), 'an answer is final').toHaveCount(0);
    await expect(page.locator('#answer-1')).toHaveCount(1);
    await officer.leave();
  });

  await test.step('everybody reads both, and no page, answer or text names who asked', async () => {
    const reader = await Person.arrive(browser, server, 'en');
    const question = reader.page.locator(`#question-${number + 1}`);
    const texts = { zh: ['已答复', '问题 3'], en: ['Answered', 'Question 3'] };
    for (const [locale, [status, title]] of Object.entries(texts)) {
      reader.locale = locale;
      await reader.go(`/tenders/${address}#question-${number + 1}`);
      for (const text of [status, title, 'Who bears the loss', '<script>alert(1)</script>', 'depreciated value']) {
        await expect(question).toContainText(text);
      }
      await expect(question.getByRole('link', { name: title })).toHaveAttribute('href', `#question-${number + 1}`);
    }
    await lookAt(reader, `/tenders/${address}`, 'tender-questions');
    const { block, index, hash } = asked;
    const documents = [
      `/zh/tenders/${address}`, `/en/receipts/${block}/${index}`, `/en/receipts/${block}/${index}.json`,
      `/api/tenders/${address}`, `/api/receipts/${block}/${index}`, `/api/texts/${hash}`, `/ocds/${address}`,
      `/api/tenders/${address}/bundle`,
    ];
    const { vendor, names } = await whoIs(browser);
    for (const path of documents) {
      const text = await (await fetch(`${server.origin}${path}`)).text();
      // The bundle holds the whole chain, on which every organisation is registered: there the question's own lines count.
      const where = path.endsWith('/bundle') ? around(text, hash) : text;
      for (const name of [...names, vendor]) expect(where.includes(name), `${path} names ${name}`).toBe(false);
    }
    await reader.leave();
    const log = server.logged().toString();
    for (const text of ['vendor2', vendor, 'Who bears the loss']) {
      expect(log.split('Ctrl-C')[1].includes(text), `the log holds ${text}`).toBe(false);
    }
  });
});

/** Names by which the vendor who asked could be known. */
async function whoIs(browser) {
  const person = await Person.signedIn(browser, server, 'en', 'vendor2');
  await person.go('/desk');
  const name = (await person.page.locator('.govuk-caption-l').innerText()).trim();
  await person.leave();
  return { vendor: name, names: [server.people.get('vendor2')] };
}

/** What stands around each place of a mark. */
function around(text, mark) {
  return text.split(mark).slice(1).map((rest, place) => text.split(mark)[place].slice(-400) + rest.slice(0, 400)).join('\n');
}

test('a deadline moves by two people, bids stay, and questions end with their time', async ({ browser }) => {
  const { schedule: { deadline, questions_until: until } } = before;
  const later = deadline + 5 * DAY - (deadline % 60);
  const manage = `/tenders/${address}/manage`;
  const vendor = await Person.signedIn(browser, server, 'zh', 'vendor1');
  const bid = await new BidPage(vendor, address).bid(OFFERS[0]);

  const both = await test.step('somebody who is officer and approver in one', () => (
    officerAndApprover(browser, server, BUYER)
  ));

  const form = await test.step('a deadline that is not later is refused in words', async () => {
    await both.go(manage);
    await both.page.getByRole('link', { name: 'Propose a later deadline' }).click();
    const fields = both.page.locator('#extend');
    await expect(fields.locator('#deadline')).toHaveValue(local(deadline));
    await fields.locator('button').click();
    const summary = both.page.locator('.govuk-error-summary');
    await expect(summary).toContainText('must be later than the present one');
    await expect(summary).toContainText('Give the reason');
    await sound(both, 'refused extension');
    await both.shot('extension-refused');
    return fields;
  });

  await test.step('the officer proposes', async () => {
    await form.locator('#deadline').fill(local(later));
    await form.locator('#reason').fill(REASON);
    await form.locator('button').click();
    await expect(both.page.locator('main')).toContainText('Many questions came');
    await sound(both, 'check of an extension');
    await both.shot('extension-check');
    await both.sign('#propose-extension');
    await both.shot('extension-receipt');
    const tender = await read();
    expect(tender.schedule.deadline, 'one person alone moves nothing').toBe(deadline);
    expect(tender.extensions).toEqual([expect.objectContaining({ from: null, to: later, text: REASON, confirmed_at: null })]);
  });

  await test.step('the same person cannot confirm', async () => {
    await both.go(manage);
    await expect(both.page.locator('main')).toContainText('You proposed this.');
    await expect(both.page.locator('#confirm-extension')).toHaveCount(0);
    // Nor by a form of a page that stood before: the contract itself refuses.
    const { proposed } = (await read()).extensions[0];
    const { status, text } = await confirmAnyway(both, proposed);
    expect([status, text.includes('The second signature must come from another person')]).toEqual([422, true]);
    expect((await read()).schedule.deadline).toBe(deadline);
    await both.leave();
  });

  await test.step('the approver reads old, new and reason, and confirms', async () => {
    const approver = await Person.signedIn(browser, server, 'zh', 'approver');
    await expect(approver.page.locator('main')).toContainText('确认延长投标截止时间');
    await lookAt(approver, '/approvals', 'approvals-extension');
    await approver.go('/approvals');
    await approver.page.getByRole('link', { name: '确认延长投标截止时间' }).click();
    const main = approver.page.locator('main');
    for (const time of [deadline, later]) await expect(main).toContainText(local(time).replace('T', ' '));
    await expect(main).toContainText('留出足够的编制时间');
    await lookAt(approver, manage, 'manage-extension');
    await approver.go(manage);
    await approver.page.locator('#confirm-extension [data-act-submit]').click();
    await expect(approver.page.locator('#confirm-extension [data-act-summary]')).toContainText('留出足够的编制时间');
    await approver.shot('extension-confirm');
    await approver.page.locator('#confirm-extension [data-act-back]').click();
    await approver.sign('#confirm-extension');
    await approver.leave();
    const { schedule, extensions } = await read();
    expect([schedule.deadline, schedule.questions_until]).toEqual([later, until + later - deadline]);
    expect(extensions).toEqual([expect.objectContaining({ from: deadline, to: later, text: REASON })]);
  });

  await test.step('everybody reads it first, and the timeline has it', async () => {
    const reader = await Person.arrive(browser, server, 'zh');
    const texts = { zh: ['投标截止时间由', '已提交的投标继续有效'], en: ['Deadline extended from', 'stay valid'] };
    for (const [locale, [change, stay]] of Object.entries(texts)) {
      reader.locale = locale;
      await reader.go(`/tenders/${address}`);
      const first = reader.page.locator('.ts-outcome');
      for (const text of [change, stay, '收到的问题较多', local(deadline).slice(0, 10), local(later).slice(0, 10)]) {
        await expect(first).toContainText(text);
      }
      await expect(reader.page.locator('.ts-timeline')).toContainText(change);
    }
    await lookAt(reader, `/tenders/${address}`, 'tender-extended');
    await reader.leave();
    await vendor.go('/bids');
    await expect(vendor.page.locator('main')).toContainText('您的投标继续有效');
    await lookAt(vendor, '/bids', 'bids-extended');
  });

  await test.step('after the old deadline the old bid stands and a new one is taken', async () => {
    await server.moveTo(deadline + 60);
    const second = await Person.signedIn(browser, server, 'en', 'vendor3');
    const number = await new BidPage(second, address).bid(OFFERS[1]);
    const { stage, bids } = await read();
    expect([stage, bids[bid].status, bids[number].status]).toEqual(['bidding', 'sealed', 'sealed']);
    expect(bids[number].time).toBeGreaterThanOrEqual(deadline);
    await second.leave();
  });

  await test.step('a question after its time is refused on a clear page', async () => {
    const { schedule, questions } = await read();
    await vendor.go(`/tenders/${address}/ask`);
    await vendor.page.locator('#question').fill('还来得及吗？');
    await vendor.page.locator('#ask button').click();
    await server.moveTo(schedule.questions_until);
    const answer = vendor.page.waitForResponse((response) => response.url().endsWith('/ask'));
    await vendor.page.locator('#publish button[value="publish"]').click();
    expect((await answer).status()).toBe(422);
    await expect(vendor.page.locator('main')).toContainText('提问');
    await sound(vendor, 'question too late');
    await vendor.shot('ask-too-late');
    await lookAt(vendor, `/tenders/${address}/ask`, 'ask-closed');
    await vendor.go(`/tenders/${address}`);
    await expect(vendor.page.locator('section[aria-labelledby="questions"]')).toContainText('不再受理新的问题');
    await expect(vendor.page.locator(`a[href$="/tenders/${address}/ask"]`)).toHaveCount(0);
    expect((await read()).questions).toHaveLength(questions.length);
  });

  await test.step('what was not answered stays visible after the deadline, and cannot be answered', async () => {
    await server.moveTo(later);
    const officer = await Person.signedIn(browser, server, 'en', 'officer');
    await expect(officer.page.getByRole('link', { name: 'Answer vendors’ questions' })).toHaveCount(0);
    await officer.go(manage);
    await expect(officer.page.locator('main')).toContainText('these questions cannot be answered');
    await expect(officer.page.locator('form[data-act="answer"]')).toHaveCount(0);
    await officer.go(`/tenders/${address}/extend`);
    await expect(officer.page.locator('main')).toContainText('cannot be extended');
    await expect(officer.page.locator('#extend')).toHaveCount(0);
    await officer.leave();
    await vendor.go(`/tenders/${address}`);
    await expect(vendor.page.locator('#question-2')).toContainText('未获答复');
  });
  await vendor.leave();
});

/** Signs and posts a confirmation as a page would on which the form still stood. */
async function confirmAnyway({ page }, proposed) {
  return page.evaluate(async ({ digest, to }) => {
    const module = document.querySelector('script[src*="modules/page-act.js"]').src;
    const { signingKeys, sign } = await import(module);
    const held = document.querySelector(`form[data-act][data-contract="${to}"]`);
    const [key] = await signingKeys(held);
    const { call } = await sign(held, 'confirm_extension', { proposed: digest }, key);
    const body = new URLSearchParams({
      csrf: held.querySelector('[name=csrf]').value, to, call: [...call].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    });
    const answer = await fetch(held.action, { method: 'POST', body });
    return { status: answer.status, text: await answer.text() };
  }, { digest: proposed, to: address });
}
