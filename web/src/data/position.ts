/* data/position.ts - where an area lies between all areas of its level, without saying a rank.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Overview, ProfileRow } from './types.ts';

export interface Position {
  /** Of all areas with a number, from low to high. */
  values: number[];
  /** Half of the areas lie between these. */
  lowerQuartile: number;
  upperQuartile: number;
}

/** With fewer areas there is no middle half to speak of. */
const leastAreas = 4;

/** Linear between the two nearest values (Hyndman and Fan 1996, type 7, doi:10.1080/00031305.1996.10473566). */
export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** Null where the overview is of another period or group than the row, or has too few numbers. */
export function positionOf(overview: Overview, row: ProfileRow): Position | null {
  const series = overview.reeksen.find(
    (one) => one.indicator === row.indicator && one.uitsplitsing === row.uitsplitsing && one.periode === row.periode,
  );
  const values = (series?.waarde ?? []).filter((value) => value !== null).sort((a, b) => a - b);
  return values.length < leastAreas
    ? null
    : { values, lowerQuartile: quantile(values, 0.25), upperQuartile: quantile(values, 0.75) };
}
