/* text/nl/gaps.ts - the texts of the page on differences between areas and between groups.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { GapMovement, GapNumbers, GapOrder, GapRules } from '../../data/gapTypes.ts';
import type { GapOutcome } from '../../data/gaps.ts';
import type { LevelId } from '../../data/types.ts';
import { levelMany, levelOne } from './level.ts';
import { formatCount, formatNumber, formatShort } from './number.ts';

const movement: Record<GapMovement, string> = {
  geen_verandering: 'geen aantoonbare verandering',
  groter: 'groter geworden',
  kleiner: 'kleiner geworden',
  omgedraaid: 'omgedraaid',
};

const fifth = ['eerste', 'tweede', 'derde', 'vierde', 'vijfde'];

/** A difference is in points of per cent, or in the unit itself. */
function points(value: number, decimals: number, unit: string): string {
  return `${formatNumber(value, decimals)} ${unit === '%' ? 'procentpunt' : unit}`;
}

function amount(value: number, decimals: number, unit: string): string {
  return `${formatNumber(value, decimals)}${unit === '%' ? '%' : ` ${unit}`}`;
}

/** "x 1,85": how many times as much. */
function times(value: number): string {
  return `${formatNumber(value, 2)} keer`;
}

export interface GapEnds {
  outcome: GapOutcome;
  /** What the two ends are: "in wijken met het laagste inkomen", "bij 18 tot 65 jaar". */
  first: string;
  last: string;
  firstValue: string;
  lastValue: string;
}

/** Size and direction in one sentence; neither end is called good or bad. */
function sentence({ outcome, first, last, firstValue, lastValue }: GapEnds): string {
  if (outcome === 'more' || outcome === 'less') {
    return `${outcome === 'more' ? 'Hoger' : 'Lager'} ${first}: ${firstValue} tegen ${lastValue} ${last}.`;
  }
  const both = `${firstValue} ${first}, ${lastValue} ${last}.`;
  return outcome === 'alike' ? `Geen aantoonbaar verschil: ${both}` : `Zonder marge, dus zonder oordeel: ${both}`;
}

