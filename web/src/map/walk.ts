/* map/walk.ts - which area an arrow key goes to.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
export interface Place {
  code: string;
  x: number;
  y: number;
  neighbours: readonly string[];
}

export type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

const heading: Record<Direction, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function isDirection(key: string): key is Direction {
  return key in heading;
}

/** The nearest by distance, where a step aside counts double; only places within `cone` of the heading. */
function nearest(from: Place, places: readonly Place[], direction: Direction, cone: number): Place | undefined {
  const [headX, headY] = heading[direction];
  let best: Place | undefined;
  let bestCost = Infinity;
  for (const place of places) {
    const dx = place.x - from.x;
    const dy = place.y - from.y;
    const ahead = dx * headX + dy * headY;
    const aside = Math.abs(dx * headY - dy * headX);
    if (place.code === from.code || ahead <= 0 || aside > ahead * cone) {
      continue;
    }
    const cost = ahead + 2 * aside;
    if (cost < bestCost) {
      best = place;
      bestCost = cost;
    }
  }
  return best;
}

/** Areas that share a border come first; then any area in that direction; undefined at the edge of the map. */
export function step(from: Place, places: readonly Place[], direction: Direction): Place | undefined {
  const bordering = places.filter((place) => from.neighbours.includes(place.code));
  return nearest(from, bordering, direction, 1) ?? nearest(from, places, direction, 1.2);
}
