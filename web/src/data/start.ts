/* data/start.ts - what stands on the first page: the signals that matter most, what is new, how fresh the data are.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { changeOf, outcomeOf } from './gaps.ts';
import type { Gap, GapChange, GapOrder, Gaps } from './gapTypes.ts';
import type { House } from './house.ts';
import type { Change, Changes, Indicator, Profile, Signal, SignalList, Source, Trend } from './types.ts';

export const mostSignals = 7;

/** An area in which need is high and use lower than expected, with a label that the engine gave. */
export interface MismatchSignal {
  kind: 'mismatch';
  list: SignalList;
  signal: Signal;
  place: string;
  gemeente: string;
}

/** Something that rises or falls in the whole region. */
export interface TrendSignal {
  kind: 'trend';
  indicator: Indicator;
  trend: Trend;
}

/** A difference between areas in order, or between groups of people, that became larger or smaller. */
export interface GapSignal {
  kind: 'gap';
  indicator: Indicator;
  gap: Gap;
  change: GapChange;
  /** Of areas; else the groups name themselves. */
  order: GapOrder | undefined;
}

export type StartSignal = MismatchSignal | TrendSignal | GapSignal;

/** Strong before possible, the more probable first; a trial gives none. */
export function mismatches(house: House, lists: readonly SignalList[], gemeenteOf: (code: string) => string): MismatchSignal[] {
  const found = lists
    .filter((list) => list.etiketten)
    .flatMap((list) =>
      list.gebieden
        .filter((signal) => signal.aanwijzing === 'sterk' || signal.aanwijzing === 'mogelijk')
        .map((signal): MismatchSignal => ({
          kind: 'mismatch',
          list,
          signal,
          place: house.areaOf.get(signal.gebied)?.naam ?? signal.gebied,
          gemeente: gemeenteOf(signal.gebied),
        })),
    );
  return found.sort(
    (a, b) =>
      Number(b.signal.aanwijzing === 'sterk') - Number(a.signal.aanwijzing === 'sterk') ||
      (b.signal.kans ?? 0) - (a.signal.kans ?? 0) ||
      a.signal.gebied.localeCompare(b.signal.gebied),
  );
}

/** How many half widths of its interval a change lies from none. */
function clarity(change: number | null, lower: number | null, upper: number | null): number {
  return change === null || lower === null || upper === null || upper <= lower ? 0 : Math.abs(change) / ((upper - lower) / 2);
}

function trendClarity({ perJaar, perJaarOnder, perJaarBoven }: Trend): number {
  return clarity(perJaar, perJaarOnder, perJaarBoven);
}

function gapClarity({ absoluut, absoluutOnder, absoluutBoven }: GapChange): number {
  return clarity(absoluut, absoluutOnder, absoluutBoven);
}

/** What rises or falls in the region, in the first breakdown of each indicator; the clearest first. */
export function regionTrends(house: House, region: Profile): TrendSignal[] {
  const found = house.indicators.flatMap((indicator): TrendSignal[] => {
    const row = region.rijen.find(
      (one) => one.indicator === indicator.id && one.uitsplitsing === indicator.uitsplitsingen[0]?.id,
    );
    const isMoving = row?.trend.richting === 'stijgt' || row?.trend.richting === 'daalt';
    return row !== undefined && isMoving ? [{ kind: 'trend', indicator, trend: row.trend }] : [];
  });
  return found.sort((a, b) => trendClarity(b.trend) - trendClarity(a.trend) || a.indicator.id.localeCompare(b.indicator.id));
}

/**
 * Differences that are there now and became larger or smaller, both beyond their intervals; one an indicator, the clearest
 * first.  What comes from a model is left out: the model itself looks at income, so its interval does not carry a difference by it.
 */
