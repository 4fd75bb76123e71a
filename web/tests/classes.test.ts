/* tests/classes.test.ts - one function sorts values for map, table and legend; these are its rules.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Status } from '../src/data/types.ts';
import { classify, type Classed } from '../src/map/classes.ts';

function row(area: string, value: number | null, status: Status = value === null ? 'hidden' : 'ok', isOnMap = true): Classed {
  return { code: area, value, status, isOnMap };
}

test('puts a value that equals a bound in the class above it', () => {
  const { fillOf } = classify([1, 2, 3, 4], [row('a', 0.99), row('b', 1), row('c', 3.999), row('d', 4), row('e', 400)]);
  assert.deepEqual([...fillOf.values()], ['class-1', 'class-2', 'class-4', 'class-5', 'class-5']);
});

test('keeps zero apart from every empty', () => {
  const { fillOf } = classify([1, 2, 3, 4], [row('a', 0), row('b', null, 'hidden'), row('c', null, 'not_delivered')]);
  assert.deepEqual([...fillOf.values()], ['class-1', 'hidden', 'not_delivered']);
});

test('never shows the number of an empty, even when one is sent along', () => {
  const { fillOf } = classify([1, 2, 3, 4], [row('a', 2.5, 'hidden')]);
  assert.equal(fillOf.get('a'), 'hidden');
});

test('counts every area once, on or off the map', () => {
  const rows = [row('a', 1), row('b', 5, 'estimate', false), row('c', null, 'boundary'), row('d', null, 'boundary', false)];
  const { legend } = classify([1, 2, 3, 4], rows);
  assert.equal(legend.reduce((sum, entry) => sum + entry.onMap, 0), 2);
  assert.equal(legend.reduce((sum, entry) => sum + entry.offMap, 0), 2);
});

test('lists every class in the legend, also one without areas', () => {
  const { legend } = classify([1, 2, 3, 4], [row('a', 5)]);
  assert.deepEqual(legend.map((entry) => [entry.key, entry.lower, entry.upper, entry.onMap]), [
    ['class-1', null, 1, 0],
    ['class-2', 1, 2, 0],
    ['class-3', 2, 3, 0],
    ['class-4', 3, 4, 0],
    ['class-5', 4, null, 1],
  ]);
});

test('gives each value its own class when there are no bounds', () => {
  const { legend, fillOf } = classify([], [row('a', 7), row('b', 3), row('c', 7)]);
  assert.deepEqual([...fillOf.values()], ['class-5', 'class-1', 'class-5']);
  assert.deepEqual(legend.map((entry) => [entry.lower, entry.onMap]), [[3, 1], [7, 2]]);
});

test('has no class when there is no value at all', () => {
  const { legend } = classify([], [row('a', null, 'too_few')]);
  assert.deepEqual(legend.map((entry) => entry.key), ['too_few']);
});

test('treats equal bounds as one', () => {
  const { legend } = classify([2, 2, 2, 4], [row('a', 1), row('b', 2), row('c', 4)]);
  assert.deepEqual(legend.map((entry) => entry.onMap), [1, 1, 1]);
});

test('gives two maps of one indicator the same classes, also without bounds', () => {
  const [first, second] = [[row('a', 1), row('b', 2)], [row('a', 2), row('b', 3)]];
  const [left, right] = [classify([], first, second), classify([], second, first)];
  assert.deepEqual(left.legend.map((entry) => [entry.key, entry.lower]), right.legend.map((entry) => [entry.key, entry.lower]));
  assert.equal(left.fillOf.get('b'), right.fillOf.get('a'));
});
