/* data/mapChoice.ts - what the address of the map page asks for, with what stands in for what it leaves out.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { colours, type Colour } from '../map/scheme.ts';
import type { Parameters } from '../router.svelte.ts';
import { besideOf, breakdownOf, periodOf, type Beside, type Side } from './beside.ts';
import { byTheme, seriesAt, type House } from './house.ts';
import type { Area, Indicator, LevelId } from './types.ts';

export interface MapChoice {
  /** Undefined where the address names one that the release does not have. */
  indicator: Indicator | undefined;
  level: LevelId | undefined;
  gemeente: Area | undefined;
  /** Null where the indicator has no figures at this level. */
  main: Side | null;
  beside: Beside;
  /** Two indicators in one map. */
  isTogether: boolean;
  colour: Colour;
  /** A tile of the same size for every area instead of its borders. */
  isTiles: boolean;
}

/** The level asked for; else wijken where they have figures, else the first level that has. */
function levelOf(house: House, indicator: Indicator | undefined, wished: string | undefined): LevelId | undefined {
  const levels = house.release.niveaus;
  const found = levels.find((candidate) => candidate.id === wished);
  if (found !== undefined || indicator === undefined) {
    return found?.id;
  }
  const filled = levels.filter((candidate) => seriesAt(indicator, candidate.id) !== undefined);
  return (filled.find((candidate) => candidate.id === 'wijk') ?? filled[0] ?? levels[0])?.id;
}

function mainOf(indicator: Indicator | undefined, level: LevelId | undefined, parameters: Parameters): Side | null {
  const series = indicator === undefined || level === undefined ? undefined : seriesAt(indicator, level);
  const period = periodOf(series, parameters.periode);
  const breakdown = indicator === undefined ? undefined : breakdownOf(indicator, parameters.uitsplitsing);
  return indicator === undefined || series === undefined || period === undefined || breakdown === undefined
    ? null
    : { indicator, series, period, breakdown };
}

export function mapChoice(house: House, parameters: Parameters): MapChoice {
  const wished = parameters.indicator;
  const indicator =
    wished === undefined
      ? byTheme(house)[0]?.indicators[0]
      : house.indicators.find((candidate) => candidate.id === wished);
  const level = levelOf(house, indicator, parameters.niveau);
  const main = mainOf(indicator, level, parameters);
  const beside: Beside =
    main === null || level === undefined ? { side: null, fault: null } : besideOf(house, main, level, parameters.naast);
  return {
    indicator,
    level,
    gemeente: level === 'gemeente' ? undefined : house.areaOf.get(parameters.gemeente ?? ''),
    main,
    beside,
    isTogether: parameters.samen === 'ja' && beside.side !== null && beside.side.indicator !== indicator,
    colour: colours.find((candidate) => candidate === parameters.kleur) ?? 'waarde',
    isTiles: parameters.vorm === 'tegels',
  };
}
