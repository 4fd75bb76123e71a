/* data/house.ts - what every page needs: the release, the catalogue and the areas, with look-ups.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { api } from './api.ts';
import type { Area, Indicator, LevelId, Release, Series, Theme } from './types.ts';

export interface House {
  release: Release;
  themes: Theme[];
  indicators: Indicator[];
  areas: Area[];
  areaOf: Map<string, Area>;
}

export async function openHouse(): Promise<House> {
  const [release, catalogue, areas] = await Promise.all([api.release(), api.catalogue(), api.areas()]);
  return {
    release,
    themes: catalogue.themas,
    // An indicator of the catalogue for which this release holds no number cannot be chosen.
    indicators: catalogue.indicatoren.filter((indicator) => indicator.reeksen.length > 0),
    areas: areas.gebieden,
    areaOf: new Map(areas.gebieden.map((area) => [area.code, area])),
  };
}

export function seriesAt(indicator: Indicator, level: LevelId): Series | undefined {
  return indicator.reeksen.find((series) => series.niveau === level && series.perioden.length > 0);
}

/** The gemeente an area lies in; the area itself when it is one, nothing above gemeente. */
export function gemeenteOf(house: House, code: string): Area | undefined {
  let area = house.areaOf.get(code);
  while (area !== undefined && area.niveau !== 'gemeente') {
    area = area.ouder === null ? undefined : house.areaOf.get(area.ouder);
  }
  return area;
}

export function childrenOf(house: House, code: string): Area[] {
  return house.areas
    .filter((area) => area.ouder === code)
    .sort((a, b) => a.naam.localeCompare(b.naam, 'nl', { numeric: true }));
}

/** Indicators in the order of the themes; a theme without indicators is left out. */
export function byTheme(house: House): { theme: Theme; indicators: Indicator[] }[] {
  const known = new Set(house.themes.map((theme) => theme.id));
  const groups = house.themes.map((theme) => ({
    theme,
    indicators: house.indicators.filter((indicator) => indicator.thema === theme.id),
  }));
  const loose = house.indicators.filter((indicator) => !known.has(indicator.thema));
  for (const id of new Set(loose.map((indicator) => indicator.thema))) {
    groups.push({ theme: { id, naam: id }, indicators: loose.filter((i) => i.thema === id) });
  }
  return groups.filter((group) => group.indicators.length > 0);
}
