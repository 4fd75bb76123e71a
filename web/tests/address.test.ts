/* tests/address.test.ts - the language in the path: read and written the same way.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { languages, pathIn, placeOf } from '../src/address.ts';

test('without a language in the path it is Dutch', () => {
  assert.deepEqual(placeOf('/'), { language: 'nl', page: '/' });
  assert.deepEqual(placeOf('/gebied/GM0153'), { language: 'nl', page: '/gebied/GM0153' });
  // Only a whole step of the path is a language.
  assert.deepEqual(placeOf('/enschede'), { language: 'nl', page: '/enschede' });
});

test('below /en it is English, with the same pages', () => {
  assert.deepEqual(placeOf('/en'), { language: 'en', page: '/' });
  assert.deepEqual(placeOf('/en/'), { language: 'en', page: '/' });
  assert.deepEqual(placeOf('/en/gebied/GM0153'), { language: 'en', page: '/gebied/GM0153' });
});

test('every page goes to each language and back', () => {
  for (const language of languages) {
    for (const page of ['/', '/over', '/onderwerp/poh-ggz']) {
      assert.deepEqual(placeOf(pathIn(language, page)), { language, page });
    }
  }
  assert.equal(pathIn('en', '/?niveau=wijk#tabel'), '/en/?niveau=wijk#tabel');
});
