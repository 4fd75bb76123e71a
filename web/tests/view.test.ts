/* tests/view.test.ts - zooming keeps what is pointed at, hits find the area, and names never overlap.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { indexOf } from '../src/map/hit.ts';
import { majorWishes, minorWishes, placeLabels, type Wish } from '../src/map/labels.ts';
import type { Point, Shape } from '../src/map/topology.ts';
import { between, held, homeOf, lookAtAll, lookFrom, lookToward, mostZoom, viewOf, wordOfLook, zoomedAt } from '../src/map/view.ts';

const home = homeOf({ left: 0, top: 0, right: 1000, bottom: 800 }, 0.02, { width: 500, height: 500 });

function ring(left: number, top: number, right: number, bottom: number): Point[] {
  return [[left, top], [right, top], [right, bottom], [left, bottom], [left, top]];
}

function shape(code: string, rings: Point[][], box = { left: 0, top: 0, right: 10, bottom: 10 }): Shape {
  return { code, rings, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, box, area: 100, neighbours: [] };
}

test('everything is seen at first, in the proportions of the window', () => {
  assert.equal(home.width, home.height);
  assert.ok(home.left <= -20 && home.left + home.width >= 1020 && home.top <= -20);
  assert.deepEqual(viewOf(lookAtAll(home), home), home);
});

test('the place under the pointer stays under it', () => {
  const at = { x: 300, y: 500 };
  const before = viewOf(lookAtAll(home), home);
  const after = viewOf(zoomedAt(lookAtAll(home), 3, at, home), home);
  assert.ok(Math.abs((at.x - before.left) / before.width - (at.x - after.left) / after.width) < 1e-9);
  assert.ok(Math.abs((at.y - before.top) / before.height - (at.y - after.top) / after.height) < 1e-9);
});

test('no look leaves the map or zooms without end', () => {
  const far = held({ x: -1e6, y: 1e6, zoom: 1e6 }, home);
  assert.equal(far.zoom, mostZoom);
  const view = viewOf(far, home);
  assert.ok(view.left >= home.left - 1e-9 && view.top + view.height <= home.top + home.height + 1e-9);
  assert.deepEqual(held({ x: 5, y: 5, zoom: 0.1 }, home), lookAtAll(home));
});

test('an area out of sight comes into the middle, one in sight moves nothing', () => {
  const look = zoomedAt(lookAtAll(home), 4, { x: 100, y: 100 }, home);
  assert.equal(lookToward({ left: 100, top: 100, right: 110, bottom: 110 }, look, home), look);
  const moved = lookToward({ left: 500, top: 600, right: 510, bottom: 610 }, look, home);
  assert.deepEqual([moved.x, moved.y, moved.zoom], [505, 605, 4]);
});

test('the address keeps a look, and everything needs no word', () => {
  assert.deepEqual(lookFrom(wordOfLook({ x: 512, y: 430, zoom: 2.5 })!), { x: 512, y: 430, zoom: 2.5 });
  assert.equal(wordOfLook(lookAtAll(home)), null);
  for (const word of [undefined, '', 'x', '1_2', '1_2_0.5', '1_2_NaN', '1_2_3_4', '1,2,3']) {
    assert.equal(lookFrom(word), null, word);
  }
});

test('a step of the zoom begins and ends where it should', () => {
  const [from, to] = [lookAtAll(home), { x: 200, y: 200, zoom: 4 }];
  assert.deepEqual(between(from, to, 0), from);
  assert.deepEqual(between(from, to, 1), to);
  assert.equal(between(from, to, 0.5).zoom, 2);
});

test('a hit finds the area, its enclave, and nothing beside them', () => {
  const outer = shape('ring', [ring(0, 0, 10, 10), ring(4, 4, 6, 6).reverse()]);
  const inner = shape('enclave', [ring(4, 4, 6, 6)], { left: 4, top: 4, right: 6, bottom: 6 });
  const areaAt = indexOf([outer, inner]);
  assert.deepEqual([areaAt(1, 1), areaAt(5, 5), areaAt(11, 5), areaAt(-1, -1)], ['ring', 'enclave', null, null]);
  assert.equal(indexOf([])(0, 0), null);
});

test('a hit among thousands finds the one that is there', () => {
  const shapes = Array.from({ length: 100 * 100 }, (_, k) => {
    const [left, top] = [k % 100, Math.floor(k / 100)];
    return shape(`${left},${top}`, [ring(left, top, left + 1, top + 1)], { left, top, right: left + 1, bottom: top + 1 });
  });
  const areaAt = indexOf(shapes);
  for (let k = 0; k < 10_000; k += 37) {
    assert.equal(areaAt((k % 100) + 0.5, Math.floor(k / 100) + 0.5), `${k % 100},${Math.floor(k / 100)}`);
  }
});

const size = { type: 12, width: 300, height: 200 };
const wide = (text: string): number => 7 * text.length;

test('names never overlap and never leave the window', () => {
  const wishes: Wish[] = Array.from({ length: 200 }, (_, k) => ({
    text: `Naam ${k}`,
    x: (k * 37) % 300,
    y: (k * 53) % 200,
    weight: k,
    within: null,
    isMajor: true,
  }));
  const labels = placeLabels(wishes, { left: 0, top: 0, width: 300, height: 200 }, size, wide);
  assert.ok(labels.length > 10);
  assert.equal(labels[0]?.text, 'Naam 199', 'the most important first');
  const boxes = labels.map(({ text, x, y }) => ({ left: x - wide(text) / 2, right: x + wide(text) / 2, top: y - 7.5, bottom: y + 7.5 }));
  for (const [k, a] of boxes.entries()) {
    assert.ok(a.left >= 0 && a.right <= 300 && a.top >= 0 && a.bottom <= 200, labels[k]!.text);
    for (const b of boxes.slice(k + 1)) {
      assert.ok(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top);
    }
  }
});

test('a name of one area stands only where it fits', () => {
  const areas = [shape('klein', [], { left: 0, top: 0, right: 20, bottom: 20 }), shape('groot', [], { left: 100, top: 50, right: 250, bottom: 150 })];
  const labels = placeLabels(minorWishes(areas, (code) => `Wijk ${code}`), { left: 0, top: 0, width: 300, height: 200 }, size, wide);
  assert.deepEqual(labels.map((label) => label.text), ['Wijk groot']);
});

test('a gemeente has its name in the middle of its areas', () => {
  const areas = [shape('a', [], { left: 0, top: 0, right: 100, bottom: 100 }), shape('b', [], { left: 100, top: 0, right: 200, bottom: 100 })];
  const [wish] = majorWishes(areas, () => ({ code: 'GM', name: 'Ergens' }));
  assert.deepEqual([wish?.text, wish?.x, wish?.y], ['Ergens', 100, 50]);
});
