/* data/course.ts - the course of one indicator over the periods, for the region and a few areas.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { House } from './house.ts';
import type { Indicator, Slice, Status } from './types.ts';

export interface CoursePoint {
  period: string;
  value: number | null;
  lower: number | null;
  upper: number | null;
  status: Status;
}

export interface Course {
  code: string;
  name: string;
  /** One for each period, also where there is no number. */
  points: CoursePoint[];
}

function pointOf(slice: Slice, code: string): CoursePoint {
  const k = slice.gebied.indexOf(code);
  const above = slice.vergelijk.find((value) => value.gebied === code);
  if (k < 0) {
    return {
      period: slice.periode,
      value: above?.waarde ?? null,
      lower: above?.onder ?? null,
      upper: above?.boven ?? null,
      status: above?.status ?? 'not_delivered',
    };
  }
  return {
    period: slice.periode,
    value: slice.waarde[k] ?? null,
    lower: slice.onder[k] ?? null,
    upper: slice.boven[k] ?? null,
    status: slice.status[k] ?? 'not_delivered',
  };
}

/** The region first, then the areas in the order given.  slices: one for each period, in their order. */
export function coursesOf(house: House, slices: readonly Slice[], codes: readonly string[]): Course[] {
  return [house.release.regio.code, ...codes].map((code) => ({
    code,
    name: house.areaOf.get(code)?.naam ?? (code === house.release.regio.code ? house.release.regio.naam : code),
    points: slices.map((slice) => pointOf(slice, code)),
  }));
}

/** The numbers of the points before which the series breaks. */
export function breaksOf(indicator: Indicator, periods: readonly string[]): Map<number, string> {
  const found = new Map<number, string>();
  for (const gap of indicator.breuken) {
    const k = periods.findIndex((period) => period >= gap.periode);
    if (k > 0) {
      found.set(k, gap.tekst);
    }
  }
  return found;
}

/** Runs of points that a line may connect: all with a number, and no break between them. */
export function runsOf(course: Course, breaks: ReadonlyMap<number, string>): number[][] {
  const runs: number[][] = [];
  let run: number[] = [];
  course.points.forEach((point, k) => {
    if (run.length > 0 && (point.value === null || breaks.has(k))) {
      runs.push(run);
      run = [];
    }
    if (point.value !== null) {
      run.push(k);
    }
  });
  return run.length === 0 ? runs : [...runs, run];
}

/** Places for labels beside their points, at least `apart` from each other, as near to their wish as that allows. */
export function spreadLabels(wishes: readonly number[], apart: number, top: number, bottom: number): number[] {
  const order = wishes.map((_, k) => k).sort((a, b) => wishes[a]! - wishes[b]! || a - b);
  const places = [...wishes];
  order.forEach((k, at) => {
    const least = at === 0 ? top : places[order[at - 1]!]! + apart;
    places[k] = Math.max(places[k]!, least);
  });
  for (let at = order.length - 1; at >= 0; at -= 1) {
    const most = at === order.length - 1 ? bottom : places[order[at + 1]!]! - apart;
    places[order[at]!] = Math.min(places[order[at]!]!, most);
  }
  return places;
}

/** Round numbers from zero, or from below it, to the highest: about `wish` of them. */
export function ticksOf(low: number, high: number, wish: number): number[] {
  const size = (high - low) / Math.max(1, wish);
  if (!(size > 0)) {
    return [low];
  }
  const power = 10 ** Math.floor(Math.log10(size));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= size * 0.999) ?? size;
  const ticks: number[] = [];
  for (let k = Math.floor(low / step + 1e-9); k * step < high + step * 0.999; k += 1) {
    ticks.push(k * step);
  }
  return ticks;
}
