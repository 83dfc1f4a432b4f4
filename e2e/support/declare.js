/**
 * An evaluator declares its interests, as everybody must before scoring.
 * @module declare
 */

/**
 * @param {import('./person.js').Person} evaluator
 * @param {string} address the tender
 * @param {string[]} [conflicts] legal names of the vendors with a conflict; none when it is left out
 */
export async function declare(evaluator, address, conflicts = []) {
  await evaluator.go(`/tenders/${address}/declare`);
  for (const name of conflicts) await evaluator.page.getByLabel(name).check();
  await evaluator.page.locator('#declare button[type=submit]').click();
  await evaluator.sign('#sign-declaration');
}
