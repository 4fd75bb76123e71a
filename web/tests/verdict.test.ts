/* tests/verdict.test.ts - what is said of a difference: words, fills, sorting, and the sentence above the table.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { House } from '../src/data/house.ts';
import { rowsOf, sorted, type Row } from '../src/data/rows.ts';
import type { Area, Indicator, Slice, Status, Test, Trend, Verdict, VerdictLabel } from '../src/data/types.ts';
import { classifyVerdicts } from '../src/map/classes.ts';
import { formatChance, formatShort } from '../src/text/nl/number.ts';
import { signalsText } from '../src/text/nl/signals.ts';
import { verdictText } from '../src/text/nl/verdict.ts';

const judged = (area: string, verdict: VerdictLabel, value: number | null = 1, status: Status = 'ok', isOnMap = true) => ({
  code: area,
  verdict,
  value,
  status: value === null && status === 'ok' ? ('hidden' as const) : status,
  isOnMap,
});

test('fills by verdict, and an area without a number by its reason', () => {
  const { fillOf, legend } = classifyVerdicts([
    judged('a', 'hoger'),
    judged('b', 'lager', 2, 'estimate'),
    judged('c', 'geen'),
    judged('d', 'geen', null),
    judged('e', 'geen_verschil', 3, 'ok', false),
  ]);
  assert.deepEqual([...fillOf.values()], ['verdict-hoger', 'verdict-lager', 'verdict-geen', 'hidden', 'verdict-geen_verschil']);
  assert.deepEqual(
    legend.map((entry) => [entry.key, entry.onMap, entry.offMap]),
    [['verdict-hoger', 1, 0], ['verdict-lager', 1, 0], ['verdict-geen_verschil', 0, 1], ['verdict-geen', 1, 0], ['hidden', 1, 0]],
  );
});

test('never gives a verdict to a number that is hidden, even when one is sent along', () => {
  assert.equal(classifyVerdicts([judged('a', 'hoger', 5, 'hidden')]).fillOf.get('a'), 'hidden');
});

const area = (code: string, naam: string, niveau: Area['niveau'], ouder: string | null): Area => ({
  code, naam, niveau, ouder, edities: [2022], opKaart: true,
});
const areas = [
  area('GG1106', 'Twente', 'regio', null),
  area('GM0153', 'Enschede', 'gemeente', 'GG1106'),
  area('WK015301', 'Hogeland', 'wijk', 'GM0153'),
  area('WK015302', 'Boddenkamp', 'wijk', 'GM0153'),
];
const house = {
  areas,
  areaOf: new Map(areas.map((a) => [a.code, a])),
  release: { regio: { code: 'GG1106', naam: 'Twente' } },
} as unknown as House;
const toets: Test = { regel: 'posterior', tegen: 'gemeente', getoetst: 2, aangewezen: 1, verwachtDoorToeval: 0.04, reden: null, tekst: '' };
const slice: Slice = {
  indicator: 'x', niveau: 'wijk', periode: '2024', uitsplitsing: 'totaal',
  gebied: ['WK015301', 'WK015302'], waarde: [1, 2], onder: [0, 1], boven: [2, 3], status: ['ok', 'estimate'],
  methode: ['wilson', 'model'], vlaggen: [[], ['borrowed']], oordeel: ['geen', 'hoger'], reden: ['verborgen', null],
  verschil: [null, 1], verschilOnder: [null, 0.5], verschilBoven: [null, 1.5],
  toets, redenen: { verborgen: 'weggelaten: anders is een verborgen cijfer terug te rekenen' }, vergelijk: [],
};

test('a row holds its verdict, the name of what it was compared with, and the sentence of its reason', () => {
  const [first, second] = rowsOf(house, slice, null) as [Row, Row];
  assert.deepEqual([first.verdict, first.against, first.reason], ['geen', 'Enschede', slice.redenen['verborgen']]);
  assert.deepEqual([second.verdict, second.reason, second.flags], ['hoger', null, ['borrowed']]);
  const [ofRegion] = rowsOf(house, { ...slice, toets: { ...toets, tegen: 'regio' } }, null) as [Row];
  assert.equal(ofRegion.against, 'Twente');
});

test('sorts by verdict, then by name', () => {
  const rows = rowsOf(house, slice, null);
  const order = (isDescending: boolean) =>
    sorted(rows, { key: 'oordeel', isDescending }, (status) => status).map((row) => row.name);
  assert.deepEqual(order(false), ['Boddenkamp', 'Hogeland']);
  assert.deepEqual(order(true), ['Hogeland', 'Boddenkamp']);
});

test('says with what was compared', () => {
  assert.equal(verdictText.full('hoger', 'Enschede'), 'hoger dan de rest van Enschede');
  assert.equal(verdictText.full('geen_verschil', 'Twente'), 'geen aantoonbaar verschil met de rest van Twente');
  assert.equal(verdictText.full('geen', 'Twente'), 'geen oordeel');
  assert.equal(verdictText.why('geen oordeel: de bron geeft hier geen marge'), 'de bron geeft hier geen marge');
});

test('counts what was compared, what differs and what of that is chance', () => {
  assert.equal(
    verdictText.tested({ ...toets, getoetst: 119, aangewezen: 17, verwachtDoorToeval: 0.182 }, 'wijk'),
    '119 wijken zijn vergeleken met de rest van hun gemeente: 17 verschillen aantoonbaar. Naar verwachting is 0,2 daarvan toeval.',
  );
  assert.equal(
    verdictText.tested({ ...toets, tegen: 'regio', getoetst: 14, aangewezen: 0, verwachtDoorToeval: 0 }, 'gemeente'),
    '14 gemeenten zijn vergeleken met de rest van de regio: 0 verschillen aantoonbaar.',
  );
});

const indicator = { eenheid: '%', decimalen: 1, richting: 'hoger', richtingEigenaar: null } as Indicator;

test('never says good or bad, unless the owner of the indicator did', () => {
  assert.equal(verdictText.polarity('hoger', indicator), '');
  const owned = { ...indicator, richtingEigenaar: 'GGD Twente' };
  assert.equal(verdictText.polarity('hoger', owned), 'gunstig volgens GGD Twente');
  assert.equal(verdictText.polarity('lager', owned), 'ongunstig volgens GGD Twente');
  assert.equal(verdictText.polarity('geen_verschil', owned), '');
  assert.equal(verdictText.polarity('hoger', { ...owned, richting: 'neutraal' }), '');
});

test('a trend has its sign and its interval; a percentage moves in percentage points', () => {
  const trend: Trend = { richting: 'daalt', reden: null, van: '2020', tot: '2024', perioden: 5, perJaar: -0.143, perJaarOnder: -0.27, perJaarBoven: -0.016 };
  assert.equal(verdictText.perYear(trend, indicator), '−0,14 procentpunt per jaar (−0,27 tot −0,02)');
  assert.equal(verdictText.perYear({ ...trend, perJaar: null }, indicator), '');
});

test('a difference has its sign and its interval, in percentage points for a percentage', () => {
  const verdict: Verdict = {
    oordeel: 'hoger', reden: null, tegen: 'GM0153', verwijzing: 24, verschil: 7.05, verschilOnder: 0.42, verschilBoven: 14.11, kansHoger: 0.98,
  };
  assert.equal(verdictText.difference(verdict, indicator), 'verschil +7,1 procentpunt (+0,4 tot +14,1)');
  assert.equal(verdictText.difference({ ...verdict, verschil: null }, indicator), '');
});

test('a chance is never written as certain', () => {
  assert.equal(formatChance(1), 'meer dan 99%');
  assert.equal(formatChance(0.004), 'minder dan 1%');
  assert.equal(formatChance(0.876), '88%');
  assert.equal(signalsText.chanceWords(0.876), 'waarschijnlijk (88%)');
  assert.equal(signalsText.chanceWords(0.3), 'eerder niet dan wel (30%)');
  assert.equal(formatShort(0.18), '0,2');
  assert.equal(formatShort(12.4), '12');
  assert.equal(formatShort(0.04), 'minder dan 0,1');
  assert.equal(formatShort(0), '0');
});