export const gapsText = {
  title: 'Verschillen',
  titleOf: (name: string) => `Verschillen: ${name}`,
  lead: (region: string) =>
    `Hoe ver liggen groepen in ${region} uit elkaar? Hier staat per onderwerp hoe groot het verschil is, hoe zeker dat is, en of het kleiner of groter wordt.`,
  none: 'In deze uitgave zijn geen verschillen uitgerekend.',
  back: 'Alle onderwerpen',
  page: 'Alles over dit onderwerp',

  cautionTitle: 'Lees het niet zo',
  caution: [
    'Verschillen tussen wijken zijn geen verschillen tussen mensen. In een wijk met een laag inkomen wonen ook mensen met een hoog inkomen.',
    'Een verschil zegt niet waardoor het komt. Wie er wonen, hoe oud zij zijn en wie hulp zoekt, spelen allemaal mee.',
    'Meer zorg is niet goed of slecht. Een verschil in zorg kan passen bij een verschil in klachten.',
    'Een absoluut verschil kan kleiner worden terwijl het relatieve verschil groter wordt. Kijk daarom naar allebei.',
  ],
  modelled:
    'Deze cijfers komen uit een model. Het model kijkt ook naar kenmerken van wijken, zoals inkomen. Een deel van het verschil kan daardoor uit het model komen.',

  orderTitle: (order: string, level: LevelId) => `Tussen ${levelMany[level]}, naar ${order}`,
  orderLead: (order: GapOrder, level: LevelId) =>
    `De ${levelMany[level]} staan op volgorde van ${order.naam}. Door alle ${levelMany[level]} is een lijn getrokken; grote tellen zwaarder. Het verschil is dat tussen de twee uiteinden van de lijn: ${order.minst} tegenover ${order.meest}.`,
  noOrder: (level: LevelId) => `Er zijn geen cijfers om de ${levelMany[level]} op volgorde te zetten.`,
  ageTitle: 'Tussen leeftijden',
  ageLead: (region: string) => `De jongste en de oudste groep in ${region}, uit de gepubliceerde cijfers van elk.`,
  sexTitle: 'Tussen vrouwen en mannen',
  sexLead: (region: string) => `Vrouwen en mannen in ${region}, uit de gepubliceerde cijfers van elk.`,
  areasTitle: (level: LevelId) => `Tussen ${levelMany[level]}, zonder volgorde`,
  areasLead: (level: LevelId) =>
    `Hoe ver de ${levelMany[level]} uit elkaar liggen, waar het ook door komt. Ook door toeval alleen is dit meer dan nul, dus dit is geen oordeel.`,
  showBy: 'Per',

  ends: (order: GapOrder, level: LevelId): [string, string] => [
    `in ${levelMany[level]} met ${order.minst}`,
    `in ${levelMany[level]} met ${order.meest}`,
  ],
  group: (name: string) => `bij ${name}`,
  sentence,
  points,
  amount,
  times,
  range: (numbers: GapNumbers, decimals: number): string | null =>
    numbers.absoluutOnder === null || numbers.absoluutBoven === null
      ? null
      : `${formatNumber(numbers.absoluutOnder, decimals)} tot ${formatNumber(numbers.absoluutBoven, decimals)}`,
  ratioRange: (numbers: GapNumbers): string | null =>
    numbers.relatiefOnder === null || numbers.relatiefBoven === null
      ? null
      : `${formatNumber(numbers.relatiefOnder, 2)} tot ${formatNumber(numbers.relatiefBoven, 2)}`,
  margin: (range: string) => `marge ${range}`,
  noMargin: 'geen marge',
  noRatio: 'geen verhouding',

  topic: 'Onderwerp',
  period: 'Jaar',
  difference: 'Verschil',
  absolute: 'Absoluut verschil',
  relative: 'Verhouding',
  changeColumn: 'Verandering',
  spreadColumn: 'Afwijking van het gemiddelde',
  disparityColumn: 'Gemiddelde afstand',
  disparity: (percent: number) => `${formatNumber(percent, 1)}% van het gemiddelde`,
  counted: 'Meegeteld',
  countedAreas: (n: number, all: number, share: number | null, level: LevelId) =>
    `${formatCount(n)} van ${formatCount(all)} ${levelMany[level]}${share === null ? '' : `, ${formatNumber(share, 0)}% van de inwoners`}`,
  fifth: (k: number) => `${fifth[k - 1] ?? String(k)} vijfde`,
  fifthKey: (order: GapOrder) => [order.minst, order.meest] as const,
  between: 'daartussen',
  lineAt: (end: string) => `Lijn bij ${end}`,

  movement: (code: GapMovement) => movement[code],
  moved: (from: string, to: string) => `van ${from} tot ${to}`,
  changeSentence: (code: GapMovement, from: string, to: string) =>
    code === 'geen_verandering'
      ? `Van ${from} tot ${to} is het absolute verschil niet aantoonbaar veranderd.`
      : `Van ${from} tot ${to} is het absolute verschil ${movement[code]}.`,
  changeNumbers: (absolute: string, relative: string | null, range: string | null) =>
    `Verandering van het absolute verschil: ${absolute}.${relative === null ? '' : ` De verhouding werd ${relative} zo groot${range === null ? '' : ` (${range})`}.`}`,
  with: (value: string, range: string | null) => (range === null ? value : `${value} (${range})`),

  chance: (n: number) =>
    `Onderwerpen met een marge: ${formatCount(n)}. Ook als er nergens een verschil is, wijst toeval er naar verwachting ${formatShort(n * 0.05)} aan.`,
  untold: (n: number) => `Onderwerpen zonder uitkomst (${n})`,
  why: (sentences: string) => sentences.charAt(0).toUpperCase() + sentences.slice(1) + '.',
  exists: (level: LevelId, periods: string[]) => `per ${levelOne[level]}: ${periods.join(', ')}`,
  nothing: (name: string) => `Voor ${name} is geen verschil uitgerekend. Er zijn wel cijfers:`,

  lineTitle: 'Het verschil door de jaren',
  lineAlt: (points: string) => `Het absolute verschil per jaar, met marge. ${points}. De getallen staan in de tabel.`,
  linePoint: (period: string, value: string, range: string | null) => `${period}: ${value}${range === null ? '' : ` (${range})`}`,
  lineUnit: (unit: string) => `${unit === '%' ? 'procentpunt' : unit}, 0 is geen verschil`,
  dotsTitle: 'De groepen door de jaren',
  dotsAlt: (points: string) => `De groepen per jaar op één lijn. ${points}. De getallen staan in de tabel.`,
  dotsTable: 'De groepen in een tabel',
  breakAt: (period: string, why: string) => `Breuk in ${period}: ${why}`,
  noFollow: 'Dit cijfer mag niet dienen om te volgen in de tijd. De jaren staan los van elkaar.',
  orderYear: (period: string) => `volgorde van ${period}`,

  howTitle: 'Zo leest u dit',
  how: (rules: GapRules) => [
    'Het absolute verschil is het ene uiteinde min het andere, in de eenheid van het cijfer. Het heet ook de SII.',
    'De verhouding is het ene uiteinde gedeeld door het andere. Bij 1 is er geen verschil. Het heet ook de RII.',
    'De marge zegt waar het verschil met 95% zekerheid ligt. Ligt nul erin (of 1 bij de verhouding), dan is er geen aantoonbaar verschil. De marge is gemaakt van hoe ver gebieden van de lijn liggen. Liggen buren op elkaar, dan is zij te smal.',
    'De lijn loopt door tot de uiteinden. Daarom kan zij verder gaan dan het laagste en het hoogste vijfde deel.',
    `Er is een uitkomst als minstens ${rules.gebieden} gebieden een cijfer hebben en daar minstens ${formatNumber(rules.deel, 0)}% van de inwoners woont. De volgorde is van hooguit ${rules.jaren} jaar ervoor of erna.`,
    'Alles is gerekend uit cijfers die iedereen kan zien. Een verborgen cijfer telt nergens mee.',
  ],
  downloads: 'Verschillen als bestand',
  downloadsLead: 'Een rij per verschil en jaar, met marges, en wat er van het verschil werd. In het Nederlands.',
  downloadsOne: 'Dit onderwerp',
  downloadsAll: 'Alle onderwerpen',
  definition: 'Wat is dit cijfer?',
  agePlace: 'Leeftijd en geslacht in',
};
