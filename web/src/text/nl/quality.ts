/* text/nl/quality.ts - the words on the quality of sources, and on definitions.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { LevelId, Status } from '../../data/types.ts';
import { text } from './common.ts';
import { levelMany } from './level.ts';
import { formatCount } from './number.ts';

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : part === whole ? '100%' : `${Math.min(99, Math.max(part === 0 ? 0 : 1, Math.round((100 * part) / whole)))}%`;

export const qualityText = {
  title: 'Kwaliteit per bron',
  lead: 'Hoe recent zijn de cijfers, hoe volledig, en hoe vaak hoort er een marge bij? Per onderwerp telt het laatste jaar, op het fijnste niveau dat de bron heeft.',
  source: 'Bron',
  recent: 'Laatste jaar',
  complete: 'Volledig',
  certain: 'Met marge',
  why: 'Waarom een cijfer ontbreekt',
  none: 'niet per gemeente of wijk',
  share: (shown: number, cells: number, level: LevelId) => `${percent(shown, cells)} van de cijfers van ${levelMany[level]}`,
  margins: (n: number, shown: number) => percent(n, shown),
  reasons: (empties: { status: Status; count: number }[]) =>
    empties.length === 0
      ? 'er ontbreekt niets'
      : empties.map(({ status, count }) => `${text.status[status]} (${formatCount(count)})`).join(', '),
  note: 'Een cijfer zonder marge kan even goed zijn als een met marge: niet elke bron geeft er een.',
  definitionsLead: 'Wat elk cijfer telt, voor wie, uit welke bron, en waar het niet voor is.',
  filter: 'Zoek in de definities',
  found: (n: number) => `${formatCount(n)} ${n === 1 ? 'onderwerp' : 'onderwerpen'}`,
  open: 'Bekijk de cijfers',
  changed: 'Een andere versie van een definitie staat bij ‘Wat is nieuw’.',
};
