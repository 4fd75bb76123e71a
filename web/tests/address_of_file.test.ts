/* tests/address_of_file.test.ts - the files of a site without a server, called as src/public/export/site_files.c calls them.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { placeOf } from '../src/address.ts';
import { addressOfFile } from '../src/data/address_of_file.ts';

test('a reply without parameters has the name of its resource', () => {
  assert.equal(addressOfFile('release'), '/api/v1/release.json');
  assert.equal(addressOfFile('profielen/GM0153'), '/api/v1/profielen/GM0153.json');
});

test('parameters become steps of the path, by name and whatever order they came in', () => {
  const wished = '/api/v1/waarden/indicator/poh-ggz/niveau/wijk/periode/2024/taal/en/uitsplitsing/totaal.json';
  assert.equal(addressOfFile('waarden?indicator=poh-ggz&niveau=wijk&periode=2024&uitsplitsing=totaal&taal=en'), wished);
  assert.equal(addressOfFile('waarden?taal=en&uitsplitsing=totaal&periode=2024&niveau=wijk&indicator=poh-ggz'), wished);
});

test('what a host might read otherwise is written in digits', () => {
  assert.equal(addressOfFile(`x?a=${encodeURIComponent('18+ é/..')}`), '/api/v1/x/a/18_2B_20_C3_A9_2F_2E_2E.json');
});

test('a page that a host of files shows with a slash is the same page', () => {
  assert.deepEqual(placeOf('/gebied/GM0153/'), { language: 'nl', page: '/gebied/GM0153' });
  assert.deepEqual(placeOf('/en/kaart/'), { language: 'en', page: '/kaart' });
});
