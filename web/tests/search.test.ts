/* tests/search.test.ts - an area, a topic or a page is found by a part of its name, however it is typed.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { House } from '../src/data/house.ts';
import { makeCommandIndex, makeIndex, search } from '../src/data/search.ts';
import type { Area } from '../src/data/types.ts';

function area(code: string, naam: string, niveau: Area['niveau'], ouder: string | null): Area {
  return { code, naam, niveau, ouder, edities: [2022], opKaart: true };
}

const areas = [
  area('NL00', 'Nederland', 'land', null),
  area('GM1900', 'Súdwest-Fryslân', 'gemeente', 'NL00'),
  area('WK190001', 'Wijk 01 Sneek', 'wijk', 'GM1900'),
  area('BU19000100', "'t Zand", 'buurt', 'WK190001'),
];
const indicators = [
  { id: 'poh-ggz', code: 'ZG01', naam: 'Gebruik POH-GGZ', thema: 'zorggebruik' },
  { id: 'eenzaam', code: 'PW03', naam: 'Eenzaamheid in de wijk', thema: 'welbevinden' },
];
const themes = [
  { id: 'zorggebruik', naam: 'Zorggebruik GGZ' },
  { id: 'welbevinden', naam: 'Psychisch welbevinden' },
];
const house = { areas, indicators, themes, areaOf: new Map(areas.map((a) => [a.code, a])) } as unknown as House;
const index = makeIndex(house);
const codes = (question: string): string[] =>
  search(index, question).map((target) => (target.kind === 'area' ? target.area.code : target.name));

test('does not need accents, case or dashes', () => {
  assert.equal(codes('sudwest fryslan')[0], 'GM1900');
});

test('puts the gemeente before the areas in it', () => {
  assert.deepEqual(codes('sudwest'), ['GM1900', 'WK190001', 'BU19000100']);
});

test('finds a name that starts with an apostrophe, and a code', () => {
  assert.equal(codes('t zand')[0], 'BU19000100');
  assert.deepEqual(codes('wk1900'), ['WK190001']);
});

test('finds nothing for nothing and leaves out the country', () => {
  assert.deepEqual(codes('  '), []);
  assert.deepEqual(codes('nederland'), []);
});

test('finds a topic by a word of its name, its code, or its theme', () => {
  assert.deepEqual(codes('poh ggz'), ['Gebruik POH-GGZ']);
  assert.deepEqual(codes('pw03'), ['Eenzaamheid in de wijk']);
  assert.deepEqual(codes('welbevinden'), ['Eenzaamheid in de wijk']);
});

test('puts an area before a topic whose name fits as well, and the name before the theme', () => {
  assert.deepEqual(codes('wijk'), ['WK190001', 'Eenzaamheid in de wijk']);
  assert.deepEqual(codes('gebruik'), ['Gebruik POH-GGZ']);
});

test('finds pages and commands, which no code stands for', () => {
  const commands = makeCommandIndex([
    { kind: 'command', command: 'print', name: 'Deze pagina afdrukken', place: '' },
    { kind: 'page', path: '/over', name: 'Bronnen en uitleg', place: '' },
  ]);
  assert.deepEqual(search(commands, 'bron').map(({ name }) => name), ['Bronnen en uitleg']);
  assert.deepEqual(search(commands, 'x'), []);
});
