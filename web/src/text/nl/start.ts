/* text/nl/start.ts - the words of the first page, and of what is new.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { GapNumbers, GapOrder } from '../../data/gapTypes.ts';
import type { Indicator, LevelId, SignalLabel } from '../../data/types.ts';
import { levelMany } from './level.ts';
import { formatChance, formatCount, formatNumber } from './number.ts';

const list = new Intl.ListFormat('nl', { type: 'conjunction' });
const topics = (n: number): string => `${formatCount(n)} ${n === 1 ? 'onderwerp' : 'onderwerpen'}`;

export interface GapWords {
  indicator: string;
  region: string;
  isHigher: boolean;
  /** What the two ends are: "in wijken met het laagste inkomen", "bij 18 tot 65 jaar". */
  first: string;
  last: string;
  isLarger: boolean;
  since: string;
}

/** "-0,5 procentpunt (-0,9 tot -0,1)": a difference in points of per cent, or in the unit itself, with its interval. */
function gapRange({ absoluut, absoluutOnder, absoluutBoven }: GapNumbers, { decimalen, eenheid }: Indicator): string {
  const [value, lower, upper] = [absoluut, absoluutOnder, absoluutBoven].map((one) => formatNumber(one ?? 0, decimalen + 1));
  return `${value} ${eenheid === '%' ? 'procentpunt' : eenheid} (${lower} tot ${upper})`;
}

export const startText = {
  title: (region: string) => `Hoe staat ${region} ervoor?`,
  tab: 'Start',
  lead: 'Dit valt op in de cijfers. Elke zin zegt hoe zeker het is. Een signaal is een reden om samen verder te kijken, geen oordeel.',
  signals: 'Signalen',
  mismatch: (place: string, gemeente: string, label: SignalLabel, chance: number | null) =>
    `In ${gemeente === '' || gemeente === place ? place : `${place} (${gemeente})`} is er een ${label === 'sterk' ? 'sterke' : 'mogelijke'} aanwijzing dat veel mensen klachten hebben en minder zorg gebruiken dan verwacht.` +
    (chance === null ? '' : ` De kans dat dit zo is, is ${formatChance(chance)}.`),
  trend: (indicator: string, region: string, isRising: boolean, from: string, to: string) =>
    `In ${region} ${isRising ? 'stijgt' : 'daalt'} het cijfer voor ‘${indicator}’: van ${from} tot en met ${to}.`,
  /** The two ends between which a difference lies. */
  gapEnds: (order: GapOrder, level: LevelId): [string, string] => [
    `in ${levelMany[level]} met ${order.minst}`,
    `in ${levelMany[level]} met ${order.meest}`,
  ],
  gapGroup: (name: string) => `bij ${name}`,
  gap: ({ indicator, region, isHigher, first, last, isLarger, since }: GapWords) =>
    `In ${region} is ‘${indicator}’ ${isHigher ? 'hoger' : 'lager'} ${first} dan ${last}. Het verschil werd ${isLarger ? 'groter' : 'kleiner'} sinds ${since}.`,
  gapNow: (numbers: GapNumbers & { periode: string }, of: Indicator) => `verschil in ${numbers.periode}: ${gapRange(numbers, of)}`,
  gapMoved: (numbers: GapNumbers, of: Indicator) => `verandering: ${(numbers.absoluut ?? 0) > 0 ? '+' : ''}${gapRange(numbers, of)}`,
  none: 'Geen enkel signaal haalt de drempel. Ook dat is een uitkomst.',
  allSignals: 'Alles over vraag en gebruik',
  more: 'Verder kijken',
  ways: {
    map: 'Eén onderwerp voor alle gebieden',
    compare: 'Alle onderwerpen naast elkaar, per wijk of gemeente',
    gaps: 'Hoe groot verschillen naar inkomen en leeftijd zijn, en of ze kleiner worden',
    signals: 'Waar klachten en zorg niet bij elkaar passen',
    reading: 'Wat hoger, lager en een marge betekenen',
  },
  mapLink: (region: string) => `Kaart van ${region}`,
  news: 'Nieuw in deze uitgave',
  first: 'Dit is de eerste uitgave. Alle cijfers zijn nieuw.',
  nothingNew: 'Er zijn geen cijfers veranderd sinds de vorige uitgave.',
  since: (date: string) => `Vergeleken met de uitgave van ${date}.`,
  added: (names: string[], n: number) =>
    n > names.length ? `${topics(n)} ${n === 1 ? 'is' : 'zijn'} nieuw.` : `Nieuw: ${list.format(names)}.`,
  extended: (names: string[], n: number) =>
    n > names.length ? `${topics(n)} ${n === 1 ? 'heeft' : 'hebben'} een nieuw jaar.` : `Met een nieuw jaar: ${list.format(names)}.`,
  corrected: (count: number, n: number) =>
    `${formatCount(count)} ${count === 1 ? 'cijfer is' : 'cijfers zijn'} anders dan in de vorige uitgave, bij ${topics(n)}.`,
  redefined: (names: string[]) => `Met een andere definitie: ${list.format(names)}.`,
  allNews: 'Alles wat nieuw is',
  health: 'Hoe vers zijn de cijfers?',
  source: 'Bron',
  indicators: 'Onderwerpen',
  newest: 'Laatste jaar',
  freshness: { current: 'actueel', older: 'ouder dan twee jaar', none: 'geen cijfers' },
  newsLead: 'Per uitgave staat hier wat erbij kwam, wat veranderde en wat verdween, vergeleken met de uitgave ervoor.',
  release: (date: string) => `Uitgave van ${date}`,
  kind: { added: 'Nieuwe onderwerpen', extended: 'Nieuwe jaren', corrected: 'Gewijzigde cijfers', redefined: 'Andere definities' },
  correctedLine: (name: string, count: number, periods: string[]) =>
    `${name}: ${formatCount(count)} ${count === 1 ? 'cijfer' : 'cijfers'} over ${list.format(periods)}`,
  extendedLine: (name: string, periods: string[]) => `${name}: ${list.format(periods)}`,
};
