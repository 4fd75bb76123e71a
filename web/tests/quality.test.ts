/* tests/quality.test.ts - quality per source: every cell is counted once, at the finest level that the source has.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { House } from '../src/data/house.ts';
import { qualityOf } from '../src/data/quality.ts';
import type { Overview } from '../src/data/types.ts';

const house = {
  release: { datum: '2026-11-22', bronnen: [{ id: 'a' }, { id: 'b' }, { id: 'leeg' }] },
  indicators: [
    { id: 'x', bron: 'a', reeksen: [{ perioden: ['2024'] }] },
    { id: 'y', bron: 'a', reeksen: [{ perioden: ['2025'] }] },
    { id: 'z', bron: 'b', reeksen: [{ perioden: ['2012'] }] },
  ],
} as unknown as House;

const series = (indicator: string, waarde: (number | null)[], onder: (number | null)[], status: string[]) => ({ indicator, waarde, onder, status });
const wijk = {
  niveau: 'wijk',
  reeksen: [
    series('x', [1, null, null], [0.5, null, null], ['ok', 'hidden', 'hidden']),
    series('y', [2, 3, null], [null, null, null], ['ok', 'ok', 'not_delivered']),
  ],
} as unknown as Overview;
const gemeente = { niveau: 'gemeente', reeksen: [series('x', [9], [8], ['ok']), series('z', [4], [3], ['ok'])] } as unknown as Overview;

test('counts the cells of the finest level, and why the others are empty', () => {
  const [a, b] = qualityOf(house, [wijk, gemeente]);
  assert.deepEqual([a!.level, a!.cells, a!.shown, a!.withInterval, a!.newest], ['wijk', 6, 3, 1, '2025']);
  assert.deepEqual(a!.empties, [{ status: 'hidden', count: 2 }, { status: 'not_delivered', count: 1 }]);
  assert.equal(a!.cells, a!.shown + a!.empties.reduce((sum, one) => sum + one.count, 0));
  assert.deepEqual([b!.level, b!.cells, b!.shown, b!.freshness], ['gemeente', 1, 1, 'older']);
});

test('a source without indicators is not listed, one without series has nothing to count', () => {
  assert.deepEqual(qualityOf(house, []).map((one) => [one.source.id, one.level, one.cells]), [['a', null, 0], ['b', null, 0]]);
});
