/**
 * Steps that several specifications take on their way to what they are about.
 * @module opening
 */
import { expect } from '@playwright/test';
import { Person } from './person.js';

/** Two members of the committee open every bid, and the time to object passes. */
export async function open(browser, server, address) {
  for (const name of ['member1', 'member2']) {
    const member = await Person.signedIn(browser, server, 'zh', name);
    await member.go(`/tenders/${address}/opening`);
    await member.sign('[data-opener] form');
    await member.leave();
  }
  const read = () => server.tender(address);
  await expect.poll(async () => (await read()).bids.every(({ status }) => status === 'opened'), { timeout: 60_000 }).toBe(true);
  const { schedule, now } = await read();
  await server.moveTo(now + schedule.objection_window);
}

/** The award is proposed by the officer and confirmed by the approver. */
export async function award(browser, server, address) {
  const officer = await Person.signedIn(browser, server, 'zh', 'officer');
  await officer.go(`/tenders/${address}/manage`);
  await officer.sign('#propose-award');
  await officer.leave();
  const approver = await Person.signedIn(browser, server, 'en', 'approver');
  await approver.go(`/tenders/${address}/manage`);
  await approver.sign('#confirm-award');
  await approver.leave();
}
