/* data/rows.ts - a slice of values becomes the rows that table and map share.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { gemeenteOf, type House } from './house.ts';
import { placeOf } from './nameOrder.ts';
import type { Flag, Slice, Status, VerdictLabel } from './types.ts';

/** Why an area of the table is not drawn: its edition has another border, or no border was delivered. */
export type OffMap = 'changed' | 'not_delivered';

export interface Row {
  code: string;
  name: string;
  gemeenteCode: string;
  gemeente: string;
  /** Its place when all areas are sorted by gemeente and name, and that of its gemeente. */
  place: number;
  gemeentePlace: number;
  value: number | null;
  lower: number | null;
  upper: number | null;
  status: Status;
  flags: Flag[];
  verdict: VerdictLabel;
  /** Why there is no verdict: a sentence of the server. */
  reason: string | null;
  /** The name of the area with whose rest this one was compared. */
  against: string;
  isOnMap: boolean;
  offMap: OffMap | null;
}

export interface MapExtent {
  edition: number;
  drawn: ReadonlySet<string>;
}

/** Without a map (map = null) what the server says of an area decides. */
export function rowsOf(house: House, slice: Slice, map: MapExtent | null): Row[] {
  const isOfGemeente = slice.toets?.tegen === 'gemeente';
  const { areas: places, gemeenten } = placeOf(house);
  return slice.gebied.map((code, k) => {
    const area = house.areaOf.get(code);
    const gemeente = gemeenteOf(house, code);
    const isOnMap = map === null ? (area?.opKaart ?? false) : map.drawn.has(code);
    const isOfEdition = map !== null && (area?.edities.includes(map.edition) ?? false);
    return {
      code,
      name: area?.naam ?? code,
      gemeenteCode: gemeente?.code ?? '',
      gemeente: gemeente?.naam ?? '',
      place: places.get(code) ?? places.size,
      gemeentePlace: gemeenten.get(gemeente?.code ?? '') ?? -1,
      value: slice.waarde[k] ?? null,
      lower: slice.onder[k] ?? null,
      upper: slice.boven[k] ?? null,
      status: slice.status[k] ?? 'not_delivered',
      flags: slice.vlaggen[k] ?? [],
      verdict: slice.oordeel[k] ?? 'geen',
      reason: slice.redenen[slice.reden[k] ?? ''] ?? null,
      against: isOfGemeente ? (gemeente?.naam ?? '') : house.release.regio.naam,
      isOnMap,
      offMap: isOnMap || map === null ? null : isOfEdition ? 'not_delivered' : 'changed',
    };
  });
}

export const sortKeys = ['gebied', 'gemeente', 'waarde', 'oordeel', 'soort'] as const;
export type SortKey = (typeof sortKeys)[number];

export interface Order<Key extends string = SortKey> {
  key: Key;
  isDescending: boolean;
}

/** "-waarde" is from high to low; a word that is none of keys falls back. */
export function orderFrom<Key extends string>(word: string | undefined, keys: readonly Key[], fallback: Key): Order<Key> {
  const isDescending = word?.startsWith('-') ?? false;
  const name = isDescending ? word?.slice(1) : word;
  const key = keys.find((candidate) => candidate === name);
  return key === undefined ? { key: fallback, isDescending: false } : { key, isDescending };
}

export function wordOf(order: Order<string>): string {
  return (order.isDescending ? '-' : '') + order.key;
}

/** After the head of this column is chosen: the other way round when it was sorted by it. */
export function turned<Key extends string>(order: Order<Key>, key: Key): Order<Key> {
  return { key, isDescending: order.key === key && !order.isDescending };
}

/** Sorting by verdict groups alike areas; it says nothing of better or worse. */
const verdictOrder: Record<VerdictLabel, number> = { hoger: 0, lager: 1, geen_verschil: 2, geen: 3 };

const collator = new Intl.Collator('nl', { numeric: true });

/** By name, or by gemeente; what is alike in that goes by gemeente, name and code. */
export function orderByText(a: Row, b: Row, key: 'gebied' | 'gemeente', sign: number): number {
  const first = key === 'gebied' ? collator.compare(a.name, b.name) : a.gemeentePlace - b.gemeentePlace;
  return sign * first || a.place - b.place;
}

function compareBy(key: SortKey, statusWord: (status: Status) => string): (a: Row, b: Row) => number {
  switch (key) {
    case 'gebied':
      return (a, b) => collator.compare(a.name, b.name);
    case 'gemeente':
      return (a, b) => a.gemeentePlace - b.gemeentePlace;
    case 'waarde':
      return (a, b) => (a.value ?? 0) - (b.value ?? 0);
    case 'oordeel':
      return (a, b) => verdictOrder[a.verdict] - verdictOrder[b.verdict];
    case 'soort':
      return (a, b) => collator.compare(statusWord(a.status), statusWord(b.status));
  }
}

export function sorted(rows: readonly Row[], order: Order, statusWord: (status: Status) => string): Row[] {
  const compare = compareBy(order.key, statusWord);
  const sign = order.isDescending ? -1 : 1;
  return [...rows].sort((a, b) => {
    // An area without a number is neither high nor low: it stays at the end in both directions.
    if (order.key === 'waarde' && (a.value === null) !== (b.value === null)) {
      return a.value === null ? 1 : -1;
    }
    return sign * compare(a, b) || orderByText(a, b, 'gemeente', 1);
  });
}
