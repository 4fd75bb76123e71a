/* map/duo.ts - two indicators in one map: low, middle and high of the one by low, middle and high of the other.
 *
 * The parts are those of the five classes (map/certainty.ts): they stay the same over the years, as classes do.
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { PairRow } from '../data/beside.ts';
import { partBins, partOf } from './certainty.ts';
import { binOf, binsOf, gather, type Bin, type Classed, type Classes, type DuoKey } from './classes.ts';

export const parts = ['low', 'middle', 'high'] as const;
export type Part = (typeof parts)[number];

export interface Duo {
  classes: Classes;
  /** The bounds of low, middle and high, of the first and of the second indicator. */
  bins: [Bin[], Bin[]];
}

export function duoKey(first: Part, second: Part): DuoKey {
  return `duo-${first}-${second}`;
}

function binsFor(bounds: readonly number[], rows: readonly Classed[]): Bin[] {
  // Odd, so that there is a middle: of four classes the two in the middle are one.
  const bins = binsOf(bounds, rows);
  return bins.length % 2 === 0 && bins.length > 2 ? joinMiddle(bins) : bins;
}

function joinMiddle(bins: readonly Bin[]): Bin[] {
  const k = bins.length / 2 - 1;
  const joined = { ...bins[k]!, upper: bins[k + 1]!.upper };
  return [...bins.slice(0, k), joined, ...bins.slice(k + 2)];
}

/** Null: one of the two has too few classes to have a low, a middle and a high. */
export function duoOf(pairs: readonly PairRow[], bounds: [readonly number[], readonly number[]]): Duo | null {
  const fine = [
    binsFor(bounds[0], pairs.map((pair) => pair.first)),
    binsFor(bounds[1], pairs.map((pair) => pair.second)),
  ] as [Bin[], Bin[]];
  if (fine.some((bins) => bins.length < 3)) {
    return null;
  }
  const partIn = (k: 0 | 1, value: number): Part => partOf(fine[k].indexOf(binOf(fine[k], value)), fine[k].length);
  const cells = parts.flatMap((second) =>
    parts.map((first): Bin => ({ key: duoKey(first, second), lower: null, upper: null, isSingleValue: false })),
  );
  // An area without one of its two numbers has the sign of the one that is missing.
  const rows = pairs.map((pair) => {
    const { value, status } = pair.first.value === null ? pair.first : pair.second;
    return { code: pair.code, value, status, isOnMap: pair.first.isOnMap, pair };
  });
  const classes = gather(cells, rows, ({ pair }) => duoKey(partIn(0, pair.first.value!), partIn(1, pair.second.value!)));
  return { classes, bins: [partBins(fine[0]), partBins(fine[1])] };
}
