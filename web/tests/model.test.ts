/* tests/model.test.ts - what a model tells of itself, in words; nothing of it is left out silently.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { modelText } from '../src/text/nl/model.ts';

const nameOf = (id: string): string | undefined => (id === 'laag-inkomen' ? 'Huishoudens met laag inkomen' : undefined);

test('writes numbers with the decimals they need', () => {
  assert.equal(modelText.value(13193, nameOf), '13.193');
  assert.equal(modelText.value(0.43359, nameOf), '0,434');
  assert.equal(modelText.value(2882.893, nameOf), '2882,9');
});

test('names an indicator, and leaves another word as it is', () => {
  assert.equal(modelText.value('laag-inkomen', nameOf), 'Huishoudens met laag inkomen');
  assert.equal(modelText.value(['laag-inkomen', 'x'], nameOf), 'Huishoudens met laag inkomen, x');
  assert.equal(modelText.value([], nameOf), 'geen');
});

test('leaves records to a table, and makes words of a key it does not know', () => {
  assert.equal(modelText.value([{ gemeente: 'GM0153' }], nameOf), null);
  assert.equal(modelText.label('aantalTrekkingen'), 'aantal trekkingen');
});
