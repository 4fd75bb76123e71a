/* tests/number.test.ts - numbers as Dutch readers write them.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { text } from '../src/text/nl/common.ts';
import { formatBound, formatDate, formatNumber } from '../src/text/nl/number.ts';

test('writes a decimal comma and the decimals of the indicator', () => {
  assert.equal(formatNumber(4.2, 1), '4,2');
  assert.equal(formatNumber(4, 1), '4,0');
  assert.equal(formatNumber(0, 1), '0,0');
});

test('writes a dot from ten thousand on', () => {
  assert.equal(formatNumber(6920, 0), '6920');
  assert.equal(formatNumber(17407585, 0), '17.407.585');
});

test('writes a real minus sign', () => {
  assert.equal(formatNumber(-1.5, 1), '\u22121,5');
});

test('does not round a class bound away', () => {
  assert.equal(formatBound(3.125, 1), '3,125');
  assert.equal(formatBound(3, 1), '3,0');
});

test('writes a date in words and leaves another form alone', () => {
  assert.equal(formatDate('2026-11-21'), '21 november 2026');
  assert.equal(formatDate('2026'), '2026');
});

test('says in the caption what the numbers show', () => {
  const spread = { level: 'wijk', period: '2024', unit: '%', decimals: 1 } as const;
  assert.equal(
    text.conclusion({ ...spread, numbers: [1.4, 3, 4, 6.3], empties: 2 }),
    'In 2024 loopt het per wijk van 1,4 tot 6,3 procent. In de helft van de wijken is het 3,5 procent of meer. Voor 2 wijken is er geen cijfer.',
  );
  assert.equal(text.conclusion({ ...spread, numbers: [], empties: 3 }), 'In 2024 is er voor geen enkele wijk een cijfer.');
  assert.equal(text.conclusion({ ...spread, numbers: [2, 2], empties: 1 }), 'In 2024 is het cijfer in alle wijken 2,0 procent. Voor 1 wijk is er geen cijfer.');
});