export function gapSignals(house: House, gaps: Gaps): GapSignal[] {
  const found = house.indicators.flatMap((indicator): GapSignal[] => {
    const own = gaps.verschillen
      .filter((gap) => gap.indicator === indicator.id && !gap.uitModel && ['more', 'less'].includes(outcomeOf(gap)))
      .flatMap((gap): GapSignal[] => {
        const change = changeOf(gaps, gap);
        const isMoving = change?.beweging === 'groter' || change?.beweging === 'kleiner';
        const order = gap.soort === 'ordening' ? gaps.ordeningen.find((one) => one.niveau === gap.niveau) : undefined;
        return change !== undefined && isMoving && change.tot === gap.periode ? [{ kind: 'gap', indicator, gap, change, order }] : [];
      });
    return own.sort((a, b) => gapClarity(b.change) - gapClarity(a.change)).slice(0, 1);
  });
  return found.sort((a, b) => gapClarity(b.change) - gapClarity(a.change) || a.indicator.id.localeCompare(b.indicator.id));
}

/** At most seven: the kinds take turns, so that each gets its room and none is left empty while another has more. */
export function startSignals(
  places: readonly MismatchSignal[],
  trends: readonly TrendSignal[],
  gaps: readonly GapSignal[],
): StartSignal[] {
  const kinds: readonly (readonly StartSignal[])[] = [places, trends, gaps];
  const longest = Math.max(...kinds.map((kind) => kind.length));
  const turns = Array.from({ length: longest }, (_, turn) => kinds.flatMap((kind) => kind[turn] ?? [])).flat();
  const chosen = new Set(turns.slice(0, mostSignals));
  return kinds.flatMap((kind) => kind.filter((signal) => chosen.has(signal)));
}

/** What a release changed, by indicator. */
export interface News {
  /** Indicators that the release before did not have. */
  added: Indicator[];
  /** With a new period: indicator and its new periods. */
  extended: { indicator: Indicator; periods: string[] }[];
  /** With other figures in a period that was there: how many, in which periods. */
  corrected: { indicator: Indicator; count: number; periods: string[] }[];
  /** With another definition. */
  redefined: Indicator[];
}

function periodsOf(changes: readonly Change[], isOf: (change: Change) => boolean): string[] {
  return [...new Set(changes.filter(isOf).map((change) => change.periode))].sort();
}

export function newsOf(house: House, changes: Changes): News {
  const news: News = { added: [], extended: [], corrected: [], redefined: [] };
  for (const indicator of house.indicators) {
    const own = changes.wijzigingen.filter((change) => change.indicator === indicator.id);
    const wasThere = own.some((change) => change.nieuw === 0) || countAll(indicator) > countFresh(own);
    const fresh = periodsOf(own, (change) => change.nieuw > 0);
    const count = own.reduce((sum, change) => sum + change.gewijzigd + change.verschenen + change.verdwenen, 0);
    if (fresh.length > 0 && !wasThere) {
      news.added.push(indicator);
    } else if (fresh.length > 0) {
      news.extended.push({ indicator, periods: fresh });
    }
    if (count > 0) {
      news.corrected.push({ indicator, count, periods: periodsOf(own, (change) => change.nieuw === 0) });
    }
    if (changes.definities.includes(indicator.id)) {
      news.redefined.push(indicator);
    }
  }
  return news;
}

/** Series of the indicator per level and period, and how many of them are new. */
function countAll(indicator: Indicator): number {
  return indicator.reeksen.reduce((sum, series) => sum + series.perioden.length, 0);
}

function countFresh(changes: readonly Change[]): number {
  return changes.filter((change) => change.nieuw > 0).length;
}

export type Freshness = 'current' | 'older' | 'none';

export interface SourceHealth {
  source: Source;
  indicators: number;
  newest: string | null;
  freshness: Freshness;
}

/** Years between the newest figures and the release that are still called current. */
const currentYears = 2;

/** For each source with indicators: how many, and how old the newest figures are. */
export function healthOf(house: House): SourceHealth[] {
  const year = Number(house.release.datum.slice(0, 4));
  return house.release.bronnen.flatMap((source) => {
    const own = house.indicators.filter((indicator) => indicator.bron === source.id);
    const periods = own.flatMap((indicator) => indicator.reeksen.flatMap((series) => series.perioden)).sort();
    const newest = periods.at(-1) ?? null;
    const age = newest === null ? Infinity : year - Number(newest.slice(0, 4));
    const freshness = newest === null ? 'none' : age <= currentYears ? 'current' : 'older';
    return own.length === 0 ? [] : [{ source, indicators: own.length, newest, freshness }];
  });
}
