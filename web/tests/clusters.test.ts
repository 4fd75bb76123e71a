/* tests/clusters.test.ts - planted groups are found, told in the right part of the map, and nothing else is.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { clustersOf, tellingFill, windOf } from '../src/map/clusters.ts';
import type { LegendEntry } from '../src/map/classes.ts';
import type { Shape } from '../src/map/topology.ts';

/** A field of 9 by 9 areas, "0,0" in the north-west. */
const side = 9;
const field = Array.from({ length: side * side }, (_, k): Shape => {
  const [x, y] = [k % side, Math.floor(k / side)];
  const around = [[x - 1, y], [x + 1, y], [x, y - 1], [x, y + 1]].filter(([a, b]) => a! >= 0 && b! >= 0 && a! < side && b! < side);
  return {
    code: `${x},${y}`,
    rings: [],
    x: x + 0.5,
    y: y + 0.5,
    box: { left: x, top: y, right: x + 1, bottom: y + 1 },
    area: 1,
    neighbours: around.map(([a, b]) => `${a},${b}`),
  };
});

const found = (codes: string[]): ReturnType<typeof clustersOf> => clustersOf(field, (code) => codes.includes(code));

test('three in a row are a group, two are not', () => {
  assert.deepEqual(found(['0,0', '1,0', '2,0']).groups.map((group) => group.codes.length), [3]);
  assert.deepEqual(found(['0,0', '1,0']), { total: 2, groups: [], scattered: 2 });
});

test('areas that only touch at a corner are not together', () => {
  assert.deepEqual(found(['0,0', '1,1', '2,2']), { total: 3, groups: [], scattered: 3 });
});

test('the largest group comes first, and what lies loose is counted', () => {
  const { total, groups, scattered } = found(['0,0', '0,1', '0,2', '7,7', '8,7', '7,8', '8,8', '4,0']);
  assert.deepEqual([total, groups.map((group) => [group.codes.length, group.wind]), scattered], [8, [[4, 'zo'], [3, 'nw']], 1]);
});

test('every part of the map has its name', () => {
  const box = { left: 0, top: 0, right: 100, bottom: 100 };
  const at = (x: number, y: number): string => windOf({ x, y }, box);
  assert.deepEqual(
    [at(50, 5), at(95, 5), at(95, 50), at(95, 95), at(50, 95), at(5, 95), at(5, 50), at(5, 5), at(52, 47)],
    ['n', 'no', 'o', 'zo', 'z', 'zw', 'w', 'nw', 'midden'],
  );
});

test('a group on a wide map is placed by both its sides', () => {
  assert.equal(windOf({ x: 900, y: 20 }, { left: 0, top: 0, right: 1000, bottom: 100 }), 'no');
});

test('without any there is nothing', () => {
  assert.deepEqual(found([]), { total: 0, groups: [], scattered: 0 });
});

test('a summary tells of the highest class, of higher, or of both high; not of one class only', () => {
  const legend = (...keys: string[]): LegendEntry[] =>
    keys.map((key) => ({ key, lower: null, upper: null, isSingleValue: false, onMap: 0, offMap: 0 }) as LegendEntry);
  assert.equal(tellingFill(legend('class-1', 'class-5', 'hidden')), 'class-5');
  assert.equal(tellingFill(legend('verdict-hoger', 'verdict-lager')), 'verdict-hoger');
  assert.equal(tellingFill(legend('duo-low-low', 'duo-high-high')), 'duo-high-high');
  assert.equal(tellingFill(legend('class-3')), null);
  assert.equal(tellingFill(legend('hidden')), null);
});
