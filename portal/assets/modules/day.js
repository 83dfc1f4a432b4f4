/**
 * Days in a time zone.
 * @module day
 */

/** What the clocks of a zone are ahead of UTC at an instant, milliseconds. */
function ahead(zone, instant) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) - instant;
}

/**
 * When a day begins in a zone. The zone's offset is asked twice: that at the day's beginning can be another than
 * that at the same reading of a clock in UTC.
 * @param {string} day `2027-01-31`, as a date field has it
 * @param {string} zone a name of the IANA list
 * @returns {number} Unix seconds; NaN when it is no day
 */
export function dayBegins(day, zone) {
  const reading = Date.parse(`${day}T00:00:00Z`);
  // `2027-02-30` reads as the 2nd of March, and is no day.
  if (Number.isNaN(reading) || !new Date(reading).toISOString().startsWith(day)) return NaN;
  const near = reading - ahead(zone, reading);
  return (reading - ahead(zone, near)) / 1000;
}
