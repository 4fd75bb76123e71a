/* tests/gridKeys.test.ts - arrow keys walk through a table and stay within it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { stepTo } from '../src/parts/gridKeys.ts';

const size = { rows: 30, columns: 5 };
const middle = { row: 12, column: 2 };

test('an arrow goes one cell, with Ctrl to the edge', () => {
  assert.deepEqual(stepTo(middle, 'ArrowUp', false, size), { row: 11, column: 2 });
  assert.deepEqual(stepTo(middle, 'ArrowDown', true, size), { row: 29, column: 2 });
  assert.deepEqual(stepTo(middle, 'ArrowLeft', true, size), { row: 12, column: 0 });
  assert.deepEqual(stepTo(middle, 'ArrowRight', false, size), { row: 12, column: 3 });
});

test('Home and End go to the ends of the row, with Ctrl to those of the table', () => {
  assert.deepEqual(stepTo(middle, 'Home', false, size), { row: 12, column: 0 });
  assert.deepEqual(stepTo(middle, 'End', true, size), { row: 29, column: 4 });
});

test('nothing leads out of the table', () => {
  assert.deepEqual(stepTo({ row: 0, column: 0 }, 'ArrowUp', false, size), { row: 0, column: 0 });
  assert.deepEqual(stepTo({ row: 29, column: 4 }, 'ArrowRight', false, size), { row: 29, column: 4 });
  assert.deepEqual(stepTo(middle, 'PageDown', false, size), { row: 22, column: 2 });
  assert.deepEqual(stepTo({ row: 25, column: 2 }, 'PageDown', false, size), { row: 29, column: 2 });
});

test('other keys do nothing', () => {
  assert.equal(stepTo(middle, 'a', false, size), null);
  assert.equal(stepTo(middle, 'Tab', false, size), null);
});
