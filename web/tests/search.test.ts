/* tests/search.test.ts - an area is found by a part of its name, however it is typed.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { House } from '../src/data/house.ts';
import { makeIndex, search } from '../src/data/search.ts';
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
const house = { areas, areaOf: new Map(areas.map((a) => [a.code, a])) } as unknown as House;
const index = makeIndex(house);
const codes = (question: string): string[] => search(index, question).map(({ area: found }) => found.code);

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
