/* data/gate.ts - the tables of the gate's report become rows: one an indicator, or one a table of one indicator.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Order } from './rows.ts';
import type { AskedCounts, GateTable, LevelId } from './types.ts';

/** What was asked, or what owners have made public. */
export type GateSide = 'gevraagd' | 'openbaar';

export interface GateChoice {
  indicator: string | undefined;
  level: LevelId | undefined;
  period: string | undefined;
}

export interface GateRow {
  key: string;
  name: string;
  /** The page of the indicator; null when the row is one of its tables. */
  indicator: string | null;
  /** Of public figures none is hidden and none waits. */
  counts: AskedCounts;
}

export const gateKeys = ['tabel', 'cijfers', 'getoond', 'verborgen', 'deel', 'nietVrijgegeven', 'leeg'] as const;
export type GateKey = (typeof gateKeys)[number];

export interface GateNames {
  indicator: (id: string) => string;
  table: (level: LevelId, period: string) => string;
}

const nothing: AskedCounts = { cijfers: 0, getoond: 0, verborgen: 0, nietVrijgegeven: 0, leeg: 0 };
const collator = new Intl.Collator('nl', { numeric: true });

function countsOf(table: GateTable, side: GateSide): AskedCounts | null {
  const counts = table[side];
  return counts === null ? null : { ...nothing, ...counts };
}

function add(a: AskedCounts, b: AskedCounts): AskedCounts {
  return {
    cijfers: a.cijfers + b.cijfers,
    getoond: a.getoond + b.getoond,
    verborgen: a.verborgen + b.verborgen,
    nietVrijgegeven: a.nietVrijgegeven + b.nietVrijgegeven,
    leeg: a.leeg + b.leeg,
  };
}

export function totalOf(rows: readonly GateRow[]): AskedCounts {
  return rows.reduce((sum, row) => add(sum, row.counts), nothing);
}

/** The rows of a choice in their natural order: indicators by name, the tables of one as the server has them. */
export function gateRows(tables: readonly GateTable[], side: GateSide, choice: GateChoice, names: GateNames): GateRow[] {
  const rows = new Map<string, GateRow>();
  const isOne = choice.indicator !== undefined;
  for (const table of tables) {
    const counts = countsOf(table, side);
    const isChosen =
      (choice.indicator === undefined || choice.indicator === table.indicator) &&
      (choice.level === undefined || choice.level === table.niveau) &&
      (choice.period === undefined || choice.period === table.periode);
    if (counts === null || !isChosen) {
      continue;
    }
    const key = isOne ? `${table.niveau} ${table.periode}` : table.indicator;
    const row = rows.get(key);
    rows.set(key, {
      key,
      name: isOne ? names.table(table.niveau, table.periode) : names.indicator(table.indicator),
      indicator: isOne ? null : table.indicator,
      counts: row === undefined ? counts : add(row.counts, counts),
    });
  }
  const all = [...rows.values()];
  return isOne ? all : all.sort((a, b) => collator.compare(a.name, b.name));
}

/** Part that is hidden; of nothing, nothing. */
export function hiddenPart(counts: AskedCounts): number {
  return counts.cijfers === 0 ? 0 : counts.verborgen / counts.cijfers;
}

/** Rows that are alike stay in their natural order. */
export function sortedGateRows(rows: readonly GateRow[], order: Order<GateKey>): GateRow[] {
  const { key, isDescending } = order;
  if (key === 'tabel') {
    return isDescending ? [...rows].reverse() : [...rows];
  }
  const sign = isDescending ? -1 : 1;
  const valueOf = ({ counts }: GateRow): number => (key === 'deel' ? hiddenPart(counts) : counts[key]);
  return [...rows].sort((a, b) => sign * (valueOf(a) - valueOf(b)));
}
