/**
 * A countdown to a deadline. It is decoration: the deadline itself stands beside it as text, and what
 * counts is the block's time. A screen reader hears it only when a threshold is passed.
 *
 * ```
 * <p data-module="countdown" data-deadline="1790000000" data-server-now="1789990000"
 *    data-announce="Bidding closes in {time}." data-closed="Bidding has closed.">
 *   <span data-countdown-text aria-hidden="true"></span>
 *   <span data-countdown-live class="govuk-visually-hidden" aria-live="polite"></span>
 * </p>
 * ```
 * Times are Unix seconds; sentences come from the page, units from the browser's own locale data.
 * @module countdown
 */

/** Seconds left at which it is announced: a day, an hour, ten minutes, one minute. */
export const THRESHOLDS = Object.freeze([86_400, 3_600, 600, 60]);

/**
 * The two largest units of a duration, in words; a second one of 0 is left out.
 * @param {number} seconds
 * @param {string} locale BCP 47
 * @returns {string} for example "2 days, 3 hours" or "2天3小时"
 */
export function duration(seconds, locale) {
  const left = Math.max(0, Math.floor(seconds));
  const parts = [
    ['day', Math.floor(left / 86_400)],
    ['hour', Math.floor(left / 3_600) % 24],
    ['minute', Math.floor(left / 60) % 60],
    ['second', left % 60],
  ];
  const first = parts.findIndex(([, value]) => value > 0);
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([, value]) => value > 0);
  const words = shown.map(([unit, value]) => new Intl.NumberFormat(locale, {
    style: 'unit', unit, unitDisplay: 'long',
  }).format(value));
  return new Intl.ListFormat(locale, { type: 'unit', style: 'long' }).format(words);
}

/**
 * The threshold that was passed between two moments, the smallest if several.
 * @param {number} before seconds left at the last look
 * @param {number} after seconds left now
 * @returns {number|null}
 */
export function passedThreshold(before, after) {
  return THRESHOLDS.findLast((threshold) => before > threshold && after <= threshold) ?? null;
}

/**
 * Starts a countdown on its element.
 * @param {HTMLElement} element as in the module's example
 * @param {object} [clock]
 * @param {() => number} [clock.monotonic] milliseconds that only go forward
 * @returns {() => void} stops it
 */
export function startCountdown(element, { monotonic = () => performance.now() } = {}) {
  const { deadline, serverNow, announce, closed } = element.dataset;
  const text = element.querySelector('[data-countdown-text]');
  const live = element.querySelector('[data-countdown-live]');
  const locale = element.closest('[lang]')?.lang || 'en';
  const started = monotonic();
  const secondsLeft = () => Number(deadline) - Number(serverNow) - (monotonic() - started) / 1000;
  let before = secondsLeft();
  let timer;
  const tick = () => {
    const left = secondsLeft();
    text.textContent = left > 0 ? duration(left, locale) : closed;
    if (left <= 0 && before > 0) live.textContent = closed;
    const threshold = passedThreshold(before, left);
    if (threshold !== null && left > 0) live.textContent = announce.replace('{time}', duration(threshold, locale));
    before = left;
    if (left <= 0) clearInterval(timer);
  };
  timer = setInterval(tick, 1000);
  tick();
  return () => clearInterval(timer);
}
