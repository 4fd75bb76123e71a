/* map/drawShapes.ts - what both ways of drawing areas are given: SVG for a region, a canvas for a country.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Classes } from './classes.ts';
import { boxOf, type Drawing, type Shape } from './topology.ts';

export interface ShapesProps {
  /** The areas that the table holds. */
  walkable: Shape[];
  /** The others: a quiet outline. */
  outside: Shape[];
  classes: Classes;
}

/** More than these are drawn on a canvas: an SVG of 14,000 areas takes too long to paint (bench/web). */
export const mostSvgShapes = 2000;

/** Of a large drawing only what can come in view with these areas: a gemeente of the country is a region. */
export function near(drawing: Drawing, isOwn: (code: string) => boolean): Drawing {
  const own = drawing.shapes.filter((shape) => isOwn(shape.code));
  if (drawing.shapes.length <= mostSvgShapes || own.length === 0) {
    return drawing;
  }
  const box = boxOf(own.map((shape) => shape.box));
  // A window may be three times as wide as what it shows is high.
  const reach = 1.5 * Math.max(box.right - box.left, box.bottom - box.top);
  const shapes = drawing.shapes.filter(
    (shape) =>
      shape.box.right >= box.left - reach &&
      shape.box.left <= box.right + reach &&
      shape.box.bottom >= box.top - reach &&
      shape.box.top <= box.bottom + reach,
  );
  return { ...drawing, shapes };
}
