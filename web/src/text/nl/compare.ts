/* text/nl/compare.ts - the words of the page on which areas and indicators stand side by side.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { LevelId } from '../../data/types.ts';
import { levelMany, levelOne } from './level.ts';
import { formatCount } from './number.ts';

const list = new Intl.ListFormat('nl', { type: 'conjunction' });

export const compareText = {
  title: 'Vergelijken',
  lead: (level: LevelId, place: string) =>
    `Alle onderwerpen per ${levelOne[level]} in ${place}, elk over het laatste jaar. Een teken zegt of het verschil met de rest aantoonbaar is.`,
  alike: (name: string, n: number, level: LevelId) => `Dit zijn de ${n} ${levelMany[level]} van de regio die het meest lijken op ${name}, de eerste het meest.`,
  alikeBy: (names: string[]) => `Ze lijken op elkaar in wie er woont en hoe: ${list.format(names.map((name) => name.toLowerCase()))}. Niet in welbevinden of zorg: dat is wat u hier vergelijkt.`,
  notAlike: (name: string) => `Van ${name} of van andere gebieden is te weinig bekend om te zeggen welke erop lijken.`,
  middle: (n: number) => `Het midden van deze ${n}`,
  all: (level: LevelId) => `Toon alle ${levelMany[level]}`,
  theme: 'Thema',
  allThemes: 'Alle thema’s',
  region: (level: LevelId) => `Onderwerpen per ${levelOne[level]}`,
  help: 'Loop met de pijltjestoetsen door de tabel. Met Ctrl erbij gaat u naar de rand. Enter opent het profiel van het gebied, of sorteert op de kolom.',
  area: (level: LevelId) => levelOne[level][0]!.toUpperCase() + levelOne[level].slice(1),
  pick: (name: string) => `${name}: naast andere zetten`,
  pickShort: 'Naast elkaar',
  chance: (tested: number, flagged: number, byChance: number | null, region: string) =>
    `In heel ${region} zijn ${formatCount(tested)} vergelijkingen gemaakt. Daarvan ${flagged === 1 ? 'is er 1' : `zijn er ${formatCount(flagged)}`} hoger of lager.` +
    (byChance === null ? '' : ` Ongeveer ${formatCount(Math.round(byChance))} daarvan ${Math.round(byChance) === 1 ? 'is' : 'zijn'} te verwachten door toeval alleen.`),
  noTest: 'Voor deze onderwerpen zijn geen verschillen getoetst.',
  chosen: 'Naast elkaar',
  chosenTable: 'Gekozen gebieden naast elkaar',
  chosenHint: 'Zet een vinkje bij twee tot zes gebieden om ze naast elkaar te zien.',
  chosenOne: (name: string) => `${name} is gekozen. Kies er nog een gebied bij.`,
  remove: (name: string) => `${name} weghalen`,
  clear: 'Alles weghalen',
  indicator: 'Onderwerp',
  pickGemeente: (level: LevelId, count: number) =>
    `Er zijn ${formatCount(count)} ${levelMany[level]}. Kies eerst een gemeente.`,
  nothing: (level: LevelId) => `In deze uitgave zijn er geen cijfers per ${levelOne[level]}.`,
  legend: 'Wat de tekens betekenen',
  legendTint: 'Een lichte kleur achter het cijfer zegt hetzelfde als het teken. Hoger of lager is niet hetzelfde als beter of slechter.',
  noRank: 'U kunt op elke kolom sorteren. Er staan geen rangnummers bij: veel gebieden verschillen minder van elkaar dan de marge.',
};
