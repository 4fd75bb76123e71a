/* map/canvasPaint.ts - all areas of a large level on a canvas: one path for each fill, and only what is in view.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { FillStyles } from './canvasFills.ts';
import type { FillKey } from './classes.ts';
import type { Shape } from './topology.ts';
import type { View } from './view.ts';

export interface Painting {
  shapes: readonly Shape[];
  /** Undefined: not chosen, a quiet outline. */
  fillOf: (code: string) => FillKey | undefined;
  styles: FillStyles;
  view: View;
  /** Of the window, in device pixels. */
  width: number;
  height: number;
  ratio: number;
}

/** Areas smaller than this, in pixels of the page, get no line of their own: it would be all that is seen of them. */
const leastForLines = 9;

function isInView(shape: Shape, view: View): boolean {
  const { box } = shape;
  return (
    box.right >= view.left && box.left <= view.left + view.width && box.bottom >= view.top && box.top <= view.top + view.height
  );
}

/** How many areas of each fill there are, also out of view. */
export function paint(context: CanvasRenderingContext2D, painting: Painting): Record<string, number> {
  const { shapes, fillOf, styles, view, width, height } = painting;
  const counts: Record<string, number> = {};
  const groups = new Map<FillKey | undefined, Shape[]>();
  let seen = 0;
  for (const shape of shapes) {
    const fill = fillOf(shape.code);
    if (fill !== undefined) {
      counts[fill] = (counts[fill] ?? 0) + 1;
    }
    if (isInView(shape, view)) {
      seen += 1;
      const group = groups.get(fill);
      if (group === undefined) {
        groups.set(fill, [shape]);
      } else {
        group.push(shape);
      }
    }
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  const scale = width / view.width;
  const hasLines = Math.sqrt((width * height) / Math.max(seen, 1)) / painting.ratio > leastForLines;
  context.lineJoin = 'round';
  for (const [fill, group] of groups) {
    trace(context, group, view, scale);
    context.fillStyle = fill === undefined ? styles.outside : styles.styleOf(fill);
    context.fill();
    if (hasLines) {
      context.strokeStyle = styles.line;
      context.lineWidth = 0.75 * painting.ratio;
      context.stroke();
    }
  }
  return counts;
}

function trace(context: CanvasRenderingContext2D, group: readonly Shape[], view: View, scale: number): void {
  const { left, top } = view;
  context.beginPath();
  for (const shape of group) {
    for (const ring of shape.rings) {
      // The first point comes again as the last: closePath would go over all of the path so far, each time.
      for (let k = 0; k < ring.length; k += 1) {
        const x = (ring[k]![0] - left) * scale;
        const y = (ring[k]![1] - top) * scale;
        if (k === 0) {
          context.moveTo(x, y);
        } else {
          context.lineTo(x, y);
        }
      }
    }
  }
}
