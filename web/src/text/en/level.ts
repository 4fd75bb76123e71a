/* text/en/level.ts - the words for the levels, from country to buurt.  Gemeente, wijk and buurt stay as they are: no
 * English word means the same; frame.places explains them.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { levelMany as dutchMany, levelOne as dutchOne } from '../nl/level.ts';

export const levelOne: typeof dutchOne = {
  land: 'country',
  regio: 'region',
  gemeente: 'gemeente',
  wijk: 'wijk',
  buurt: 'buurt',
};

export const levelMany: typeof dutchMany = {
  land: 'countries',
  regio: 'regions',
  gemeente: 'gemeenten',
  wijk: 'wijken',
  buurt: 'buurten',
};
