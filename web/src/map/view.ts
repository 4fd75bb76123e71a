/* map/view.ts - which part of a drawing is seen: a look (middle and zoom) and the rectangle that it shows.
 *
 * All in drawing units, but for the size of the window on the screen.
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Box } from './topology.ts';

export interface View {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Zoom 1 shows everything there is. */
export interface Look {
  x: number;
  y: number;
  zoom: number;
}

export const mostZoom = 40;

/** One press of a button or key. */
export const zoomStep = 1.6;

/** A box with a margin, in the proportions of the window, so that nothing else decides on the scale. */
export function homeOf(box: Box, margin: number, window: { width: number; height: number }): View {
  const most = Math.max(box.right - box.left, box.bottom - box.top) || 1;
  const [width, height] = [box.right - box.left + 2 * margin * most, box.bottom - box.top + 2 * margin * most];
  const proportion = Math.max(window.width, 1) / Math.max(window.height, 1);
  const wide = Math.max(width, height * proportion);
  const high = wide / proportion;
  return { left: (box.left + box.right - wide) / 2, top: (box.top + box.bottom - high) / 2, width: wide, height: high };
}

export function lookAtAll(home: View): Look {
  return { x: home.left + home.width / 2, y: home.top + home.height / 2, zoom: 1 };
}

/** Never smaller than everything, and never off its edge. */
export function held(look: Look, home: View): Look {
  const zoom = Math.min(Math.max(look.zoom, 1), mostZoom);
  const [halfWidth, halfHeight] = [home.width / zoom / 2, home.height / zoom / 2];
  return {
    x: Math.min(Math.max(look.x, home.left + halfWidth), home.left + home.width - halfWidth),
    y: Math.min(Math.max(look.y, home.top + halfHeight), home.top + home.height - halfHeight),
    zoom,
  };
}

export function viewOf(look: Look, home: View): View {
  const { x, y, zoom } = held(look, home);
  const [width, height] = [home.width / zoom, home.height / zoom];
  return { left: x - width / 2, top: y - height / 2, width, height };
}

/** The place under the pointer stays under it. */
export function zoomedAt(look: Look, factor: number, at: { x: number; y: number }, home: View): Look {
  const zoom = Math.min(Math.max(look.zoom * factor, 1), mostZoom);
  const part = look.zoom / zoom;
  return held({ x: at.x + (look.x - at.x) * part, y: at.y + (look.y - at.y) * part, zoom }, home);
}

/** Far enough to show this box, and no further; the same look when it is seen already. */
export function lookToward(box: Box, look: Look, home: View): Look {
  const view = viewOf(look, home);
  const isSeen =
    box.left >= view.left && box.right <= view.left + view.width && box.top >= view.top && box.bottom <= view.top + view.height;
  return isSeen ? look : held({ ...look, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, home);
}

/** Between two looks, at 0 to 1 of the way; zooming is even in its logarithm. */
export function between(from: Look, to: Look, way: number): Look {
  const mix = (a: number, b: number): number => a + (b - a) * way;
  return { x: mix(from.x, to.x), y: mix(from.y, to.y), zoom: from.zoom * (to.zoom / from.zoom) ** way };
}

/** In the address: "512_430_2.50"; null for everything. */
export function wordOfLook(look: Look): string | null {
  return look.zoom <= 1.001 ? null : [look.x.toFixed(0), look.y.toFixed(0), look.zoom.toFixed(2)].join('_');
}

/** Null: the word is none. */
export function lookFrom(word: string | undefined): Look | null {
  const numbers = (word ?? '').split('_').map(Number);
  const [x, y, zoom] = numbers;
  return numbers.length !== 3 || !numbers.every(Number.isFinite) || zoom! <= 1 ? null : { x: x!, y: y!, zoom: zoom! };
}
