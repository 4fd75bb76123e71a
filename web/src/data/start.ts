/* data/start.ts - what stands on the first page: the signals that matter most, what is new, how fresh the data are.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
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

export type StartSignal = MismatchSignal | TrendSignal;

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
function clarity(trend: Trend): number {
  const { perJaar, perJaarOnder, perJaarBoven } = trend;
  return perJaar === null || perJaarOnder === null || perJaarBoven === null || perJaarBoven <= perJaarOnder
    ? 0
    : Math.abs(perJaar) / ((perJaarBoven - perJaarOnder) / 2);
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
  return found.sort((a, b) => clarity(b.trend) - clarity(a.trend) || a.indicator.id.localeCompare(b.indicator.id));
}

/** At most seven: up to four places, and the rest of what moves in the region; else more of the one of which there is more. */
export function startSignals(places: readonly MismatchSignal[], trends: readonly TrendSignal[]): StartSignal[] {
  const nPlaces = Math.min(places.length, Math.max(4, mostSignals - trends.length));
  return [...places.slice(0, nPlaces), ...trends.slice(0, mostSignals - nPlaces)];
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
