/* tests/certainty.test.ts - the wider the interval, the less the colour says.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { classifyCertainty, partOf, type Margined } from '../src/map/certainty.ts';

function row(area: string, value: number | null, lower: number | null = null, upper: number | null = null): Margined {
  return { code: area, value, lower, upper, status: value === null ? 'hidden' : 'ok', isOnMap: true };
}

const bounds = [10, 20, 30, 40];
const fills = (rows: Margined[], limits = bounds): string[] => [...(classifyCertainty(limits, rows)?.fillOf.values() ?? [])];

test('an interval within two classes keeps the class of the value', () => {
  assert.deepEqual(fills([row('a', 15, 12, 18), row('b', 15, 8, 19), row('c', 45, 35, 60)]), ['class-2', 'class-2', 'class-5']);
});

test('an interval over three classes leaves only the part of the scale', () => {
  assert.deepEqual(fills([row('a', 15, 5, 25), row('b', 25, 15, 35), row('c', 35, 25, 45)]), ['group-low', 'group-middle', 'group-high']);
});

test('an interval over more leaves nothing to say', () => {
  assert.deepEqual(fills([row('a', 15, 5, 35), row('b', 25, 0, 100)]), ['unsure', 'unsure']);
});

test('an interval over all classes says nothing, however few they are', () => {
  assert.deepEqual(fills([row('a', 5, 1, 15)], [10]), ['unsure']);
  assert.deepEqual(fills([row('a', 5, 1, 25), row('b', 5, 1, 15)], [10, 20]), ['unsure', 'class-1']);
});

test('what is hidden keeps its sign, and a value without an interval is never shown as certain', () => {
  assert.deepEqual(fills([row('a', null), row('b', 15), row('c', 15, 14, 16)]), ['hidden', 'no_margin', 'class-2']);
});

test('without any interval there is no map of certainty', () => {
  assert.equal(classifyCertainty(bounds, [row('a', 15), row('b', null, 1, 2)]), null);
});

test('the legend counts every area once', () => {
  const rows = [row('a', 15, 12, 18), row('b', 15, 5, 25), row('c', 15, 0, 90), row('d', null)];
  const legend = classifyCertainty(bounds, rows)!.legend;
  assert.equal(legend.reduce((sum, entry) => sum + entry.onMap, 0), 4);
  assert.deepEqual(legend.filter((entry) => entry.key.startsWith('group')).map((entry) => [entry.lower, entry.upper]), [
    [null, 20],
    [20, 30],
    [30, null],
  ]);
});

test('the parts of the scale are symmetric', () => {
  assert.deepEqual([0, 1, 2, 3, 4].map((k) => partOf(k, 5)), ['low', 'low', 'middle', 'high', 'high']);
  assert.deepEqual([0, 1, 2, 3].map((k) => partOf(k, 4)), ['low', 'low', 'high', 'high']);
  assert.deepEqual([0, 1, 2].map((k) => partOf(k, 3)), ['low', 'middle', 'high']);
});
