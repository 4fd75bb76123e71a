/* tests/tiles.test.ts - a map of tiles: every area once, none on another, near its place, gemeenten together.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assign } from '../src/map/assign.ts';
import { tile, type Placed } from '../src/map/tiles.ts';
import { drawTiles } from '../src/map/tileDrawing.ts';
import { step } from '../src/map/walk.ts';

/** A stream of numbers between 0 and 1 that is the same each time. */
function stream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

/** Gemeenten in a 4 x 3 field; each has a town of small wijken close together, and some large ones around it. */
function region(seed: number): Placed[] {
  const next = stream(seed);
  return Array.from({ length: 12 }, (_, g) => {
    const [x, y] = [100 * (g % 4) + 50, 100 * Math.floor(g / 4) + 50];
    return Array.from({ length: 10 }, (_, k): Placed => {
      const reach = k < 6 ? 8 : 44;
      return {
        code: `WK${g}-${k}`,
        group: `GM${g}`,
        x: x + reach * (2 * next() - 1),
        y: y + reach * (2 * next() - 1),
        area: k < 6 ? 100 : 2350,
      };
    });
  }).flat();
}

test('gives everybody a place with the least sum of costs', () => {
  const next = stream(7);
  for (let round = 0; round < 20; round += 1) {
    const cost = Array.from({ length: 4 }, () => Array.from({ length: 5 }, () => Math.round(20 * next())));
    const sumOf = (places: readonly number[]): number => places.reduce((sum, j, i) => sum + cost[i]![j]!, 0);
    const places = assign(4, 5, (i, j) => cost[i]![j]!);
    assert.equal(new Set(places).size, 4);
    let least = Infinity;
    for (let code = 0; code < 5 ** 4; code += 1) {
      const tried = [0, 1, 2, 3].map((i) => Math.floor(code / 5 ** i) % 5);
      least = new Set(tried).size === 4 ? Math.min(least, sumOf(tried)) : least;
    }
    assert.equal(sumOf(places), least);
  }
});

test('every area has one tile and no two share one', () => {
  for (const seed of [1, 2, 3]) {
    const areas = region(seed);
    const { cells, columns, rows } = tile(areas);
    assert.deepEqual([...cells.keys()].sort(), areas.map((one) => one.code).sort());
    assert.equal(new Set([...cells.values()].map(({ column, row }) => `${column},${row}`)).size, areas.length);
    for (const { column, row } of cells.values()) {
      assert.ok(column >= 0 && column < columns && row >= 0 && row < rows);
    }
  }
});

test('tiles lie near their areas, and few gemeenten fall apart', (t) => {
  for (const seed of [1, 2, 3]) {
    const { displacement, splits } = tile(region(seed));
    t.diagnostic(`seed ${seed}: mean displacement ${displacement.toFixed(2)} tiles, ${splits} gemeenten in pieces`);
    // In a town of six wijken on one spot somebody must move about a tile.
    assert.ok(displacement < 1.25, `mean displacement ${displacement}`);
    assert.ok(splits <= 1, `${splits} gemeenten in pieces`);
  }
});

test('the same map gives the same tiles', () => {
  assert.deepEqual([...tile(region(5)).cells], [...tile(region(5)).cells]);
});

test('what lies north stays north', () => {
  const line = ['a', 'b', 'c'].map((code, k) => ({ code, group: '', x: 0, y: 10 * k, area: 100 }));
  const { cells } = tile(line);
  assert.ok(cells.get('a')!.row < cells.get('b')!.row && cells.get('b')!.row < cells.get('c')!.row);
});

test('areas on one spot, and a single one, get a tile too', () => {
  const heap = Array.from({ length: 9 }, (_, k) => ({ code: String(k), group: '', x: 1, y: 1, area: 0 }));
  assert.equal(new Set([...tile(heap).cells.values()].map(({ column, row }) => `${column},${row}`)).size, 9);
  assert.deepEqual(tile(heap.slice(0, 1)).cells.get('0'), { column: 0, row: 0 });
});

test('arrow keys go to the tile that lies there, and every tile is drawn with the same size', () => {
  const shapes = region(1).map((one) => ({ ...one, rings: [], box: { left: 0, top: 0, right: 0, bottom: 0 }, neighbours: [] }));
  const groupOf = (code: string): string => code.split('-')[0]!;
  const drawing = drawTiles({ width: 400, height: 300, shapes, borders: '', edition: 2024, isTiles: false }, groupOf);
  const sizes = new Set(drawing.shapes.map(({ box }) => `${(box.right - box.left).toFixed(6)} ${(box.bottom - box.top).toFixed(6)}`));
  assert.equal(sizes.size, 1);
  let walked = 0;
  for (const from of drawing.shapes) {
    const right = drawing.shapes.find((other) => from.neighbours.includes(other.code) && other.x > from.x && Math.abs(other.y - from.y) < 1e-6);
    if (right !== undefined) {
      walked += 1;
      assert.equal(step(from, drawing.shapes, 'ArrowRight')?.code, right.code);
    }
  }
  assert.ok(walked > 50, `${walked} steps to the right`);
  assert.match(drawing.borders, /^M/);
});
