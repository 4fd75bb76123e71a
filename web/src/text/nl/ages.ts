/* text/nl/ages.ts - the words beside the ages of the people in an area.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { LevelId } from '../../data/types.ts';
import { levelMany, levelOne } from './level.ts';
import { formatNumber } from './number.ts';

interface Ages {
  from: number;
  to: number | null;
}

interface Contrast {
  ages: Ages;
  own: number;
  other: number;
}

const list = new Intl.ListFormat('nl', { type: 'conjunction' });
const age = ({ from, to }: Ages): string => (to === null ? `${from} jaar en ouder` : `${from} tot ${to + 1} jaar`);
const percent = (share: number): string => formatNumber(share, 1);

export const ageText = {
  title: 'Leeftijdsopbouw',
  age,
  /** On the axis of a chart. */
  ageShort: ({ from, to }: Ages): string => (to === null ? `${from}+` : `${from}–${to}`),
  more: (name: string, other: string, { ages, own, other: there }: Contrast) =>
    `In ${name} wonen naar verhouding meer mensen van ${age(ages)} dan in ${other}: ${percent(own)} tegen ${percent(there)} procent.`,
  less: (name: string, other: string, { ages, own, other: there }: Contrast) =>
    `In ${name} wonen naar verhouding minder mensen van ${age(ages)} dan in ${other}: ${percent(own)} tegen ${percent(there)} procent.`,
  alike: (name: string, other: string) =>
    `De leeftijden in ${name} zijn ongeveer zoals in ${other}. Geen leeftijdsgroep verschilt meer dan 1 op de 100 inwoners.`,
  rounded: (name: string, other: string) =>
    `In ${name} wonen zo weinig mensen dat een verschil met ${other} ook door het afronden van de aantallen kan komen.`,
  unknown: (name: string) => `Van ${name} is te weinig bekend om te zeggen welke leeftijden er meer of minder wonen.`,
  alone: (name: string, old: number, young: number) =>
    `In ${name} is ${percent(old)} procent van de inwoners 65 jaar of ouder. ${percent(young)} procent is jonger dan 15 jaar.`,
  widest: (ages: Ages, low: { name: string; share: number }, high: { name: string; share: number }) =>
    `Het aandeel mensen van ${age(ages)} verschilt het meest: van ${percent(low.share)} procent in ${low.name} tot ${percent(high.share)} procent in ${high.name}.`,
  alikeMany: 'De leeftijden in deze gebieden lijken op elkaar, of er is te weinig bekend om een verschil te noemen.',
  rest: (name: string) => `de rest van ${name}`,
  group: (n: number, level: LevelId) => `de ${n} ${levelMany[level]} die erop lijken`,
  counted: (unit: string) => `Dit zijn tellingen van iedereen (${unit}), geen steekproef. Daarom staat er geen marge bij.`,
  rounding: 'De bron rondt aantallen af op vijftallen. De leeftijden tellen daarom niet precies op tot iedereen samen.',
  noSexes: (level: LevelId) => `Per ${levelOne[level]} is niet bekend hoeveel mannen en vrouwen er van elke leeftijd wonen. Daarom staan ze samen.`,
  noOutline: 'Er is geen groter gebied om mee te vergelijken.',
  choose: 'Zet hierboven een vinkje bij een of meer gebieden om hun leeftijden te zien.',
  nothing: (level: LevelId) => `In deze uitgave zijn er geen leeftijden per ${levelOne[level]}.`,
  caption: (names: string[], period: string) => `Leeftijden in ${list.format(names)}, ${period}`,
  captionShares: 'aandeel van iedereen in procenten',
  ageHead: 'Leeftijd',
  count: 'Aantal',
  share: 'Procent',
  everyone: 'Iedereen',
  sexes: { man: 'Mannen', vrouw: 'Vrouwen' },
  all: 'Iedereen samen, aantal',
  axis: 'procent van iedereen',
  legend: 'Wat u in de grafiek ziet',
  bars: (names: string[]) => `Balk: ${list.format(names)}`,
  line: (name: string) => `Lijn: ${name}`,
  hatch: (why: string) => `Geen cijfer: ${why}`,
  alt: (name: string, other: string | null, hasSexes: boolean) =>
    `Leeftijdsopbouw van ${name}${hasSexes ? ', mannen links en vrouwen rechts' : ''}, de oudsten boven${other === null ? '' : `. De lijn is ${other}`}. De tabel hierboven heeft dezelfde cijfers.`,
  definition: (indicator: string) => `Wie er zijn geteld: ${indicator}`,
  file: 'Deze aantallen als bestand:',
};
