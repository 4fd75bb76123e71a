/* map/gestures.ts - drag, pinch and Ctrl with the wheel move a map; a plain wheel and a plain touch still scroll the page.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */

export interface Moves {
  /** In pixels of the window. */
  pan: (dx: number, dy: number) => void;
  /** factor > 1 is closer; the place in pixels from the upper left of the window. */
  zoom: (factor: number, x: number, y: number) => void;
  /** The reader let go. */
  rest: () => void;
}

/** A pointer that moves less than this, in pixels, is a click. */
const slack = 4;

export interface Gestures {
  onpointerdown: (event: PointerEvent) => void;
  onpointermove: (event: PointerEvent) => void;
  onpointerup: (event: PointerEvent) => void;
  onwheel: (event: WheelEvent) => void;
  /** The click that ends a drag is no click; asking forgets it. */
  wasDrag: () => boolean;
  isDragging: () => boolean;
}

interface Touch {
  x: number;
  y: number;
}

export function gestures(moves: Moves): Gestures {
  const touches = new Map<number, Touch>();
  let travelled = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function spanOf(): { x: number; y: number; apart: number } {
    const [a, b] = [...touches.values()] as [Touch, Touch];
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.hypot(a.x - b.x, a.y - b.y) || 1 };
  }

  function placeIn(event: MouseEvent): Touch {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  return {
    onpointerdown(event) {
      if (event.button === 0) {
        touches.set(event.pointerId, placeIn(event));
        travelled = touches.size > 1 ? Infinity : 0;
      }
    },
    onpointermove(event) {
      const before = touches.get(event.pointerId);
      if (before === undefined) {
        return;
      }
      const now = placeIn(event);
      if (touches.size === 2) {
        const old = spanOf();
        touches.set(event.pointerId, now);
        const fresh = spanOf();
        moves.pan(fresh.x - old.x, fresh.y - old.y);
        moves.zoom(fresh.apart / old.apart, fresh.x, fresh.y);
        return;
      }
      touches.set(event.pointerId, now);
      const isFirst = travelled <= slack;
      travelled += Math.hypot(now.x - before.x, now.y - before.y);
      if (travelled > slack) {
        if (isFirst) {
          // From here on it is a drag, also when the pointer leaves the map.
          (event.currentTarget as Element).setPointerCapture(event.pointerId);
        }
        moves.pan(now.x - before.x, now.y - before.y);
      }
    },
    onpointerup(event) {
      if (touches.delete(event.pointerId) && touches.size === 0 && travelled > slack) {
        moves.rest();
      }
    },
    onwheel(event) {
      if (!event.ctrlKey && !event.metaKey) {
        return;
      }
      event.preventDefault();
      const { x, y } = placeIn(event);
      moves.zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0025)), x, y);
      clearTimeout(timer);
      timer = setTimeout(moves.rest, 200);
    },
    wasDrag() {
      const was = travelled > slack;
      travelled = 0;
      return was;
    },
    isDragging: () => touches.size > 0 && travelled > slack,
  };
}
