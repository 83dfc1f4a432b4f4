import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayBegins } from '../modules/day.js';

const utc = (text) => Date.parse(text) / 1000;

test('a day begins at midnight of the zone', () => {
  assert.equal(dayBegins('2027-01-31', 'UTC'), utc('2027-01-31T00:00:00Z'));
  assert.equal(dayBegins('2027-01-31', 'Asia/Shanghai'), utc('2027-01-30T16:00:00Z'));
  assert.equal(dayBegins('2027-01-31', 'America/Mexico_City'), utc('2027-01-31T06:00:00Z'));
});

test('on the days on which clocks change, it is the offset of their beginning', () => {
  assert.equal(dayBegins('2027-03-28', 'Europe/Berlin'), utc('2027-03-27T23:00:00Z'));
  assert.equal(dayBegins('2027-03-29', 'Europe/Berlin'), utc('2027-03-28T22:00:00Z'));
  assert.equal(dayBegins('2027-10-31', 'Europe/Berlin'), utc('2027-10-30T22:00:00Z'));
  assert.equal(dayBegins('2027-03-14', 'America/New_York'), utc('2027-03-14T05:00:00Z'));
  assert.equal(dayBegins('2027-11-07', 'Pacific/Auckland'), utc('2027-11-06T11:00:00Z'));
});

test('what is no day has no beginning', () => {
  for (const text of ['', '2027-02-30', '2027-13-01', 'tomorrow']) assert.ok(Number.isNaN(dayBegins(text, 'UTC')), text);
});
