/* tests/duo.test.ts - two indicators in one map: every area in one of nine cells, or with the sign of what is missing.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pairsOf } from '../src/data/beside.ts';
import type { Row } from '../src/data/rows.ts';
import { duoOf } from '../src/map/duo.ts';

function row(code: string, value: number | null): Row {
  return { code, value, status: value === null ? 'hidden' : 'ok', isOnMap: true } as unknown as Row;
}

const bounds = [10, 20, 30, 40];

function fills(values: [number | null, number | null][], limits: [number[], number[]] = [bounds, bounds]): string[] {
  const firsts = values.map(([a], k) => row(`w${k}`, a));
  const seconds = values.map(([, b], k) => row(`w${k}`, b));
  return [...(duoOf(pairsOf(firsts, seconds, false, true), limits)?.classes.fillOf.values() ?? [])];
}

test('the lowest two classes are low, the highest two high, the one between them middle', () => {
  assert.deepEqual(fills([[5, 45], [15, 35], [25, 25], [35, 15], [45, 5]]), [
    'duo-low-high', 'duo-low-high', 'duo-middle-middle', 'duo-high-low', 'duo-high-low',
  ]);
});

test('of four classes the two in the middle are one', () => {
  assert.deepEqual(fills([[5, 5], [15, 25], [25, 35]], [[10, 20, 30], bounds]), ['duo-low-low', 'duo-middle-middle', 'duo-middle-high']);
});

test('an area without one of its numbers has the sign of the missing one', () => {
  assert.deepEqual(fills([[null, 5], [5, null], [null, null], [5, 5]]), ['hidden', 'hidden', 'hidden', 'duo-low-low']);
});

test('with too few classes there is no map of two', () => {
  assert.deepEqual(fills([[5, 5], [15, 5]], [[10], bounds]), []);
  assert.deepEqual(fills([[1, 5], [1, 15]], [[], bounds]), []);
});

test('the legend holds nine cells and counts every area once', () => {
  const firsts = [5, 15, 25, null].map((value, k) => row(`w${k}`, value));
  const seconds = [5, 35, 25, 5].map((value, k) => row(`w${k}`, value));
  const duo = duoOf(pairsOf(firsts, seconds, false, true), [bounds, bounds])!;
  assert.equal(duo.classes.legend.filter((entry) => entry.key.startsWith('duo-')).length, 9);
  assert.equal(duo.classes.legend.reduce((sum, entry) => sum + entry.onMap, 0), 4);
  assert.deepEqual(duo.bins[0].map((bin) => [bin.lower, bin.upper]), [[null, 20], [20, 30], [30, null]]);
});
