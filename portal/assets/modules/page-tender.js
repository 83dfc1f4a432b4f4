/**
 * What the pages of a tender do beyond being read: count down to the deadline.
 * @module page-tender
 */
import { startCountdown } from './countdown.js';

/**
 * The chain's time now: a page that caches kept may be older than it looks.
 * @param {string} otherwise what the page says
 * @returns {Promise<string>} Unix seconds
 */
async function chainTime(otherwise) {
  try {
    const answer = await fetch('/api/chain', { credentials: 'omit' });
    return answer.ok ? String((await answer.json()).now) : otherwise;
  } catch {
    return otherwise;
  }
}

for (const element of document.querySelectorAll('[data-module="countdown"]')) {
  element.dataset.serverNow = await chainTime(element.dataset.serverNow);
  startCountdown(element);
}
