/* tests/gaps.test.ts - differences: only one with an interval is called one, and nothing is joined over a break.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Gap, GapChange, Gaps } from '../src/data/gapTypes.ts';
import { boundsOf, changeOf, courseOf, dotsOf, levelsOf, outcomeOf, rowsOf, runsOf } from '../src/data/gaps.ts';
import type { House } from '../src/data/house.ts';
import { decimalsOf, roundTicks } from '../src/data/ticks.ts';
import type { Indicator } from '../src/data/types.ts';
import { gapsText as english } from '../src/text/en/gaps.ts';
import { gapsText } from '../src/text/nl/gaps.ts';

const gap = (more: Partial<Gap>): Gap => ({
  indicator: 'poh',
  soort: 'ordening',
  uitsplitsing: 'totaal',
  niveau: 'wijk',
  gebied: 'GG1',
  periode: '2024',
  ordeningPeriode: '2024',
  gewichtPeriode: '2024',
  gebieden: 12,
  gebiedenAlle: 14,
  deel: 91.5,
  eerste: 6,
  laatste: 4,
  absoluut: 2,
  absoluutOnder: 1,
  absoluutBoven: 3,
  relatief: 1.5,
  relatiefOnder: 1.2,
  relatiefBoven: 1.9,
  reden: null,
  redenRelatief: null,
  uitModel: false,
  groepen: [],
  ...more,
});
const none = { absoluut: null, absoluutOnder: null, absoluutBoven: null, eerste: null, laatste: null, relatief: null };
const change = { indicator: 'poh', soort: 'ordening', uitsplitsing: 'totaal', niveau: 'wijk', gebied: 'GG1' } as GapChange;
const gaps = (verschillen: Gap[]): Gaps => ({
  indicator: null,
  regels: null,
  ordeningen: [],
  verschillen,
  veranderingen: [change],
  redenen: {},
});
const indicator = (id: string, thema: string, breuken: string[] = []) =>
  ({ id, thema, breuken: breuken.map((periode) => ({ periode, tekst: '' })) }) as unknown as Indicator;
const house = {
  release: { regio: { code: 'GG1' }, niveaus: [{ id: 'regio' }, { id: 'gemeente' }, { id: 'wijk' }] },
  themes: [
    { id: 'zorg', naam: 'Zorg' },
    { id: 'welzijn', naam: 'Welzijn' },
  ],
  indicators: [indicator('eenzaam', 'welzijn'), indicator('poh', 'zorg'), indicator('ggz', 'zorg')],
} as unknown as House;

test('an outcome needs an interval that leaves out zero', () => {
  assert.equal(outcomeOf(gap({})), 'more');
  assert.equal(outcomeOf(gap({ absoluut: -2, absoluutOnder: -3, absoluutBoven: -1 })), 'less');
  assert.equal(outcomeOf(gap({ absoluutOnder: -0.1 })), 'alike');
  assert.equal(outcomeOf(gap({ absoluutOnder: 0 })), 'alike');
  assert.equal(outcomeOf(gap({ absoluutOnder: null, absoluutBoven: null })), 'unsure');
  assert.equal(outcomeOf(gap(none)), 'none');
});

test('rows stand in the order of the themes, those without a number apart with their reason', () => {
  const { told, untold } = rowsOf(
    house,
    gaps([gap({ indicator: 'eenzaam' }), gap({}), gap({ ...none, indicator: 'ggz', reden: 'te_klein_deel' }), gap({ niveau: 'gemeente' })]),
    'ordening',
    'wijk',
  );
  assert.deepEqual(
    told.map(({ theme, rows }) => [theme.id, rows.map((row) => row.indicator.id)]),
    [
      ['zorg', ['poh']],
      ['welzijn', ['eenzaam']],
    ],
  );
  assert.equal(told[0]!.rows[0]!.change, change);
  assert.equal(told[1]!.rows[0]!.change, undefined);
  assert.deepEqual(untold.map((row) => [row.indicator.id, row.gap.reden]), [['ggz', 'te_klein_deel']]);
});

test('levels are those of areas in order, the smallest first', () => {
  const some = gaps([gap({ niveau: 'gemeente' }), gap({}), gap({ soort: 'leeftijd', niveau: 'regio', uitsplitsing: null })]);
  assert.deepEqual(levelsOf(house, some), ['wijk', 'gemeente']);
});

test('a change belongs to one kind, group, level and place', () => {
  const some = gaps([gap({})]);
  assert.equal(changeOf(some, gap({ periode: '1999' })), change);
  for (const other of [{ niveau: 'gemeente' }, { uitsplitsing: '65+' }, { gebied: 'GM1' }, { soort: 'gebieden' }] as Partial<Gap>[]) {
    assert.equal(changeOf(some, gap(other)), undefined);
  }
});

test('a course is one kind of one group, from early to late', () => {
  const some = gaps([gap({}), gap({ periode: '2020' }), gap({ uitsplitsing: '65+' }), gap({ niveau: 'gemeente' })]);
  const course = courseOf(some, { soort: 'ordening', niveau: 'wijk', gebied: 'GG1', uitsplitsing: 'totaal' });
  assert.deepEqual(course.map((one) => one.periode), ['2020', '2024']);
});

test('a line is not drawn over a break or a year without a number', () => {
  const course = ['2018', '2019', '2020', '2021', '2022', '2023'].map((periode) => gap(periode === '2022' ? { ...none, periode } : { periode }));
  const runs = runsOf(course, indicator('poh', 'zorg', ['2020']));
  assert.deepEqual(runs.map((run) => run.map((one) => one.periode)), [['2018', '2019'], ['2020', '2021'], ['2023']]);
});

test('the scale of a difference holds zero and every margin', () => {
  assert.deepEqual(boundsOf([gap({}), gap({ absoluutOnder: null, absoluutBoven: null, absoluut: 5 })]), [0, 5]);
  assert.deepEqual(boundsOf([gap({ absoluut: -2, absoluutOnder: -3, absoluutBoven: -1 })]), [-3, 0]);
  assert.deepEqual(boundsOf([gap(none)]), [0, 0]);
});

test('dots are the numbers of the groups that have one', () => {
  const groepen = [1, 2].map((deel) => ({ deel, waarde: deel === 1 ? 7 : null, onder: null, boven: null }));
  assert.deepEqual(dotsOf([gap({ groepen })]), [7]);
});

test('ticks are round, cover the scale, and are never minus zero', () => {
  assert.deepEqual(roundTicks(0, 10, 5), [0, 2, 4, 6, 8, 10]);
  assert.deepEqual(roundTicks(-0.5, 1.6, 5), [-0.5, 0, 0.5, 1, 1.5]);
  assert.ok(roundTicks(-0.3, 1.6, 5).every((tick) => !Object.is(tick, -0)));
  assert.deepEqual(roundTicks(3, 3, 5), [3]);
  assert.equal(decimalsOf([0, 0.5, 1]), 1);
  assert.equal(decimalsOf([0, 20, 40]), 0);
  assert.equal(decimalsOf([0, 0.02]), 2);
});

test('a sentence calls nothing higher or lower without a margin, and nothing good or bad', () => {
  const ends = { first: 'in wijken met a', last: 'in wijken met b', firstValue: '6%', lastValue: '4%' };
  assert.equal(gapsText.sentence({ ...ends, outcome: 'more' }), 'Hoger in wijken met a: 6% tegen 4% in wijken met b.');
  assert.equal(gapsText.sentence({ ...ends, outcome: 'less' }), 'Lager in wijken met a: 6% tegen 4% in wijken met b.');
  for (const outcome of ['alike', 'unsure'] as const) {
    for (const texts of [gapsText, english]) {
      assert.doesNotMatch(texts.sentence({ ...ends, outcome }), /hoger|lager|higher|lower/i);
    }
  }
  for (const texts of [gapsText, english]) {
    for (const outcome of ['more', 'less', 'alike', 'unsure'] as const) {
      assert.doesNotMatch(texts.sentence({ ...ends, outcome }), /gunstig|beter|slechter|better|worse/i);
    }
  }
});

test('a difference of per cent is in points of it', () => {
  assert.equal(gapsText.points(2, 1, '%'), '2,0 procentpunt');
  assert.equal(gapsText.points(-12.5, 0, 'euro per verzekerde'), '\u221213 euro per verzekerde');
  assert.equal(english.amount(2, 1, '%'), '2.0%');
});

test('how many differences chance alone would flag is said', () => {
  assert.match(gapsText.chance(20), /20\..* 1 aan\./);
});
