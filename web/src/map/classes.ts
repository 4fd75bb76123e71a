/* map/classes.ts - the one function that sorts values into classes.
 *
 * Class bounds and a slice of values go in; for each area the key of its fill comes out, with the
 * legend that says what each fill means and how many areas carry it.  Map, table and legend all
 * read this result, so they cannot disagree.
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { EmptyStatus, Status, VerdictLabel } from '../data/types.ts';

/** In the order of the status table; the legend lists the empties in this order. */
export const emptyStatuses: readonly EmptyStatus[] = [
  'hidden',
  'too_few',
  'not_delivered',
  'not_applicable',
  'not_released',
  'boundary',
];

export const classCount = 5;

/** In the order of the legend. */
export const verdictLabels: readonly VerdictLabel[] = ['hoger', 'lager', 'geen_verschil', 'geen'];

/** A value whose interval is wide: which part of the scale it is in, that it cannot be said, or that no interval is known. */
export type UncertainKey = 'group-low' | 'group-middle' | 'group-high' | 'unsure' | 'no_margin';

/** Of two values: which part of its scale each is in. */
export type DuoKey = `duo-${'low' | 'middle' | 'high'}-${'low' | 'middle' | 'high'}`;

/** Key of a fill: class-1 (lowest) to class-5, a verdict, how uncertain it is, two values, or the code of an empty. */
export type FillKey = `class-${number}` | DuoKey | `verdict-${VerdictLabel}` | UncertainKey | EmptyStatus;

export interface Classed {
  code: string;
  value: number | null;
  status: Status;
  isOnMap: boolean;
}

export interface LegendEntry {
  key: FillKey;
  /** Half open: lower <= value < upper; null where the class has no bound on that side. */
  lower: number | null;
  upper: number | null;
  isSingleValue: boolean;
  onMap: number;
  offMap: number;
}

export interface Classes {
  legend: LegendEntry[];
  fillOf: Map<string, FillKey>;
}

function isEmpty(status: Status): status is EmptyStatus {
  return (emptyStatuses as readonly string[]).includes(status);
}

/** The steps of the five-step palette that n classes use: spread out, so that few classes differ clearly. */
function paletteSteps(n: number): number[] {
  if (n === 1) {
    return [3];
  }
  return Array.from({ length: n }, (_, k) => 1 + Math.round((k * (classCount - 1)) / (n - 1)));
}

export interface Bin {
  key: FillKey;
  lower: number | null;
  upper: number | null;
  isSingleValue: boolean;
}

function boundedBins(bounds: readonly number[]): Bin[] {
  const rising = [...new Set(bounds)].sort((a, b) => a - b).slice(0, classCount - 1);
  const steps = paletteSteps(rising.length + 1);
  return steps.map((step, k) => ({
    key: `class-${step}` as FillKey,
    lower: rising[k - 1] ?? null,
    upper: rising[k] ?? null,
    isSingleValue: false,
  }));
}

/** Without bounds the indicator has fewer than five values: each value is a class of its own. */
function singleBins(values: readonly number[]): Bin[] {
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  if (distinct.length > classCount) {
    return [{ key: 'class-3', lower: null, upper: null, isSingleValue: false }];
  }
  const steps = distinct.length === 0 ? [] : paletteSteps(distinct.length);
  return steps.map((step, k) => ({
    key: `class-${step}` as FillKey,
    lower: distinct[k] ?? null,
    upper: distinct[k + 1] ?? null,
    isSingleValue: true,
  }));
}

export function binOf(bins: readonly Bin[], value: number): Bin {
  const bin = bins.findLast((candidate) => candidate.lower === null || value >= candidate.lower);
  if (bin === undefined) {
    throw new RangeError(`no class holds ${value}`);
  }
  return bin;
}

type Counts = Map<FillKey, { onMap: number; offMap: number }>;

function count(counts: Counts, key: FillKey, isOnMap: boolean): void {
  const found = counts.get(key) ?? { onMap: 0, offMap: 0 };
  found[isOnMap ? 'onMap' : 'offMap'] += 1;
  counts.set(key, found);
}

const none = { onMap: 0, offMap: 0 };

/** The bins in their order, then every empty that occurs. */
function legendOf(bins: readonly Bin[], counts: Counts): LegendEntry[] {
  const legend: LegendEntry[] = bins.map((bin) => ({ ...bin, ...(counts.get(bin.key) ?? none) }));
  for (const status of emptyStatuses) {
    const found = counts.get(status);
    if (found !== undefined) {
      legend.push({ key: status, lower: null, upper: null, isSingleValue: false, ...found });
    }
  }
  return legend;
}

/** Fill of an area that has a value; the caller never sees one that has none. */
type FillOf<Item extends Classed> = (row: Item & { value: number }) => FillKey;

/** Every area gets one fill and is counted once: what has no number keeps the sign of its reason. */
export function gather<Item extends Classed>(bins: readonly Bin[], rows: readonly Item[], fillOfValue: FillOf<Item>): Classes {
  const fillOf = new Map<string, FillKey>();
  const counts: Counts = new Map();
  for (const row of rows) {
    // A value without a number and without a reason was not delivered; it never becomes zero.
    const key = isEmpty(row.status)
      ? row.status
      : row.value === null
        ? 'not_delivered'
        : fillOfValue(row as Item & { value: number });
    fillOf.set(row.code, key);
    count(counts, key, row.isOnMap);
  }
  return { legend: legendOf(bins, counts), fillOf };
}

export interface Judged extends Classed {
  verdict: VerdictLabel;
}

export function classifyVerdicts(rows: readonly Judged[]): Classes {
  const bins = verdictLabels.map((label) => ({
    key: `verdict-${label}` as const,
    lower: null,
    upper: null,
    isSingleValue: false,
  }));
  return gather(bins, rows, (row) => `verdict-${row.verdict}`);
}

function numbersOf(rows: readonly Classed[]): number[] {
  return rows.flatMap((row) => (row.value === null || isEmpty(row.status) ? [] : [row.value]));
}

/** others: rows of another map that is to have the same classes. */
export function binsOf(bounds: readonly number[], rows: readonly Classed[], others: readonly Classed[] = []): Bin[] {
  return bounds.length > 0 ? boundedBins(bounds) : singleBins(numbersOf([...rows, ...others]));
}

export function classify(bounds: readonly number[], rows: readonly Classed[], others: readonly Classed[] = []): Classes {
  const bins = binsOf(bounds, rows, others);
  return gather(bins, rows, (row) => binOf(bins, row.value).key);
}
