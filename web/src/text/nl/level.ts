/* text/nl/level.ts - the words for the levels, from country to buurt.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { LevelId } from '../../data/types.ts';

export const levelOne: Record<LevelId, string> = {
  land: 'land',
  regio: 'regio',
  gemeente: 'gemeente',
  wijk: 'wijk',
  buurt: 'buurt',
};

export const levelMany: Record<LevelId, string> = {
  land: 'landen',
  regio: "regio's",
  gemeente: 'gemeenten',
  wijk: 'wijken',
  buurt: 'buurten',
};
