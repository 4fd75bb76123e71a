/* tests/course.test.ts - courses over the years: gaps and breaks are not bridged, labels do not overlap, the axis holds all.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { breaksOf, coursesOf, runsOf, spreadLabels, ticksOf, type Course } from '../src/data/course.ts';
import type { House } from '../src/data/house.ts';
import type { Indicator, Slice } from '../src/data/types.ts';

const house = {
  release: { regio: { code: 'GG1106', naam: 'Twente' } },
  areaOf: new Map([['WK1', { code: 'WK1', naam: 'Wijk 1' }]]),
} as unknown as House;

const slice = (periode: string, value: number | null, region: number | null): Slice =>
  ({
    periode,
    gebied: ['WK1'],
    waarde: [value],
    onder: [value === null ? null : value - 1],
    boven: [value === null ? null : value + 1],
    status: [value === null ? 'hidden' : 'ok'],
    vergelijk: [{ gebied: 'GG1106', waarde: region, onder: null, boven: null, status: region === null ? 'not_delivered' : 'ok' }],
  }) as unknown as Slice;

const course = (values: (number | null)[]): Course => ({
  code: 'WK1',
  name: 'Wijk 1',
  points: values.map((value, k) => ({ period: String(2010 + k), value, lower: null, upper: null, status: value === null ? 'hidden' : 'ok' })),
});

test('the region comes first, and an area without a number keeps its status', () => {
  const [region, wijk, unknown] = coursesOf(house, [slice('2020', 4, 5), slice('2022', null, null)], ['WK1', 'WK9']);
  assert.deepEqual(region!.points.map((point) => [point.value, point.status]), [[5, 'ok'], [null, 'not_delivered']]);
  assert.deepEqual(wijk!.points.map((point) => [point.value, point.lower, point.status]), [[4, 3, 'ok'], [null, null, 'hidden']]);
  assert.equal(unknown!.points[0]!.status, 'not_delivered');
});

test('no line crosses a year without a number or a break', () => {
  assert.deepEqual(runsOf(course([1, 2, null, 3, 4]), new Map()), [[0, 1], [3, 4]]);
  assert.deepEqual(runsOf(course([1, 2, 3]), new Map([[1, 'anders']])), [[0], [1, 2]]);
  assert.deepEqual(runsOf(course([null, null]), new Map()), []);
});

test('a break stands before the first year that it holds for, and one before all years says nothing', () => {
  const indicator = { breuken: [{ periode: '2015', tekst: 'a' }, { periode: '2009', tekst: 'b' }, { periode: '2030', tekst: 'c' }] } as Indicator;
  assert.deepEqual([...breaksOf(indicator, ['2010', '2014', '2016'])], [[2, 'a']]);
});

test('labels keep apart, in the order of their points, and within the chart', () => {
  const places = spreadLabels([50, 51, 52, 290], 17, 10, 280);
  const sorted = [...places].sort((a, b) => a - b);
  for (let k = 1; k < sorted.length; k += 1) {
    assert.ok(sorted[k]! - sorted[k - 1]! >= 17 - 1e-9);
  }
  assert.deepEqual(sorted, places);
  assert.ok(places.every((place) => place >= 10 && place <= 280));
  assert.deepEqual(spreadLabels([100, 20], 17, 0, 200), [100, 20]);
});

test('the axis goes from zero, or below it, to past the highest number, in round steps', () => {
  assert.deepEqual(ticksOf(0, 37, 5), [0, 10, 20, 30, 40]);
  assert.deepEqual(ticksOf(-3, 4, 5), [-4, -2, 0, 2, 4]);
  assert.deepEqual(ticksOf(0, 0, 5), [0]);
  for (const high of [0.03, 1, 9.99, 374, 12345]) {
    const ticks = ticksOf(0, high, 5);
    assert.ok(ticks.at(-1)! >= high * 0.999 && ticks.length <= 8 && ticks.length >= 3, `${high}: ${ticks.join(' ')}`);
  }
});
