/* data/quality.ts - how good the figures of each source are, as far as a release can tell: how recent, how complete, and
 * how many come with a margin.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { House } from './house.ts';
import { healthOf, type SourceHealth } from './start.ts';
import type { LevelId, Overview, Status } from './types.ts';

export interface SourceQuality extends SourceHealth {
  /** The finest level of the overviews at which the source has series; null when none. */
  level: LevelId | null;
  /** Series times areas, in the latest period of each. */
  cells: number;
  shown: number;
  withInterval: number;
  /** Of what is not shown, why. */
  empties: { status: Status; count: number }[];
}

/** overviews: from fine to coarse. */
export function qualityOf(house: House, overviews: readonly Overview[]): SourceQuality[] {
  const sourceOf = new Map(house.indicators.map((indicator) => [indicator.id, indicator.bron]));
  return healthOf(house).map((health) => {
    const own = overviews
      .map((overview) => ({
        level: overview.niveau,
        series: overview.reeksen.filter((series) => sourceOf.get(series.indicator) === health.source.id),
      }))
      .find(({ series }) => series.length > 0);
    const statuses = (own?.series ?? []).flatMap((series) => series.waarde.map((value, k) => (value === null ? series.status[k]! : null)));
    const counts = new Map<Status, number>();
    for (const status of statuses) {
      if (status !== null) {
        counts.set(status, (counts.get(status) ?? 0) + 1);
      }
    }
    return {
      ...health,
      level: own?.level ?? null,
      cells: statuses.length,
      shown: statuses.filter((status) => status === null).length,
      withInterval: (own?.series ?? []).reduce((sum, series) => sum + series.onder.filter((lower) => lower !== null).length, 0),
      empties: [...counts].map(([status, count]) => ({ status, count })).sort((a, b) => b.count - a.count),
    };
  });
}
