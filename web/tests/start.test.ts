/* tests/start.test.ts - the first page: the surest signals first, at most seven; what is new; how old figures are.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { House } from '../src/data/house.ts';
import type { Gap, GapChange, Gaps } from '../src/data/gapTypes.ts';
import { gapSignals, healthOf, mismatches, mostSignals, newsOf, regionTrends, startSignals } from '../src/data/start.ts';
import type { Change, Changes, Indicator, Profile, Signal, SignalList, Trend } from '../src/data/types.ts';

const indicator = (id: string, bron: string, perioden: string[]): Indicator =>
  ({ id, naam: id, bron, uitsplitsingen: [{ id: 'totaal', naam: '' }], reeksen: [{ niveau: 'wijk', perioden, grenzen: [] }] }) as unknown as Indicator;
const house = {
  release: {
    datum: '2026-11-22',
    bronnen: [{ id: 'cbs' }, { id: 'rivm' }, { id: 'borders' }],
  },
  indicators: [indicator('a', 'cbs', ['2023', '2024']), indicator('b', 'cbs', ['2020']), indicator('c', 'rivm', ['2020'])],
  areaOf: new Map([['W1', { naam: 'Wijk 1' }]]),
} as unknown as House;

const signal = (gebied: string, aanwijzing: Signal['aanwijzing'], kans: number): Signal =>
  ({ gebied, aanwijzing, kans }) as Signal;
const list = (etiketten: boolean, gebieden: Signal[]): SignalList => ({ id: 'l', etiketten, gebieden }) as SignalList;

test('strong comes before possible, the more probable first, and a trial gives none', () => {
  const found = mismatches(
    house,
    [
      list(true, [signal('W1', 'mogelijk', 0.79), signal('W2', 'sterk', 0.81), signal('W3', 'geen_uitspraak', 0.5), signal('W4', 'sterk', 0.9)]),
      list(false, [signal('W5', 'sterk', 1)]),
    ],
    () => 'G',
  );
  assert.deepEqual(found.map((one) => one.signal.gebied), ['W4', 'W2', 'W1']);
  assert.deepEqual(found.map((one) => one.place), ['W4', 'W2', 'Wijk 1']);
});

const trend = (richting: Trend['richting'], perJaar: number, half: number): Trend =>
  ({ richting, perJaar, perJaarOnder: perJaar - half, perJaarBoven: perJaar + half }) as Trend;

test('only what moves in the first breakdown counts, the clearest first', () => {
  const region = {
    rijen: [
      { indicator: 'a', uitsplitsing: 'totaal', trend: trend('stijgt', 1, 0.9) },
      { indicator: 'b', uitsplitsing: 'totaal', trend: trend('daalt', -5, 1) },
      { indicator: 'c', uitsplitsing: 'jong', trend: trend('stijgt', 9, 1) },
      { indicator: 'c', uitsplitsing: 'totaal', trend: trend('geen_verandering', 0, 1) },
    ],
  } as Profile;
  assert.deepEqual(regionTrends(house, region).map((one) => one.indicator.id), ['b', 'a']);
});

const key = { indicator: 'a', soort: 'ordening', uitsplitsing: 'totaal', niveau: 'wijk', gebied: 'R' } as const;
const differences = (gaps: Partial<Gap>[], changes: Partial<GapChange>[]): Gaps =>
  ({
    ordeningen: [{ niveau: 'wijk', indicator: 'inkomen', naam: '', minst: 'least', meest: 'most' }],
    verschillen: gaps.map((one) => ({ ...key, periode: '2024', absoluut: 3, absoluutOnder: 1, absoluutBoven: 5, uitModel: false, ...one })),
    veranderingen: changes.map((one) => ({
      ...key, van: '2020', tot: '2024', absoluut: 1, absoluutOnder: 0.5, absoluutBoven: 1.5, beweging: 'groter', ...one,
    })),
  }) as unknown as Gaps;
const told = (gaps: Partial<Gap>[], changes: Partial<GapChange>[]): string[] =>
  gapSignals(house, differences(gaps, changes)).map((one) => one.indicator.id);

test('a difference is a signal only where both intervals carry it, and never out of a model', () => {
  assert.deepEqual(told([{}], [{}]), ['a']);
  assert.deepEqual(told([{ absoluutOnder: -1 }], [{}]), []);
  assert.deepEqual(told([{ absoluutOnder: null, absoluutBoven: null }], [{}]), []);
  assert.deepEqual(told([{ uitModel: true }], [{}]), []);
  assert.deepEqual(told([{}], [{ beweging: 'geen_verandering' }]), []);
  assert.deepEqual(told([{}], [{ beweging: null }]), []);
  assert.deepEqual(told([{}], [{ tot: '2022' }]), []);
  assert.deepEqual(told([{}], [{ niveau: 'gemeente' }]), []);
});

test('an indicator gives one signal, its clearest, and the clearest indicator comes first', () => {
  const both = [{}, { niveau: 'gemeente' as const }, { indicator: 'b' }];
  const moved = [{}, { niveau: 'gemeente' as const, absoluut: 4 }, { indicator: 'b', absoluut: 2 }];
  const found = gapSignals(house, differences(both, moved));
  assert.deepEqual(found.map((one) => [one.indicator.id, one.gap.niveau]), [['a', 'gemeente'], ['b', 'wijk']]);
  assert.equal(found[1]?.order?.minst, 'least');
});

test('there are never more than seven signals, and each kind gets its room', () => {
  const places = mismatches(house, [list(true, Array.from({ length: 9 }, (_, k) => signal(`W${k}`, 'sterk', 0.9)))], () => '');
  const trends = Array.from({ length: 5 }, (_, k) => ({ kind: 'trend' as const, indicator: indicator(`t${k}`, 'x', []), trend: trend('stijgt', 1, 0.5) }));
  const changed = Array.from({ length: 4 }, (_, k) => ({ ...gapSignals(house, differences([{}], [{}]))[0]!, indicator: indicator(`g${k}`, 'x', []) }));
  const kinds = (some: readonly { kind: string }[]) => some.map((one) => one.kind[0]).join('');
  assert.equal(kinds(startSignals(places, trends, changed)), 'mmmttgg');
  assert.equal(kinds(startSignals(places, trends, [])), 'mmmmttt');
  assert.equal(kinds(startSignals(places, trends.slice(0, 1), [])), 'mmmmmmt');
  assert.equal(kinds(startSignals(places.slice(0, 1), trends, [])), 'mttttt');
  assert.equal(kinds(startSignals([], [], changed)), 'gggg');
  assert.equal(startSignals(places, [], []).length, mostSignals);
  assert.equal(startSignals([], [], []).length, 0);
});

const change = (indicatorId: string, periode: string, counts: Partial<Change>): Change => ({
  indicator: indicatorId,
  niveau: 'wijk',
  periode,
  nieuw: 0,
  gewijzigd: 0,
  verschenen: 0,
  verdwenen: 0,
  ...counts,
});

test('a new year, a new indicator and a correction are told apart', () => {
  const changes = {
    vorige: 'x',
    definities: ['b'],
    wijzigingen: [
      change('a', '2024', { nieuw: 10 }),
      change('a', '2023', { gewijzigd: 2, verdwenen: 1 }),
      change('c', '2020', { nieuw: 4 }),
    ],
  } as unknown as Changes;
  const news = newsOf(house, changes);
  assert.deepEqual(news.added.map((one) => one.id), ['c']);
  assert.deepEqual(news.extended.map((one) => [one.indicator.id, one.periods]), [['a', ['2024']]]);
  assert.deepEqual(news.corrected.map((one) => [one.indicator.id, one.count, one.periods]), [['a', 3, ['2023']]]);
  assert.deepEqual(news.redefined.map((one) => one.id), ['b']);
});

test('figures are current up to two years, and a source without indicators is left out', () => {
  assert.deepEqual(
    healthOf(house).map((row) => [row.source.id, row.indicators, row.newest, row.freshness]),
    [
      ['cbs', 2, '2024', 'current'],
      ['rivm', 1, '2020', 'older'],
    ],
  );
});
