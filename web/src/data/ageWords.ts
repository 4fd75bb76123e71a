/* data/ageWords.ts - what may be said of the ages of areas: which broad group differs, and by more than rounding can make.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { AgeClass, AgeSplit, AgeTree } from './ages.ts';

/** A share in two places, per cent. */
export interface AgeContrast {
  ages: AgeClass;
  own: number;
  other: number;
}

export type AgeFinding =
  | { kind: 'unknown' }
  | { kind: 'alike' }
  | { kind: 'rounded' }
  | { kind: 'differs'; more: AgeContrast | null; less: AgeContrast | null };

export interface AgeRange {
  ages: AgeClass;
  low: { name: string; share: number };
  high: { name: string; share: number };
}

/** Points of a hundred: what is less is not worth a sentence. */
export const leastDifference = 1;

/** The groups of the sentences, which CBS has for every wijk. */
export const broadClasses: readonly AgeClass[] = [
  { from: 0, to: 14 },
  { from: 15, to: 24 },
  { from: 25, to: 44 },
  { from: 45, to: 64 },
  { from: 65, to: null },
];

function isWithin(one: AgeClass, broad: AgeClass): boolean {
  return one.from >= broad.from && (broad.to === null || (one.to !== null && one.to <= broad.to));
}

/** The share of a broad group; null where a class in it is missing, or lies in two groups. */
export function broadShare(split: AgeSplit, tree: AgeTree, broad: AgeClass): number | null {
  let sum = 0;
  for (const [k, one] of split.classes.entries()) {
    const overlaps = one.from <= (broad.to ?? Infinity) && (one.to ?? Infinity) >= broad.from;
    const shares = tree.parts[k]!.map((part) => part.share);
    if (overlaps && (!isWithin(one, broad) || shares.includes(null))) {
      return null;
    }
    sum += overlaps ? shares.reduce<number>((total, share) => total + share!, 0) : 0;
  }
  return sum;
}

/** How far a share can be off because counts were rounded to fives, in points of a hundred. */
export function roundingOf(tree: AgeTree, classes: number): number {
  const counts = [tree.total, ...tree.parts.flat().map((part) => part.count)].filter((count) => count !== null);
  const isRounded = counts.length > 0 && counts.every((count) => count % 5 === 0);
  return isRounded && tree.total !== null && tree.total > 0 ? (100 * 2.5 * (classes + 1)) / tree.total : 0;
}

/** Of one area against another, or against a group. */
export function findingOf(split: AgeSplit, own: AgeTree, other: AgeTree): AgeFinding {
  const contrasts = broadClasses.flatMap((ages) => {
    const [a, b] = [broadShare(split, own, ages), broadShare(split, other, ages)];
    return a === null || b === null ? [] : [{ ages, own: a, other: b }];
  });
  if (contrasts.length === 0) {
    return { kind: 'unknown' };
  }
  const gap = (one: AgeContrast): number => one.own - one.other;
  const large = contrasts.filter((one) => Math.abs(gap(one)) >= leastDifference);
  const most = Math.max(...broadClasses.map((broad) => split.classes.filter((one) => isWithin(one, broad)).length));
  const margin = roundingOf(own, most) + roundingOf(other, most);
  const sure = large.filter((one) => Math.abs(gap(one)) > margin).sort((a, b) => gap(b) - gap(a));
  if (sure.length === 0) {
    // A group that is missing may be the one that differs.
    const isWhole = contrasts.length === broadClasses.length;
    return { kind: large.length > 0 ? 'rounded' : isWhole ? 'alike' : 'unknown' };
  }
  const [first, last] = [sure[0]!, sure.at(-1)!];
  return { kind: 'differs', more: gap(first) > 0 ? first : null, less: gap(last) < 0 ? last : null };
}

/** The broad group in which a few areas differ the most; null where they are alike, or too little is known. */
export function widestOf(split: AgeSplit, trees: readonly AgeTree[]): AgeRange | null {
  const most = Math.max(...broadClasses.map((broad) => split.classes.filter((one) => isWithin(one, broad)).length));
  const ranges = broadClasses.flatMap((ages) => {
    const known = trees
      .flatMap((tree) => {
        const share = broadShare(split, tree, ages);
        return share === null ? [] : [{ name: tree.name, share, margin: roundingOf(tree, most) }];
      })
      .sort((a, b) => a.share - b.share);
    const [low, high] = [known[0], known.at(-1)];
    const isSure =
      known.length === trees.length &&
      low !== undefined &&
      high !== undefined &&
      high.share - low.share >= Math.max(leastDifference, low.margin + high.margin);
    return isSure ? [{ ages, low, high }] : [];
  });
  return ranges.sort((a, b) => b.high.share - b.low.share - (a.high.share - a.low.share))[0] ?? null;
}
