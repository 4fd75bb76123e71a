/* data/jsonStat.ts - a table of the API in JSON-stat 2: the number of one area, group and period, or why there is none.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Status } from './types.ts';

export interface Cube {
  id: string[];
  size: number[];
  dimension: Record<string, { category: { index: string[] } }>;
  value: (number | null)[];
  /** By place, of those that are more or less than a plain number; the words of the files. */
  status?: Record<string, string>;
}

export interface CubeCell {
  value: number | null;
  status: Status;
}

const statusOf: Record<string, Status> = {
  geheim: 'hidden',
  onbetrouwbaar: 'too_few',
  ontbreekt: 'not_delivered',
  nvt: 'not_applicable',
  nognietvrij: 'not_released',
  grens: 'boundary',
};

/** wish: the category of each dimension; a dimension that is not named is at its first. */
export function cellOf(cube: Cube, wish: Readonly<Record<string, string>>): CubeCell {
  let place = 0;
  for (const [k, name] of cube.id.entries()) {
    const category = wish[name];
    const at = category === undefined ? 0 : (cube.dimension[name]?.category.index.indexOf(category) ?? -1);
    if (at < 0) {
      return { value: null, status: 'not_delivered' };
    }
    place = place * (cube.size[k] ?? 1) + at;
  }
  const value = cube.value[place] ?? null;
  return { value, status: value === null ? (statusOf[cube.status?.[place] ?? ''] ?? 'not_delivered') : 'ok' };
}
