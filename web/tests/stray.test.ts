/* tests/stray.test.ts - an address that names what does not exist: it is told, with what there is.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { House } from '../src/data/house.ts';
import { straysOf } from '../src/data/stray.ts';

const house = {
  release: { niveaus: [{ id: 'gemeente' }, { id: 'wijk' }] },
  themes: [{ id: 'zorg', naam: 'Zorg' }],
  indicators: [
    {
      id: 'poh',
      uitsplitsingen: [{ id: 'totaal' }, { id: '65-plus' }],
      reeksen: [{ niveau: 'wijk', perioden: ['2022', '2024'] }, { niveau: 'gemeente', perioden: ['2021'] }],
    },
  ],
  areaOf: new Map([['GM0153', {}]]),
} as unknown as House;

test('says nothing of an address that names what exists', () => {
  const chosen = { niveau: 'wijk', periode: '2024', uitsplitsing: '65-plus', gemeente: 'GM0153', gebieden: 'GM0153', thema: 'zorg', sorteer: '-x' };
  assert.deepEqual(straysOf(house, chosen, 'poh'), []);
  assert.deepEqual(straysOf(house, {}, undefined), []);
});

test('lists what there is: the periods of the level that is chosen, or of all', () => {
  assert.deepEqual(straysOf(house, { niveau: 'wijk', periode: '2021' }, 'poh'), [{ parameter: 'periode', value: '2021', exists: ['2022', '2024'] }]);
  assert.deepEqual(straysOf(house, { periode: '1999' }, 'poh')[0]!.exists, ['2021', '2022', '2024']);
  assert.deepEqual(straysOf(house, { niveau: 'straat' }, undefined), [{ parameter: 'niveau', value: 'straat', exists: ['gemeente', 'wijk'] }]);
});

test('names every area that is not there, and no year without an indicator', () => {
  assert.deepEqual(straysOf(house, { gebieden: 'GM0153,WK1,WK2', periode: '1999' }, undefined).map(({ value }) => value), ['WK1', 'WK2']);
});
