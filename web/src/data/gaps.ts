/* data/gaps.ts - differences between areas and between groups, as the page shows them.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Gap, GapChange, GapKey, GapKind, Gaps } from './gapTypes.ts';
import { byTheme, type House } from './house.ts';
import type { Indicator, LevelId, Theme } from './types.ts';

/** What may be said of a difference: only one with an interval is called one. */
export type GapOutcome = 'more' | 'less' | 'alike' | 'unsure' | 'none';

export function outcomeOf(gap: Gap): GapOutcome {
  if (gap.absoluut === null) {
    return 'none';
  }
  if (gap.absoluutOnder === null || gap.absoluutBoven === null) {
    return 'unsure';
  }
  if (gap.absoluutOnder <= 0 && gap.absoluutBoven >= 0) {
    return 'alike';
  }
  return gap.absoluut > 0 ? 'more' : 'less';
}

export function isSame(a: GapKey, b: GapKey): boolean {
  return (
    a.indicator === b.indicator &&
    a.soort === b.soort &&
    a.uitsplitsing === b.uitsplitsing &&
    a.niveau === b.niveau &&
    a.gebied === b.gebied
  );
}

export function changeOf(gaps: Gaps, of: GapKey): GapChange | undefined {
  return gaps.veranderingen.find((change) => isSame(change, of));
}

export interface GapRow {
  indicator: Indicator;
  gap: Gap;
  change: GapChange | undefined;
}

export interface GapTheme {
  theme: Theme;
  rows: GapRow[];
}

/** Levels of areas between which something was looked at, the widest last. */
export function levelsOf(house: House, gaps: Gaps): LevelId[] {
  return house.release.niveaus
    .map((level) => level.id)
    .filter((level) => gaps.verschillen.some((gap) => gap.soort === 'ordening' && gap.niveau === level))
    .reverse();
}

/** The differences of one kind in the order of the themes, those with a number apart from those without. */
export function rowsOf(house: House, gaps: Gaps, kind: GapKind, level?: LevelId): { told: GapTheme[]; untold: GapRow[] } {
  const untold: GapRow[] = [];
  const told = byTheme(house).map(({ theme, indicators }) => ({
    theme,
    rows: indicators.flatMap((indicator) => {
      const gap = gaps.verschillen.find(
        (one) => one.indicator === indicator.id && one.soort === kind && (level === undefined || one.niveau === level),
      );
      if (gap === undefined) {
        return [];
      }
      const row = { indicator, gap, change: changeOf(gaps, gap) };
      if (gap.absoluut === null) {
        untold.push(row);
        return [];
      }
      return [row];
    }),
  }));
  return { told: told.filter((theme) => theme.rows.length > 0), untold };
}

/** All periods of one kind of difference, from early to late. */
export function courseOf(gaps: Gaps, wish: { soort: GapKind; niveau: LevelId; gebied: string; uitsplitsing: string | null }): Gap[] {
  return gaps.verschillen
    .filter(
      (gap) =>
        gap.soort === wish.soort &&
        gap.niveau === wish.niveau &&
        gap.gebied === wish.gebied &&
        gap.uitsplitsing === wish.uitsplitsing,
    )
    .sort((a, b) => a.periode.localeCompare(b.periode));
}

/** Every number that the dots of these differences show. */
export function dotsOf(course: Gap[]): number[] {
  return course.flatMap((gap) => gap.groepen.map((group) => group.waarde)).filter((value) => value !== null);
}

/** Every number that a line of these differences with its intervals shows, and zero: no difference. */
export function boundsOf(course: Gap[]): [number, number] {
  const numbers = course
    .flatMap((gap) => [gap.absoluut, gap.absoluutOnder, gap.absoluutBoven])
    .filter((value) => value !== null);
  return [Math.min(0, ...numbers), Math.max(0, ...numbers)];
}

/** Runs of periods that may be joined by a line: up to a break, or a period without a number. */
export function runsOf(course: Gap[], indicator: Indicator): Gap[][] {
  const runs: Gap[][] = [];
  let last: Gap | undefined;
  for (const gap of course) {
    const isBroken =
      last === undefined || indicator.breuken.some((one) => last!.periode < one.periode && one.periode <= gap.periode);
    if (gap.absoluut === null) {
      last = undefined;
      continue;
    }
    if (isBroken) {
      runs.push([]);
    }
    runs.at(-1)!.push(gap);
    last = gap;
  }
  return runs;
}
