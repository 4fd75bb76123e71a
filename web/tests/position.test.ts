/* tests/position.test.ts - the middle half of all areas, of the right period, and nothing where there are too few.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { positionOf, quantile } from '../src/data/position.ts';
import type { Overview, ProfileRow } from '../src/data/types.ts';

const series = (periode: string, waarde: (number | null)[]) =>
  ({ reeksen: [{ indicator: 'a', uitsplitsing: 'totaal', periode, waarde }] }) as unknown as Overview;
const row = { indicator: 'a', uitsplitsing: 'totaal', periode: '2024' } as ProfileRow;

test('quartiles are those of R type 7', () => {
  assert.equal(quantile([1, 2, 3, 4], 0.25), 1.75);
  assert.equal(quantile([1, 2, 3, 4], 0.75), 3.25);
  assert.equal(quantile([5], 0.5), 5);
});

test('values are sorted, and what is hidden does not count as zero', () => {
  assert.deepEqual(positionOf(series('2024', [9, null, 0, 3, 6]), row), { values: [0, 3, 6, 9], lowerQuartile: 2.25, upperQuartile: 6.75 });
});

test('of another period or group, or of too few areas, nothing is shown', () => {
  assert.equal(positionOf(series('2023', [1, 2, 3, 4]), row), null);
  assert.equal(positionOf(series('2024', [1, 2, 3, null]), row), null);
  assert.equal(positionOf(series('2024', [1, 2, 3, 4]), { ...row, uitsplitsing: 'jong' }), null);
});
