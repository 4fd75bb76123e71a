/* text/nl/course.ts - the words beside the course of an indicator.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { LevelId } from '../../data/types.ts';
import { levelOne } from './level.ts';

const list = new Intl.ListFormat('nl', { type: 'conjunction' });

export const courseText = {
  title: 'Verloop door de jaren',
  add: (level: LevelId) => `Voeg een ${levelOne[level]} toe`,
  pick: 'Kies een gebied',
  addButton: 'Toevoegen',
  most: (n: number) => `U kunt ${n} gebieden naast de regio zetten.`,
  chosen: 'Toegevoegde gebieden',
  remove: (name: string) => `Haal ${name} weg`,
  noTrend:
    'Dit cijfer is niet bedoeld om door de tijd te volgen. Daarom staan er alleen punten, zonder lijn ertussen. Een verschil tussen twee jaren kan komen van hoe er is gemeten.',
  nothing: 'Er is in geen enkel jaar een cijfer voor deze gebieden.',
  alt: (indicator: string, names: string[], periods: string[]) =>
    `Lijnen van ‘${indicator}’ voor ${list.format(names)}, van ${periods[0] ?? ''} tot en met ${periods.at(-1) ?? ''}, met marges. De tabel hieronder heeft dezelfde cijfers.`,
  break: (period: string, words: string) => `Voor ${period}: ${words}`,
  breaks: 'De reeks is gebroken waar een stippellijn staat. Cijfers van voor en na die lijn zijn niet te vergelijken.',
  caption: (indicator: string, unit: string, hasInterval: boolean) =>
    `${indicator} per jaar, ${unit}${hasInterval ? ', met de marge eronder' : ''}`,
  area: 'Gebied',
};
