/* map/labels.ts - names on the map, none of which overlaps another or leaves the window.
 *
 * Greedy, the most important first: a name that finds no free place is left out; it is in the table and is spoken.
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Box, Shape } from './topology.ts';
import type { View } from './view.ts';

export interface Wish {
  text: string;
  /** In drawing units. */
  x: number;
  y: number;
  /** Higher goes first. */
  weight: number;
  /** A name of one area stands only where it fits in this box; null: anywhere. */
  within: Box | null;
  isMajor: boolean;
}

export interface Label {
  text: string;
  /** Middle of the name, in pixels of the window. */
  x: number;
  y: number;
  isMajor: boolean;
}

/** Room around a name, in pixels. */
const air = 3;
const lineHeight = 1.25;

/** Pixels of the map for each name: more of them hide what it shows. */
const pixelsEach = 9000;

/** Names of gemeenten, where their areas are; on a map of gemeenten these are the areas. */
export function majorWishes(shapes: readonly Shape[], groupOf: (code: string) => { code: string; name: string } | null): Wish[] {
  const groups = new Map<string, { name: string; x: number; y: number; area: number; count: number }>();
  for (const { code, x, y, area } of shapes) {
    const group = groupOf(code);
    if (group !== null) {
      const found = groups.get(group.code) ?? { name: group.name, x: 0, y: 0, area: 0, count: 0 };
      groups.set(group.code, { ...found, x: found.x + x * area, y: found.y + y * area, area: found.area + area, count: found.count + 1 });
    }
  }
  return [...groups.values()]
    .filter((group) => group.area > 0)
    .map(({ name, x, y, area, count }) => ({
      text: name,
      x: x / area,
      y: y / area,
      // Many wijken are many people: on a full map a town goes before the country around it.
      weight: 1e12 + 1e8 * count + area, within: null,
      isMajor: true,
    }));
}

export function minorWishes(shapes: readonly Shape[], nameOf: (code: string) => string): Wish[] {
  return shapes.map(({ code, x, y, area, box }) => ({ text: nameOf(code), x, y, weight: area, within: box, isMajor: false }));
}

/** widthOf: of a text in pixels; size: of the type, and of the window. */
export function placeLabels(
  wishes: readonly Wish[],
  view: View,
  size: { type: number; width: number; height: number },
  widthOf: (text: string, isMajor: boolean) => number,
): Label[] {
  const scale = size.width / view.width;
  const taken: Box[] = [];
  const labels: Label[] = [];
  const high = size.type * lineHeight;
  // Above or below its place when that is taken; a name of one area stays in it.
  const shifts = [0, -high * 0.7, high * 0.7];
  const most = Math.max(12, Math.floor((size.width * size.height) / pixelsEach));
  for (const wish of [...wishes].sort((a, b) => b.weight - a.weight || a.text.localeCompare(b.text))) {
    if (labels.length >= most) {
      break;
    }
    const [x, y] = [(wish.x - view.left) * scale, (wish.y - view.top) * scale];
    if (x < 0 || y < 0 || x > size.width || y > size.height) {
      continue;
    }
    const wide = widthOf(wish.text, wish.isMajor);
    if (wish.within !== null) {
      const { left, right, top, bottom } = wish.within;
      if ((right - left) * scale * 0.9 < wide || (bottom - top) * scale * 0.9 < high) {
        continue;
      }
    }
    for (const shift of wish.within === null ? shifts : [0]) {
      const box = { left: x - wide / 2 - air, right: x + wide / 2 + air, top: y + shift - high / 2, bottom: y + shift + high / 2 };
      const isOut = box.left < 0 || box.right > size.width || box.top < 0 || box.bottom > size.height;
      const isTaken = taken.some(
        (other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom,
      );
      if (!isOut && !isTaken) {
        taken.push(box);
        labels.push({ text: wish.text, x, y: y + shift, isMajor: wish.isMajor });
        break;
      }
    }
  }
  return labels;
}
