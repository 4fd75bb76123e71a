/* map/hit.ts - which area lies at a point of the drawing: for a canvas, that has no shapes to point at.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { boxOf, type Point, type Shape } from './topology.ts';

export type AreaAt = (x: number, y: number) => string | null;

/** By the even-odd rule, over all rings: an enclave is no part of what surrounds it. */
function isInside(rings: readonly Point[][], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let k = 0; k + 1 < ring.length; k += 1) {
      const [x0, y0] = ring[k]!;
      const [x1, y1] = ring[k + 1]!;
      if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) {
        inside = !inside;
      }
    }
  }
  return inside;
}

/** A grid of about as many cells as shapes: a look-up tries a handful of shapes, however many there are. */
export function indexOf(shapes: readonly Shape[]): AreaAt {
  if (shapes.length === 0) {
    return () => null;
  }
  const { left, top, right, bottom } = boxOf(shapes.map((shape) => shape.box));
  const side = Math.max(1, Math.ceil(Math.sqrt(shapes.length)));
  const [wide, high] = [(right - left) / side || 1, (bottom - top) / side || 1];
  const clamp = (cell: number): number => Math.min(Math.max(Math.floor(cell), 0), side - 1);
  const cells: Shape[][] = Array.from({ length: side * side }, () => []);
  for (const shape of shapes) {
    const { box } = shape;
    for (let row = clamp((box.top - top) / high); row <= clamp((box.bottom - top) / high); row += 1) {
      for (let column = clamp((box.left - left) / wide); column <= clamp((box.right - left) / wide); column += 1) {
        cells[row * side + column]!.push(shape);
      }
    }
  }
  return (x, y) => {
    if (x < left || x > right || y < top || y > bottom) {
      return null;
    }
    const near = cells[clamp((y - top) / high) * side + clamp((x - left) / wide)]!;
    return near.find((shape) => isInside(shape.rings, x, y))?.code ?? null;
  };
}
