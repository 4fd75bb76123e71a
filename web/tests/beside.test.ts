/* tests/beside.test.ts - two maps: which second one is meant, and when a change may be worked out.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { besideOf, pairsOf, refusedChange, sortedPairs, type Side } from '../src/data/beside.ts';
import type { House } from '../src/data/house.ts';
import type { Row } from '../src/data/rows.ts';
import type { Indicator } from '../src/data/types.ts';

function indicator(id: string, periods: string[], more: Partial<Indicator> = {}): Indicator {
  return {
    id,
    gebruik: { vergelijken: true, trend: true, effect: true },
    uitsplitsingen: [{ id: 'alle', naam: 'alle' }],
    reeksen: [{ niveau: 'wijk', perioden: periods, grenzen: [] }],
    breuken: [],
    ...more,
  } as unknown as Indicator;
}

const one = indicator('een', ['2020', '2022', '2024'], { breuken: [{ periode: '2022', tekst: 'Nieuwe vraag.' }] });
const other = indicator('ander', ['2019', '2022']);
const house = { indicators: [one, other, indicator('leeg', [])] } as unknown as House;
const side = (of: Indicator, period: string): Side => ({
  indicator: of,
  series: of.reeksen[0]!,
  period,
  breakdown: of.uitsplitsingen[0]!,
});
const main = side(one, '2024');

function row(code: string, value: number | null): Row {
  return { code, name: code, gemeente: '', gemeenteCode: '', place: code.charCodeAt(0), gemeentePlace: 0, value, status: value === null ? 'hidden' : 'ok', isOnMap: true } as unknown as Row;
}

test('a word that is a year of the indicator means that year', () => {
  assert.equal(besideOf(house, main, 'wijk', '2020').side?.period, '2020');
  assert.equal(besideOf(house, main, 'wijk', '2020').side?.indicator, one);
});

test('another indicator comes over the same year, else over its latest', () => {
  assert.equal(besideOf(house, side(one, '2022'), 'wijk', 'ander').side?.period, '2022');
  assert.equal(besideOf(house, side(one, '2020'), 'wijk', 'ander').side?.period, '2022');
});

test('a word that is nothing, the same, or without figures gives one map and the reason', () => {
  assert.deepEqual(besideOf(house, main, 'wijk', 'zomaar'), { side: null, fault: 'unknown' });
  assert.deepEqual(besideOf(house, main, 'wijk', '2024'), { side: null, fault: 'same' });
  assert.deepEqual(besideOf(house, main, 'wijk', 'leeg'), { side: null, fault: 'not_at_level' });
  assert.deepEqual(besideOf(house, main, 'wijk', undefined), { side: null, fault: null });
});

test('a change is refused between two indicators, without the right to follow one, and over a break', () => {
  assert.equal(refusedChange(main, side(other, '2022'))?.why, 'indicator');
  const held = indicator('vast', ['2020', '2024'], { gebruik: { vergelijken: true, trend: false, effect: false } });
  assert.equal(refusedChange(side(held, '2020'), side(held, '2024'))?.why, 'no_trend');
  assert.deepEqual(refusedChange(main, side(one, '2020')), { why: 'break', period: '2022', text: 'Nieuwe vraag.' });
  assert.equal(refusedChange(side(one, '2022'), main), null, 'the year of the break is already counted in the new way');
});

test('a change goes from the earlier to the later year, whichever stands first', () => {
  assert.equal(pairsOf([row('a', 5)], [row('a', 3)], true, true)[0]?.change, 2);
  assert.equal(pairsOf([row('a', 5)], [row('a', 3)], true, false)[0]?.change, -2);
});

test('without one of the figures, or without the right, there is no change', () => {
  assert.equal(pairsOf([row('a', 5)], [row('a', null)], true, true)[0]?.change, null);
  assert.equal(pairsOf([row('a', 5)], [row('a', 3)], false, true)[0]?.change, null);
  const [lost] = pairsOf([row('a', 5)], [], true, true);
  assert.deepEqual([lost?.second.value, lost?.second.status], [null, 'not_delivered']);
});

test('what has no change stays at the end in both directions', () => {
  const pairs = pairsOf([row('a', 5), row('b', null), row('c', 9)], [row('a', 3), row('b', 1), row('c', 1)], true, true);
  const order = (isDescending: boolean): string =>
    sortedPairs(pairs, { key: 'verandering', isDescending }).map((pair) => pair.code).join('');
  assert.equal(order(false), 'acb');
  assert.equal(order(true), 'cab');
});
