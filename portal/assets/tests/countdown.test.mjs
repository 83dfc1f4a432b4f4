import assert from 'node:assert/strict';
import { test } from 'node:test';

import { duration, passedThreshold } from '../modules/countdown.js';

test('a duration is told in its two largest units, in the reader’s language', () => {
  const cases = [
    [2 * 86_400 + 3 * 3_600 + 59, '2 days, 3 hours', '2天3小时'],
    [86_400 + 30, '1 day', '1天'],
    [3_599.9, '59 minutes, 59 seconds', '59分钟59秒钟'],
    [1, '1 second', '1秒钟'],
    [0, '0 seconds', '0秒钟'],
    [-5, '0 seconds', '0秒钟'],
  ];
  for (const [seconds, english, chinese] of cases) {
    assert.equal(duration(seconds, 'en'), english);
    assert.equal(duration(seconds, 'zh-CN'), chinese);
  }
});

test('a threshold is passed once, and the nearest one wins after a pause', () => {
  assert.equal(passedThreshold(61, 60), 60);
  assert.equal(passedThreshold(60, 59), null);
  assert.equal(passedThreshold(100_000, 86_400), 86_400);
  assert.equal(passedThreshold(90_000, 30), 60);
  assert.equal(passedThreshold(50, 40), null);
});
