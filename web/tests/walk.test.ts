/* tests/walk.test.ts - arrow keys go to the nearest neighbour in their direction.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { draw, outlineOf } from '../src/map/topology.ts';
import { step, type Place } from '../src/map/walk.ts';

const places: Place[] = [
  { code: 'middle', x: 0, y: 0, neighbours: ['east', 'far-north'] },
  { code: 'east', x: 10, y: 2, neighbours: ['middle'] },
  { code: 'near-north', x: 1, y: -5, neighbours: [] },
  { code: 'far-north', x: 0, y: -20, neighbours: ['middle'] },
];
const middle = places[0]!;

test('goes to a neighbour in that direction', () => {
  assert.equal(step(middle, places, 'ArrowRight')?.code, 'east');
});

test('prefers an area that shares a border over a nearer one that does not', () => {
  assert.equal(step(middle, places, 'ArrowUp')?.code, 'far-north');
});

test('stays at the edge of the map', () => {
  assert.equal(step(middle, places, 'ArrowLeft'), undefined);
});

test('jumps to the nearest area when no neighbour lies there', () => {
  assert.equal(step(places[2]!, places, 'ArrowUp')?.code, 'far-north');
});

test('draws north up and joins arcs into closed rings', () => {
  // Two squares that share an edge; the second walks the shared arc backwards.
  const drawing = draw({
    type: 'Topology',
    editie: 2022,
    transform: { scale: [1, 1], translate: [100, 200] },
    arcs: [
      [[10, 0], [0, 10]],
      [[10, 10], [-10, 0], [0, -10], [10, 0]],
      [[10, 0], [10, 0], [0, 10], [-10, 0]],
    ],
    objects: {
      gebieden: {
        type: 'GeometryCollection',
        geometries: [
          { type: 'Polygon', id: 'west', arcs: [[0, 1]], properties: { buren: ['oost'] } },
          { type: 'Polygon', id: 'oost', arcs: [[2, ~0]], properties: { buren: ['west'] } },
        ],
      },
    },
  });
  assert.equal(drawing.height, 500);
  assert.equal(outlineOf(drawing.shapes[0]!), 'M500.0 500.0L500.0 0.0L0.0 0.0L0.0 500.0Z');
  assert.deepEqual([drawing.shapes[1]?.x, drawing.shapes[1]?.y], [750, 250]);
});
