/* map/drawShapes.ts - what both ways of drawing areas are given: SVG for a region, a canvas for a country.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Classes } from './classes.ts';
import type { Shape } from './topology.ts';
import type { View } from './view.ts';

export interface ShapesProps {
  /** The areas that the table holds. */
  walkable: Shape[];
  /** The others: a quiet outline. */
  outside: Shape[];
  classes: Classes;
  view: View;
  /** Of the hatches of this map. */
  prefix: string;
  /** Of the window, in pixels. */
  width: number;
  height: number;
}

/** More than these are drawn on a canvas: an SVG of 14,000 areas takes too long to paint (docs/vormgeving.md). */
export const mostSvgShapes = 2000;
