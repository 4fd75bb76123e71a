/* data/alike.ts - areas that are like one another by who lives there and how: a fairer group to compare with than the
 * neighbours.  Not by wellbeing or care, which is what is compared.
 *
 * Each characteristic is taken as the share of areas that have less of it, so that one that is skewed (density) weighs as
 * much as another; the distance is the root of the mean squared difference (a nearest-neighbour model as of CIPFA in
 * England, on ranks).
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Column, Matrix, MatrixRow } from './overview.ts';

export interface Alike {
  /** The area itself first, then from more to less alike. */
  rows: MatrixRow[];
  /** What they were compared on. */
  characteristics: Column[];
}

export const groupSize = 10;
/** With fewer characteristics in common two areas cannot be called alike. */
const leastShared = 3;
/** The theme of the catalogue that says who lives there. */
const themeOfResidents = 'context';

/** A number of residents is how large an area is, and not who lives there. */
function isCharacteristic(column: Column): boolean {
  return column.indicator.eenheid !== 'aantal' && column.indicator.eenheid !== 'number';
}

/** The share of areas below each, with half of those that are equal. */
export function shares(values: ReadonlyMap<string, number>): Map<string, number> {
  const sorted = [...values.values()].sort((a, b) => a - b);
  return new Map(
    [...values].map(([code, value]) => {
      const below = sorted.findIndex((other) => other >= value);
      const notAbove = sorted.findLastIndex((other) => other <= value) + 1;
      return [code, (below + notAbove) / 2 / sorted.length];
    }),
  );
}

/** Null where the area is not there, or too little is known of it or of the others. */
export function alikeOf(matrix: Matrix, code: string): Alike | null {
  const own = matrix.rows.find((row) => row.code === code);
  const characteristics = (matrix.groups.find((group) => group.theme.id === themeOfResidents)?.columns ?? [])
    .filter(isCharacteristic)
    .filter((column) => (own?.cells.get(column.indicator.id)?.value ?? null) !== null);
  if (own === undefined || characteristics.length < leastShared) {
    return null;
  }
  const spread = characteristics.map(({ indicator }) =>
    shares(
      new Map(
        matrix.rows.flatMap((row) => {
          const value = row.cells.get(indicator.id)?.value ?? null;
          return value === null ? [] : [[row.code, value]];
        }),
      ),
    ),
  );
  const near = matrix.rows
    .filter((row) => row !== own)
    .flatMap((row) => {
      const gaps = spread.flatMap((share) => {
        const [a, b] = [share.get(code), share.get(row.code)];
        return a === undefined || b === undefined ? [] : [(a - b) ** 2];
      });
      return gaps.length < leastShared ? [] : [{ row, distance: Math.sqrt(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length) }];
    })
    .sort((a, b) => a.distance - b.distance || (a.row.code < b.row.code ? -1 : 1))
    .slice(0, groupSize)
    .map(({ row }) => row);
  return near.length < leastShared ? null : { rows: [own, ...near], characteristics };
}

/** The middle value of the others of a group in each column: a row without a code of its own. */
export function middleOf(alike: Alike, columns: readonly Column[], name: string): MatrixRow {
  const others = alike.rows.slice(1);
  return {
    code: '',
    name,
    gemeente: '',
    cells: new Map(
      columns.map(({ indicator }) => {
        const values = others
          .flatMap((row) => row.cells.get(indicator.id)?.value ?? [])
          .sort((a, b) => a - b);
        const half = values.length / 2;
        const middle =
          values.length < leastShared ? null : (values[Math.floor(half - 0.5)]! + values[Math.ceil(half - 0.5)]!) / 2;
        const status = middle === null ? ('not_delivered' as const) : ('ok' as const);
        return [indicator.id, { value: middle, lower: null, upper: null, status, verdict: 'geen' as const, against: '' }];
      }),
    ),
  };
}
