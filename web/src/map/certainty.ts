/* map/certainty.ts - the classes of a map that shows less where less is known.
 *
 * A value-suppressing palette (Correll, Moritz and Heer (2018), CHI '18, doi:10.1145/3173574.3174216): the more classes the
 * published 95 % interval of an area runs over, the fewer colours it can have.
 *   at most two classes     its own class
 *   three                   only the part of the scale: low, middle or high
 *   more, or all there are  none: too uncertain to put in a class
 * SPDX-License-Identifier: EUPL-1.2
 */
import { binOf, binsOf, gather, type Bin, type Classed, type Classes, type FillKey, type UncertainKey } from './classes.ts';

export interface Margined extends Classed {
  lower: number | null;
  upper: number | null;
}

/** The parts of the scale: both ends take half of the classes, what is left is the middle. */
export function partOf(index: number, count: number): 'low' | 'middle' | 'high' {
  const end = Math.floor(count / 2);
  return index < end ? 'low' : index >= count - end ? 'high' : 'middle';
}

/** The bounds of the parts that these bins have. */
export function partBins(bins: readonly Bin[]): Bin[] {
  const parts = (['low', 'middle', 'high'] as const).flatMap((part): Bin[] => {
    const own = bins.filter((_, k) => partOf(k, bins.length) === part);
    return own.length === 0
      ? []
      : [{ key: `group-${part}`, lower: own[0]!.lower, upper: own.at(-1)!.upper, isSingleValue: false }];
  });
  return parts;
}

function fillOf(bins: readonly Bin[], row: Margined & { value: number }): FillKey {
  const own = binOf(bins, row.value);
  if (row.lower === null || row.upper === null) {
    return 'no_margin';
  }
  const [from, to] = [row.lower, row.upper].map((bound) => bins.indexOf(lowestOr(bins, bound))) as [number, number];
  const span = to - from + 1;
  if (span > 1 && (span === bins.length || span > 3)) {
    return 'unsure';
  }
  return span === 3 ? `group-${partOf(bins.indexOf(own), bins.length)}` : own.key;
}

/** A bound below every value of its own lies in the lowest class. */
function lowestOr(bins: readonly Bin[], value: number): Bin {
  const lowest = bins[0]!;
  return lowest.lower !== null && value < lowest.lower ? lowest : binOf(bins, value);
}

const loose = (key: UncertainKey): Bin => ({ key, lower: null, upper: null, isSingleValue: false });

/** Null: not one of these values has an interval, so that there is nothing to show. */
export function classifyCertainty(
  bounds: readonly number[],
  rows: readonly Margined[],
  others: readonly Margined[] = [],
): Classes | null {
  if (!rows.some((row) => row.value !== null && row.lower !== null && row.upper !== null)) {
    return null;
  }
  const bins = binsOf(bounds, rows, others);
  const groups = bins.length > 3 ? partBins(bins) : [];
  const all = gather([...bins, ...groups, loose('unsure'), loose('no_margin')], rows, (row) => fillOf(bins, row));
  // Where every interval is known, no word is needed for one that is not.
  return { ...all, legend: all.legend.filter((entry) => entry.key !== 'no_margin' || entry.onMap + entry.offMap > 0) };
}
