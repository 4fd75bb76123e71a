/* data/ages.ts - how old the people of an area are: counts of age classes, of both sexes where a source has them, as shares of
 * everybody there.
 *
 * Which figures these are follows from their groups: an indicator counts ages when its breakdowns ("0-14", "vrouw-90+") cover
 * every age once.  These are counts of everybody, so they have no interval; what can be off is what a source rounds.
 * SPDX-License-Identifier: EUPL-1.2
 */
import { seriesAt, type House } from './house.ts';
import { cellOf, type Cube } from './jsonStat.ts';
import type { Indicator, LevelId, Status } from './types.ts';

export type Sex = 'man' | 'vrouw';

export interface AgeClass {
  from: number;
  /** In full years; null for an open end. */
  to: number | null;
}

/** How an indicator is split by age. */
export interface AgeSplit {
  indicator: Indicator;
  /** From young to old. */
  classes: AgeClass[];
  /** Empty where the sexes are not known apart. */
  sexes: Sex[];
}

export interface AgePart {
  count: number | null;
  /** Of everybody, per cent. */
  share: number | null;
  status: Status;
}

/** The people of one area, or of a few together. */
export interface AgeTree {
  code: string;
  name: string;
  total: number | null;
  /** For each class a part for each sex, or one where the sexes are not known apart. */
  parts: AgePart[][];
}

const pattern = /^(?:(man|vrouw)-)?(\d+)(?:-(\d+)|\+)$/;

export function sameClass(a: AgeClass, b: AgeClass): boolean {
  return a.from === b.from && a.to === b.to;
}

/** Whether these classes hold every age once. */
function coversAll(classes: readonly AgeClass[]): boolean {
  return (
    classes.length > 2 &&
    classes[0]!.from === 0 &&
    classes.every((one, k) => (k === classes.length - 1 ? one.to === null : one.to !== null && one.to + 1 === classes[k + 1]!.from))
  );
}

export function ageSplitOf(indicator: Indicator): AgeSplit | null {
  const found = indicator.uitsplitsingen.flatMap(({ id }) => {
    const match = pattern.exec(id);
    const sex: Sex | null = match?.[1] === 'man' || match?.[1] === 'vrouw' ? match[1] : null;
    return match === null ? [] : [{ sex, from: Number(match[2]), to: match[3] === undefined ? null : Number(match[3]) }];
  });
  const classesFor = (sex: Sex | null): AgeClass[] =>
    found.filter((one) => one.sex === sex).map(({ from, to }) => ({ from, to })).sort((a, b) => a.from - b.from);
  const [men, women, all] = [classesFor('man'), classesFor('vrouw'), classesFor(null)];
  if (coversAll(men) && men.length === women.length && men.every((one, k) => sameClass(one, women[k]!))) {
    return { indicator, classes: men, sexes: ['man', 'vrouw'] };
  }
  return coversAll(all) ? { indicator, classes: all, sexes: [] } : null;
}

/** The finest split that a level has: with the sexes apart before without, then the most classes. */
export function ageSplitAt(house: House, level: LevelId): AgeSplit | null {
  const splits = house.indicators
    .filter((indicator) => seriesAt(indicator, level) !== undefined)
    .flatMap((indicator) => ageSplitOf(indicator) ?? []);
  return splits.sort((a, b) => b.sexes.length - a.sexes.length || b.classes.length - a.classes.length)[0] ?? null;
}

function idOf(one: AgeClass, sex: Sex | null): string {
  return `${sex === null ? '' : `${sex}-`}${one.from}${one.to === null ? '+' : `-${one.to}`}`;
}

function treeOf(code: string, name: string, total: number | null, parts: { count: number | null; status: Status }[][]): AgeTree {
  const shareOf = (count: number | null): number | null => (count === null || total === null || total <= 0 ? null : (100 * count) / total);
  return { code, name, total, parts: parts.map((row) => row.map((part) => ({ ...part, share: shareOf(part.count) }))) };
}

/** The people of an area, from the table of the split in one period. */
export function ageTreeOf(split: AgeSplit, cube: Cube, period: string, code: string, name: string): AgeTree {
  const at = (uitsplitsing: string): { count: number | null; status: Status } => {
    const { value, status } = cellOf(cube, { gebied: code, periode: period, uitsplitsing });
    return { count: value, status };
  };
  const sexes = split.sexes.length === 0 ? [null] : split.sexes;
  const parts = split.classes.map((one) => sexes.map((sex) => at(idOf(one, sex))));
  return treeOf(code, name, at(split.indicator.uitsplitsingen[0]?.id ?? '').count, parts);
}

/** A few areas as one; a part that one of them misses is missing. */
export function ageSum(name: string, trees: readonly AgeTree[]): AgeTree | null {
  const [first] = trees;
  const add = (counts: (number | null)[]): number | null =>
    counts.reduce<number | null>((sum, count) => (sum === null || count === null ? null : sum + count), 0);
  if (first === undefined) {
    return null;
  }
  const parts = first.parts.map((row, k) =>
    row.map((_, side) => {
      const cells = trees.map((tree) => tree.parts[k]![side]!);
      return { count: add(cells.map((cell) => cell.count)), status: cells.find((cell) => cell.count === null)?.status ?? 'ok' };
    }),
  );
  return treeOf('', name, add(trees.map((tree) => tree.total)), parts);
}

/** Those of the whole who are not in the part of it; null where nobody is. */
export function ageRest(name: string, whole: AgeTree, part: AgeTree): AgeTree | null {
  const less = (all: number | null, some: number | null): number | null => (all === null || some === null ? null : Math.max(0, all - some));
  const total = less(whole.total, part.total);
  if (total === null || total === 0) {
    return null;
  }
  return treeOf(
    '',
    name,
    total,
    whole.parts.map((row, k) =>
      row.map((cell, side) => {
        const other = part.parts[k]![side]!;
        return { count: less(cell.count, other.count), status: cell.count === null ? cell.status : other.status };
      }),
    ),
  );
}

/** The highest share of them all: charts beside each other have one scale. */
export function peakOf(trees: readonly AgeTree[]): number {
  return Math.max(0, ...trees.flatMap((tree) => tree.parts.flat().map((part) => part.share ?? 0)));
}
