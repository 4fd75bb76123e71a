/* data/beside.ts - two maps next to one another: which second one the address asks for, and the change between them.
 *
 * The word of the address is a period of the indicator at hand, or the id of another indicator.
 * SPDX-License-Identifier: EUPL-1.2
 */
import { seriesAt, type House } from './house.ts';
import { orderByText, type Order, type Row } from './rows.ts';
import type { Breakdown, Indicator, LevelId, Series } from './types.ts';

/** What one map shows. */
export interface Side {
  indicator: Indicator;
  series: Series;
  period: string;
  breakdown: Breakdown;
}

export interface Beside {
  side: Side | null;
  /** Why there is no second map though one was asked for. */
  fault: 'unknown' | 'not_at_level' | 'same' | null;
}

/** The period asked for, or the latest; undefined where a level has no figures. */
export function periodOf(series: Series | undefined, wished: string | undefined): string | undefined {
  return series?.perioden.find((candidate) => candidate === wished) ?? series?.perioden.at(-1);
}

export function breakdownOf(indicator: Indicator, wished: string | undefined): Breakdown | undefined {
  return indicator.uitsplitsingen.find((candidate) => candidate.id === wished) ?? indicator.uitsplitsingen[0];
}

/** A second indicator is shown over the period of the first where it can be, else over its own latest. */
export function besideOf(house: House, main: Side, level: LevelId, word: string | undefined): Beside {
  if (word === undefined) {
    return { side: null, fault: null };
  }
  if (main.series.perioden.includes(word)) {
    return word === main.period ? { side: null, fault: 'same' } : { side: { ...main, period: word }, fault: null };
  }
  const indicator = house.indicators.find((candidate) => candidate.id === word);
  if (indicator === undefined) {
    return { side: null, fault: 'unknown' };
  }
  if (indicator.id === main.indicator.id) {
    return { side: null, fault: 'same' };
  }
  const series = seriesAt(indicator, level);
  const period = periodOf(series, main.period);
  const breakdown = breakdownOf(indicator, main.breakdown.id);
  return series === undefined || period === undefined || breakdown === undefined
    ? { side: null, fault: 'not_at_level' }
    : { side: { indicator, series, period, breakdown }, fault: null };
}

/** Why no change is worked out: another indicator, no right to follow it over the years, or a break in between. */
export type NoChange = { why: 'indicator' } | { why: 'no_trend' } | { why: 'break'; period: string; text: string };

/** Null: the change from the earlier to the later period may be shown. */
export function refusedChange(a: Side, b: Side): NoChange | null {
  if (a.indicator.id !== b.indicator.id) {
    return { why: 'indicator' };
  }
  if (!a.indicator.gebruik.trend) {
    return { why: 'no_trend' };
  }
  const [earlier, later] = [a.period, b.period].sort() as [string, string];
  // The period of a break is the first that is counted in the new way.
  const crossed = a.indicator.breuken.find((one) => one.periode > earlier && one.periode <= later);
  return crossed === undefined ? null : { why: 'break', period: crossed.periode, text: crossed.tekst };
}

/** An area with what both maps say of it. */
export interface PairRow {
  code: string;
  first: Row;
  second: Row;
  /** From the earlier to the later period; null when it may not be said, or a figure is missing. */
  change: number | null;
}

const nothing = { value: null, lower: null, upper: null, flags: [], verdict: 'geen', reason: null } as const;

/** An area that the second series does not know was not delivered there. */
export function pairsOf(firsts: readonly Row[], seconds: readonly Row[], isChange: boolean, isFirstLater: boolean): PairRow[] {
  const secondOf = new Map(seconds.map((row) => [row.code, row]));
  return firsts.map((first) => {
    const second = secondOf.get(first.code) ?? { ...first, ...nothing, flags: [], status: 'not_delivered' };
    const hasBoth = isChange && first.value !== null && second.value !== null;
    const change = hasBoth ? (isFirstLater ? first.value! - second.value! : second.value! - first.value!) : null;
    return { code: first.code, first, second, change };
  });
}

export const pairKeys = ['gebied', 'gemeente', 'waarde', 'naast', 'verandering'] as const;
export type PairKey = (typeof pairKeys)[number];

/** As the rows of one map: what has no number stays at the end in both directions. */
export function sortedPairs(pairs: readonly PairRow[], order: Order<PairKey>): PairRow[] {
  const { key, isDescending } = order;
  const sign = isDescending ? -1 : 1;
  const numberOf = (pair: PairRow): number | null =>
    key === 'waarde' ? pair.first.value : key === 'naast' ? pair.second.value : pair.change;
  return [...pairs].sort((a, b) => {
    if (key === 'gebied' || key === 'gemeente') {
      return orderByText(a.first, b.first, key, sign);
    }
    const [x, y] = [numberOf(a), numberOf(b)];
    if (x === null || y === null) {
      return Number(x === null) - Number(y === null) || orderByText(a.first, b.first, 'gemeente', 1);
    }
    return sign * (x - y) || orderByText(a.first, b.first, 'gemeente', 1);
  });
}
