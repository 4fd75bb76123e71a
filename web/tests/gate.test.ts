/* tests/gate.test.ts - the rows of the gate's report: choices, sums, order, and what is said of them.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { gateKeys, gateRows, hiddenPart, sortedGateRows, totalOf, type GateChoice } from '../src/data/gate.ts';
import { orderFrom, turned, wordOf } from '../src/data/rows.ts';
import type { AskedCounts, GateTable, LevelId, PublicCounts } from '../src/data/types.ts';
import { gateText } from '../src/text/nl/gate.ts';

const counts = (getoond: number, verborgen: number, leeg = 0, nietVrijgegeven = 0): AskedCounts => ({
  cijfers: getoond + verborgen + leeg + nietVrijgegeven,
  getoond,
  verborgen,
  nietVrijgegeven,
  leeg,
});
const open = (getoond: number, leeg: number): PublicCounts => ({ cijfers: getoond + leeg, getoond, leeg });
const table = (indicator: string, niveau: LevelId, periode: string, gevraagd: AskedCounts | null, openbaar: PublicCounts | null = null): GateTable => ({
  indicator, niveau, periode, gevraagd, openbaar,
});
const tables = [
  table('poh', 'gemeente', '2023', counts(14, 0)),
  table('poh', 'gemeente', '2024', counts(13, 1)),
  table('poh', 'wijk', '2024', counts(100, 19, 2)),
  table('basis', 'wijk', '2024', counts(60, 60)),
  table('inwoners', 'wijk', '2024', null, open(118, 1)),
];
const names = {
  indicator: (id: string) => ({ poh: 'Gebruik POH', basis: 'Basis-ggz', inwoners: 'Inwoners' })[id] ?? id,
  table: gateText.tables.table,
};
const all: GateChoice = { indicator: undefined, level: undefined, period: undefined };

test('without a choice every indicator that was asked is a row, by name, with all its tables together', () => {
  const rows = gateRows(tables, 'gevraagd', all, names);
  assert.deepEqual(rows.map((row) => [row.name, row.indicator]), [['Basis-ggz', 'basis'], ['Gebruik POH', 'poh']]);
  assert.deepEqual(rows[1]!.counts, counts(127, 20, 2));
  assert.deepEqual(totalOf(rows), counts(187, 80, 2));
});

test('public figures are rows of their own, with nothing hidden', () => {
  const rows = gateRows(tables, 'openbaar', all, names);
  assert.deepEqual(rows.map((row) => [row.key, row.counts]), [['inwoners', counts(118, 0, 1)]]);
});

test('one indicator shows its tables in the order of the server; level and period narrow', () => {
  const one = { ...all, indicator: 'poh' };
  assert.deepEqual(
    gateRows(tables, 'gevraagd', one, names).map((row) => row.name),
    ['Per gemeente, 2023', 'Per gemeente, 2024', 'Per wijk, 2024'],
  );
  assert.deepEqual(gateRows(tables, 'gevraagd', { ...one, level: 'wijk' }, names).map((row) => row.counts.verborgen), [19]);
  assert.deepEqual(gateRows(tables, 'gevraagd', { ...all, period: '2023' }, names).map((row) => row.key), ['poh']);
  assert.deepEqual(gateRows(tables, 'gevraagd', { ...all, level: 'buurt' }, names), []);
});

test('sorts by every column in both directions, and what is alike stays in its natural order', () => {
  const rows = gateRows(tables, 'gevraagd', { ...all, indicator: 'poh' }, names);
  for (const key of gateKeys) {
    const up = sortedGateRows(rows, { key, isDescending: false });
    assert.equal(up.length, rows.length);
    assert.deepEqual(new Set(sortedGateRows(rows, { key, isDescending: true })), new Set(rows));
  }
  assert.deepEqual(sortedGateRows(rows, { key: 'deel', isDescending: true }).map((row) => row.counts.verborgen), [19, 1, 0]);
  assert.deepEqual(sortedGateRows(rows, { key: 'leeg', isDescending: false }).map((row) => row.key), [
    'gemeente 2023', 'gemeente 2024', 'wijk 2024',
  ]);
});

test('an order is read from the address and turned by its own column only', () => {
  assert.deepEqual(orderFrom('-verborgen', gateKeys, 'tabel'), { key: 'verborgen', isDescending: true });
  assert.deepEqual(orderFrom('-waarde', gateKeys, 'tabel'), { key: 'tabel', isDescending: false });
  assert.deepEqual(orderFrom(undefined, gateKeys, 'tabel'), { key: 'tabel', isDescending: false });
  const up = turned(orderFrom(undefined, gateKeys, 'tabel'), 'deel');
  assert.equal(wordOf(up), 'deel');
  assert.equal(wordOf(turned(up, 'deel')), '-deel');
  assert.equal(wordOf(turned(turned(up, 'deel'), 'deel')), 'deel');
});

test('nothing and everything are said as such, and only they', () => {
  assert.equal(gateText.share(0, 10), '0%');
  assert.equal(gateText.share(0, 0), '0%');
  assert.equal(gateText.share(10, 10), '100%');
  assert.equal(gateText.share(1, 1000), 'minder dan 1%');
  assert.equal(gateText.share(999, 1000), 'meer dan 99%');
  assert.equal(gateText.share(1, 6), '17%');
  assert.equal(hiddenPart(counts(0, 0)), 0);
});

test('the summary is one sentence a fact, with Dutch numbers, and leaves out what is not there', () => {
  const both = { gevraagd: counts(16846, 3505), openbaar: open(31555, 1140) };
  assert.equal(
    gateText.summary(both),
    'Voor deze uitgave zijn 20.351 cijfers over personen gevraagd. 16.846 daarvan ziet u op deze website. 3505 zijn verborgen: 17%. ' +
      'Daarnaast staan hier 31.555 cijfers die de eigenaar zelf openbaar heeft gemaakt. Daarvan verbergt de poort niets.',
  );
  const openOnly = gateText.summary({ gevraagd: counts(0, 0), openbaar: open(62146, 20977) });
  assert.match(openOnly, /^In deze uitgave staan alleen cijfers .* 62\.146 cijfers\. Daarvan verbergt de poort niets\.$/);
  const refused = gateText.summary({ gevraagd: counts(0, 1, 1, 4), openbaar: open(0, 0) });
  assert.match(refused, /1 is verborgen: 17%\. 4 cijfers zijn nog niet vrijgegeven\. Bij 1 cijfer had de bron zelf geen cijfer\.$/);
  assert.equal(gateText.summary({ gevraagd: counts(0, 0), openbaar: open(0, 0) }), '');
});
