/* data/stray.ts - what an address names that does not exist, with what does: a link of long ago, or a slip of the hand.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { seriesAt, type House } from './house.ts';
import type { LevelId } from './types.ts';

export interface Stray {
  parameter: string;
  value: string;
  /** What there is instead; empty where that is too much to list. */
  exists: string[];
}

/** A gemeente has some ten wijken, a region some hundred: who lists them all helps nobody. */
const mostListed = 20;

type Chosen = Readonly<Partial<Record<string, string>>>;

/** indicator: of the page, or of the address.  Periods and groups are those of an indicator. */
export function straysOf(house: House, chosen: Chosen, indicatorId: string | undefined): Stray[] {
  const indicator = house.indicators.find((candidate) => candidate.id === indicatorId);
  const strays: Stray[] = [];
  const check = (parameter: string, exists: readonly string[]): void => {
    const value = chosen[parameter];
    if (value !== undefined && !exists.includes(value)) {
      strays.push({ parameter, value, exists: exists.length > mostListed ? [] : [...exists] });
    }
  };
  check('niveau', house.release.niveaus.map((level) => level.id));
  check('thema', house.themes.map((theme) => theme.id));
  if (indicator !== undefined) {
    const level = chosen.niveau as LevelId | undefined;
    const series = level === undefined ? undefined : seriesAt(indicator, level);
    const all = [...new Set(indicator.reeksen.flatMap((one) => one.perioden))].sort();
    check('periode', series?.perioden ?? all);
    check('uitsplitsing', indicator.uitsplitsingen.map((breakdown) => breakdown.id));
  }
  for (const parameter of ['gemeente', 'gebied', 'gebieden', 'lijkt']) {
    const codes = (chosen[parameter] ?? '').split(',').filter((code) => code !== '');
    for (const value of codes.filter((code) => !house.areaOf.has(code))) {
      strays.push({ parameter, value, exists: [] });
    }
  }
  return strays;
}
