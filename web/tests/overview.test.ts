/* tests/overview.test.ts - areas by indicators: every number in its cell, and what is missing said as such.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { House } from '../src/data/house.ts';
import { chanceOf, chosenOf, matrixOf, mostSideBySide, sortedRows, withChosen } from '../src/data/overview.ts';
import type { Area, Indicator, Overview, OverviewSeries, Test } from '../src/data/types.ts';

const area = (code: string, naam: string, ouder: string, niveau: Area['niveau'] = 'wijk'): Area => ({
  code,
  naam,
  niveau,
  ouder,
  edities: [2024],
  opKaart: true,
});
const indicator = (id: string, thema: string) => ({ id, thema }) as Indicator;
const areas = [
  area('GM1', 'Almelo', 'GG1', 'gemeente'),
  area('GM2', 'Borne', 'GG1', 'gemeente'),
  area('WK1', 'Wijk 2', 'GM1'),
  area('WK2', 'Wijk 10', 'GM1'),
  area('WK3', 'Wijk 1', 'GM2'),
];
const house = {
  release: { regio: { code: 'GG1', naam: 'Regio' } },
  themes: [
    { id: 'zorg', naam: 'Zorg' },
    { id: 'context', naam: 'Omgeving' },
  ],
  indicators: [indicator('poh', 'zorg'), indicator('ggz', 'zorg'), indicator('oud', 'context')],
  areas,
  areaOf: new Map(areas.map((one) => [one.code, one])),
} as unknown as House;

const asked = (getoetst: number, aangewezen: number, verwachtDoorToeval: number | null): Test => ({
  regel: 'plain',
  tegen: 'gemeente',
  getoetst,
  aangewezen,
  verwachtDoorToeval,
  reden: null,
  tekst: '',
});

function series(id: string, values: Record<string, number | null>, test: Test | null): OverviewSeries {
  const gebied = Object.keys(values);
  const waarde = Object.values(values);
  const none = gebied.map(() => null);
  return {
    indicator: id,
    niveau: 'wijk',
    periode: '2024',
    uitsplitsing: 'totaal',
    gebied,
    waarde,
    onder: none,
    boven: none,
    status: waarde.map((value) => (value === null ? 'hidden' : 'ok')),
    methode: none,
    vlaggen: gebied.map(() => []),
    oordeel: waarde.map((value) => (value === null ? 'geen' : 'hoger')),
    reden: none,
    verschil: none,
    verschilOnder: none,
    verschilBoven: none,
    toets: test,
  };
}

const overview: Overview = {
  niveau: 'wijk',
  gemeente: null,
  reeksen: [
    series('oud', { WK1: 20, WK2: 0, WK3: 5 }, null),
    series('poh', { WK1: 3, WK2: null, WK3: 9 }, asked(2, 2, 0.1)),
    series('weg', { WK1: 1 }, null),
    series('ggz', { WK3: 4 }, asked(1, 1, null)),
  ],
  redenen: {},
};
const matrix = matrixOf(house, overview);

test('columns stand in the order of themes, and only those of known indicators', () => {
  assert.deepEqual(
    matrix.groups.map((group) => [group.theme.id, group.columns.map((column) => column.indicator.id)]),
    [
      ['zorg', ['poh', 'ggz']],
      ['context', ['oud']],
    ],
  );
});

test('zero is zero, hidden is hidden, and what a series does not know was not delivered', () => {
  const cell = (code: string, id: string) => matrix.rows.find((row) => row.code === code)?.cells.get(id);
  assert.equal(cell('WK2', 'oud')?.value, 0);
  assert.equal(cell('WK2', 'poh')?.status, 'hidden');
  assert.deepEqual([cell('WK1', 'ggz')?.value, cell('WK1', 'ggz')?.status], [null, 'not_delivered']);
  assert.equal(cell('WK1', 'poh')?.against, 'Almelo');
  assert.equal(cell('WK1', 'oud')?.against, 'Regio');
});

test('by name wijken stand within their gemeente, with 2 before 10', () => {
  const names = (isDescending: boolean) => sortedRows(matrix.rows, { key: 'gebied', isDescending }).map((row) => row.code);
  assert.deepEqual(names(false), ['WK1', 'WK2', 'WK3']);
  assert.deepEqual(names(true), ['WK3', 'WK2', 'WK1']);
});

test('without a number a row stays at the end in both directions', () => {
  const by = (isDescending: boolean) => sortedRows(matrix.rows, { key: 'poh', isDescending }).map((row) => row.code);
  assert.deepEqual(by(false), ['WK1', 'WK3', 'WK2']);
  assert.deepEqual(by(true), ['WK3', 'WK1', 'WK2']);
});

test('what chance gives is the sum over the columns that say so', () => {
  assert.deepEqual(chanceOf(matrix.groups[0]!.columns), { tested: 3, flagged: 3, byChance: 0.1 });
  assert.deepEqual(chanceOf(matrix.groups[1]!.columns), { tested: 0, flagged: 0, byChance: null });
});

test('the address holds each chosen area once, in its order, at most six and none that is unknown', () => {
  assert.deepEqual(
    chosenOf(matrix.rows, 'WK3,WK9,WK1,WK3').map((row) => row.code),
    ['WK3', 'WK1'],
  );
  const many = Array.from({ length: 9 }, (_, k) => ({ ...matrix.rows[0]!, code: `W${k}` }));
  assert.equal(chosenOf(many, many.map((row) => row.code).join(',')).length, mostSideBySide);
  assert.equal(withChosen(chosenOf(matrix.rows, 'WK3,WK1'), 'WK2', true), 'WK3,WK1,WK2');
  assert.equal(withChosen(chosenOf(matrix.rows, 'WK3'), 'WK3', false), null);
});
