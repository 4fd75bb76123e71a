/* tests/tour.test.ts - the tour: every step has a page, and only the steps that exist are read from the address.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { House } from '../src/data/house.ts';
import { tourPath, tourStepOf, tourSteps } from '../src/data/tour.ts';

const house = { areas: [{ code: 'NL00', niveau: 'land' }, { code: 'GM0153', niveau: 'gemeente' }] } as unknown as House;

test('the tour begins on the first page and goes to a gemeente of the region', () => {
  assert.equal(tourPath(tourSteps[0].id, house), '/');
  assert.equal(tourPath('profile', house), '/gebied/GM0153');
});

test('a step in the address is one that exists', () => {
  assert.equal(tourStepOf('1'), 0);
  assert.equal(tourStepOf(String(tourSteps.length)), tourSteps.length - 1);
  for (const word of [undefined, '', '0', String(tourSteps.length + 1), '1.5', 'ja', '01']) {
    assert.equal(tourStepOf(word), null, String(word));
  }
});
