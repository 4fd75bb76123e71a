/* tests/alike.test.ts - look-alikes: found by who lives there, not by what is compared; unknown is not zero.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { alikeOf, middleOf, shares } from '../src/data/alike.ts';
import type { Cell, Column, Matrix, MatrixRow } from '../src/data/overview.ts';

const column = (id: string, eenheid = '%'): Column => ({ indicator: { id, eenheid }, series: {} }) as unknown as Column;
const cell = (value: number | null): Cell => ({ value, lower: null, upper: null, status: value === null ? 'hidden' : 'ok', verdict: 'geen', against: '' });

const names = ['oud', 'dicht', 'alleen', 'inwoners', 'klachten'];
const row = (code: string, values: (number | null)[]): MatrixRow => ({
  code,
  name: code,
  gemeente: '',
  cells: new Map(names.map((name, k) => [name, cell(values[k] ?? null)])),
});

function matrix(rows: MatrixRow[]): Matrix {
  return {
    rows,
    groups: [
      { theme: { id: 'welbevinden', naam: 'Welbevinden' }, columns: [column('klachten')] },
      { theme: { id: 'context', naam: 'Context' }, columns: [column('inwoners', 'aantal'), column('oud'), column('dicht'), column('alleen')] },
    ],
  };
}

const rows = [
  row('A', [10, 100, 30, 5000, 9]),
  row('B', [11, 110, 31, 50, 1]),
  row('C', [30, 9000, 60, 5000, 9]),
  row('D', [12, 120, 29, 10, 2]),
  row('E', [29, 8000, 61, 5000, 3]),
];

test('the nearest by residents come first, whatever their size or complaints', () => {
  const found = alikeOf(matrix(rows), 'A')!;
  assert.deepEqual(found.rows.map(({ code }) => code).slice(0, 3), ['A', 'B', 'D']);
  assert.deepEqual(found.characteristics.map(({ indicator }) => indicator.id), ['oud', 'dicht', 'alleen']);
});

test('an area of which too little is known is in no group, and has none', () => {
  const poor = row('X', [10, null, null, 5000, 9]);
  assert.equal(alikeOf(matrix([...rows, poor]), 'X'), null);
  assert.ok(!alikeOf(matrix([...rows, poor]), 'A')!.rows.includes(poor));
  assert.equal(alikeOf(matrix(rows), 'nergens'), null);
});

test('equal values have equal shares, and the shares of all are in balance', () => {
  const found = shares(new Map([['a', 1], ['b', 1], ['c', 5], ['d', 9]]));
  assert.equal(found.get('a'), found.get('b'));
  assert.equal([...found.values()].reduce((sum, share) => sum + share, 0) / 4, 0.5);
});

test('the middle is that of the others, and of three numbers at least', () => {
  const found = alikeOf(matrix(rows), 'A')!;
  const middle = middleOf(found, [column('klachten')], 'midden');
  assert.equal(middle.cells.get('klachten')!.value, 2.5); // of 1, 2, 3 and 9
  const hidden = rows.map((one) => (one.code === 'A' ? one : row(one.code, [...names.slice(0, 4).map((name) => one.cells.get(name)!.value), null])));
  assert.equal(middleOf(alikeOf(matrix(hidden), 'A')!, [column('klachten')], 'midden').cells.get('klachten')!.value, null);
});
