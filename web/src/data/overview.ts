/* data/overview.ts - all indicators of a level become the rows and columns of one table.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { byTheme, gemeenteOf, type House } from './house.ts';
import type { Order } from './rows.ts';
import type { Indicator, Overview, OverviewSeries, Status, Theme, VerdictLabel } from './types.ts';

export interface Cell {
  value: number | null;
  lower: number | null;
  upper: number | null;
  status: Status;
  verdict: VerdictLabel;
  /** The name of the area with whose rest this one was compared. */
  against: string;
}

export interface Column {
  indicator: Indicator;
  series: OverviewSeries;
}

export interface ColumnGroup {
  theme: Theme;
  columns: Column[];
}

export interface MatrixRow {
  code: string;
  name: string;
  gemeente: string;
  cells: Map<string, Cell>; // by id of the indicator
}

export interface Matrix {
  groups: ColumnGroup[];
  rows: MatrixRow[];
}

const absent: Omit<Cell, 'against'> = { value: null, lower: null, upper: null, status: 'not_delivered', verdict: 'geen' };

/** A cell of every area for every indicator; an area that a series does not know was not delivered. */
export function matrixOf(house: House, overview: Overview): Matrix {
  const seriesOf = new Map(overview.reeksen.map((series) => [series.indicator, series]));
  const groups = byTheme(house)
    .map(({ theme, indicators }) => ({
      theme,
      columns: indicators.flatMap((indicator) => {
        const series = seriesOf.get(indicator.id);
        return series === undefined ? [] : [{ indicator, series }];
      }),
    }))
    .filter((group) => group.columns.length > 0);
  const codes = new Set(overview.reeksen.flatMap((series) => series.gebied));
  const rows = new Map<string, MatrixRow>();
  for (const code of codes) {
    rows.set(code, {
      code,
      name: house.areaOf.get(code)?.naam ?? code,
      gemeente: gemeenteOf(house, code)?.naam ?? '',
      cells: new Map(),
    });
  }
  for (const series of overview.reeksen) {
    fill(rows, series, house);
  }
  return { groups, rows: [...rows.values()] };
}

function fill(rows: Map<string, MatrixRow>, series: OverviewSeries, house: House): void {
  const isOfGemeente = series.toets?.tegen === 'gemeente';
  const place = new Map(series.gebied.map((code, k) => [code, k]));
  for (const row of rows.values()) {
    const k = place.get(row.code);
    const against = isOfGemeente ? row.gemeente : house.release.regio.naam;
    row.cells.set(
      series.indicator,
      k === undefined
        ? { ...absent, against }
        : {
            value: series.waarde[k] ?? null,
            lower: series.onder[k] ?? null,
            upper: series.boven[k] ?? null,
            status: series.status[k] ?? 'not_delivered',
            verdict: series.oordeel[k] ?? 'geen',
            against,
          },
    );
  }
}

const collator = new Intl.Collator('nl', { numeric: true });

function byName(a: MatrixRow, b: MatrixRow): number {
  return collator.compare(a.gemeente, b.gemeente) || collator.compare(a.name, b.name) || collator.compare(a.code, b.code);
}

/** By name within their gemeente, or by the values of an indicator; without a number at the end either way. */
export function sortedRows(rows: readonly MatrixRow[], order: Order<string>): MatrixRow[] {
  const sign = order.isDescending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const x = a.cells.get(order.key)?.value ?? null;
    const y = b.cells.get(order.key)?.value ?? null;
    if (order.key === 'gebied') {
      return sign * byName(a, b);
    }
    if (x === null || y === null) {
      return Number(x === null) - Number(y === null) || byName(a, b);
    }
    return sign * (x - y) || byName(a, b);
  });
}

export interface ChanceLine {
  tested: number;
  flagged: number;
  /** How many of the flags chance alone would give, about; null where no test says. */
  byChance: number | null;
}

/** What was compared in all shown columns together, over the whole region. */
export function chanceOf(columns: readonly Column[]): ChanceLine {
  const tests = columns.flatMap(({ series }) => (series.toets === null ? [] : [series.toets]));
  const known = tests.flatMap((test) => (test.verwachtDoorToeval === null ? [] : [test.verwachtDoorToeval]));
  return {
    tested: tests.reduce((sum, test) => sum + test.getoetst, 0),
    flagged: tests.reduce((sum, test) => sum + test.aangewezen, 0),
    byChance: known.length === 0 ? null : known.reduce((sum, expected) => sum + expected, 0),
  };
}

export const mostSideBySide = 6;

/** The areas that the address names, in its order, each once. */
export function chosenOf<Row extends { code: string }>(rows: readonly Row[], word: string | undefined): Row[] {
  const rowOf = new Map(rows.map((row) => [row.code, row]));
  const codes = new Set((word ?? '').split(',').filter((code) => code !== ''));
  return [...codes].flatMap((code) => rowOf.get(code) ?? []).slice(0, mostSideBySide);
}

/** The word in the address with this area in it, or without it. */
export function withChosen(chosen: readonly { code: string }[], code: string, isChosen: boolean): string | null {
  const codes = chosen.map((row) => row.code).filter((other) => other !== code);
  const word = (isChosen ? [...codes, code] : codes).join(',');
  return word === '' ? null : word;
}
