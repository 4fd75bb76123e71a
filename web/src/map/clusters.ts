/* map/clusters.ts - where high values lie together: groups of areas that share borders, and in which part of the map.
 *
 * The rule, and nothing else: areas of one class that are linked by shared borders are a group; three or more make one that is
 * told of.  It describes the map; whether such a group could be chance is not said here.
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { FillKey, LegendEntry } from './classes.ts';
import { boxOf, type Box, type Shape } from './topology.ts';

export const winds = ['n', 'no', 'o', 'zo', 'z', 'zw', 'w', 'nw'] as const;
export type Wind = (typeof winds)[number] | 'midden';

export interface Cluster {
  codes: string[];
  wind: Wind;
}

export interface Clusters {
  /** Areas of the class on the map. */
  total: number;
  /** The largest first. */
  groups: Cluster[];
  /** Those that lie alone or in twos. */
  scattered: number;
}

/** Fewer next to each other are no group. */
export const leastTogether = 3;

/** Within this part of the way to the edge a group lies in the middle. */
const middleShare = 0.3;

export function windOf(point: { x: number; y: number }, box: Box): Wind {
  const across = (2 * point.x - box.left - box.right) / (box.right - box.left || 1);
  const down = (2 * point.y - box.top - box.bottom) / (box.bottom - box.top || 1);
  if (Math.hypot(across, down) < middleShare) {
    return 'midden';
  }
  // Clockwise from the north, in eighths of a turn.
  const eighth = Math.round(Math.atan2(across, -down) / (Math.PI / 4));
  return winds[(eighth + 8) % 8]!;
}

/** shapes: all areas that the reader can walk, by which the parts of the map are known. */
export function clustersOf(shapes: readonly Shape[], isOf: (code: string) => boolean): Clusters {
  const own = new Map(shapes.filter((shape) => isOf(shape.code)).map((shape) => [shape.code, shape]));
  const left = new Set(own.keys());
  const pieces: Shape[][] = [];
  for (const [code, shape] of own) {
    if (!left.delete(code)) {
      continue;
    }
    const piece = [shape];
    for (const one of piece) {
      for (const neighbour of one.neighbours) {
        if (left.delete(neighbour)) {
          piece.push(own.get(neighbour)!);
        }
      }
    }
    pieces.push(piece);
  }
  const box = boxOf(shapes.map((shape) => shape.box));
  const groups = pieces
    .filter((piece) => piece.length >= leastTogether)
    .sort((a, b) => b.length - a.length || a[0]!.code.localeCompare(b[0]!.code))
    .map((piece): Cluster => {
      const middle = { x: mean(piece.map((shape) => shape.x)), y: mean(piece.map((shape) => shape.y)) };
      return { codes: piece.map((shape) => shape.code), wind: windOf(middle, box) };
    });
  return { total: own.size, groups, scattered: own.size - groups.reduce((sum, group) => sum + group.codes.length, 0) };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** The fill that a summary tells of: the highest class, "hoger", or high in both; null where there is no higher and lower. */
export function tellingFill(legend: readonly LegendEntry[]): FillKey | null {
  const telling = legend.findLast((entry) => /^class-/.test(entry.key));
  const classes = legend.filter((entry) => /^class-/.test(entry.key)).length;
  if (telling !== undefined) {
    return classes > 1 ? telling.key : null;
  }
  return legend.find((entry) => entry.key === 'verdict-hoger' || entry.key === 'duo-high-high')?.key ?? null;
}
