/* text/nl/verdict.ts - what is said of a difference, of a course over the years, and of a value to be careful with.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Direction, Indicator, LevelId, Test, Trend, Verdict, VerdictLabel } from '../../data/types.ts';
import { levelMany, levelOne } from './level.ts';
import { formatCount, formatNumber, formatShort } from './number.ts';

const words: Record<VerdictLabel, string> = {
  hoger: 'hoger',
  lager: 'lager',
  geen_verschil: 'geen aantoonbaar verschil',
  geen: 'geen oordeel',
};

/** What stands after the words of a verdict: with what was compared. */
function compared(label: VerdictLabel, against: string): string {
  switch (label) {
    case 'hoger':
    case 'lager':
      return `dan de rest van ${against}`;
    case 'geen_verschil':
      return `met de rest van ${against}`;
    case 'geen':
      return '';
  }
}

function full(label: VerdictLabel, against: string): string {
  return `${words[label]} ${compared(label, against)}`.trim();
}

/** "geen oordeel: de bron geeft ..." without the words that already stand beside it. */
function why(reason: string): string {
  return reason.replace(/^(geen oordeel|geen trend|weggelaten): /, '');
}

/** Good or bad only where the owner of the indicator says so; else nothing. */
function polarity(label: VerdictLabel, indicator: Indicator): string {
  const isSaid = indicator.richtingEigenaar !== null && indicator.richting !== 'neutraal';
  if (!isSaid || (label !== 'hoger' && label !== 'lager')) {
    return '';
  }
  return `${label === indicator.richting ? 'gunstig' : 'ongunstig'} volgens ${indicator.richtingEigenaar}`;
}

const flag: Record<string, string> = {
  small_n: 'kleine steekproef',
  high_rse: 'grote marge',
  zero: 'niemand',
  all: 'iedereen',
  rounded: 'afgerond',
  summed: 'opgeteld',
  averaged: 'gemiddeld',
  predicted: 'alleen voorspeld',
  borrowed: 'leunt op andere wijken',
};

const flagMeaning: Record<string, string> = {
  small_n: 'De steekproef telt hier voor minder dan 30 antwoorden. Het cijfer kan toevallig hoog of laag zijn.',
  high_rse: 'De onzekerheid is groot: de standaardfout is meer dan 30% van het cijfer.',
  zero: 'Het gaat om niemand. De marge laat zien welk cijfer ook nog past.',
  all: 'Het gaat om iedereen. De marge laat zien welk cijfer ook nog past.',
  rounded: 'De bron rondt af. Bij zo’n klein aantal telt dat mee in de marge.',
  summed: 'Dit cijfer is opgeteld uit kleinere gebieden.',
  averaged: 'Dit cijfer is een gewogen gemiddelde van kleinere gebieden.',
  predicted: 'Hier vulde niemand de enquête in. Het cijfer komt alleen uit kenmerken van de wijk en van buurwijken.',
  borrowed: 'Hier vulden weinig mensen de enquête in. Het model leunt ook op andere wijken.',
};

function diffUnit(indicator: Indicator): string {
  return indicator.eenheid === '%' ? 'procentpunt' : indicator.eenheid;
}

/** A difference has its sign, also when it is above zero. */
function signed(value: number, decimals: number): string {
  return `${value > 0 ? '+' : ''}${formatNumber(value, decimals)}`;
}

/** "verschil +7,1 procentpunt (+0,4 tot +14,1)"; nothing when it was not computed. */
function difference(verdict: Verdict, indicator: Indicator): string {
  if (verdict.verschil === null || verdict.verschilOnder === null || verdict.verschilBoven === null) {
    return '';
  }
  const [middle, lower, upper] = [verdict.verschil, verdict.verschilOnder, verdict.verschilBoven].map((value) =>
    signed(value, indicator.decimalen),
  );
  return `verschil ${middle} ${diffUnit(indicator)} (${lower} tot ${upper})`;
}

const direction: Record<Direction, string> = {
  stijgt: 'stijgt',
  daalt: 'daalt',
  geen_verandering: 'geen aantoonbare verandering',
  geen: 'geen trend',
};

function perYear(trend: Trend, indicator: Indicator): string {
  if (trend.perJaar === null || trend.perJaarOnder === null || trend.perJaarBoven === null) {
    return '';
  }
  const decimals = indicator.decimalen + 1;
  return `${signed(trend.perJaar, decimals)} ${diffUnit(indicator)} per jaar (${signed(trend.perJaarOnder, decimals)} tot ${signed(trend.perJaarBoven, decimals)})`;
}

const against: Record<Test['tegen'], string> = { gemeente: 'de rest van hun gemeente', regio: 'de rest van de regio' };

const rule: Record<string, string> = {
  posterior: 'Van de gebieden die we hoger of lager noemen, is naar verwachting hoogstens 5% toeval.',
  bh: 'De lijst is gemaakt met de regel van Benjamini en Hochberg: hoogstens 5% is naar verwachting toeval.',
  funnel: 'Een gebied wijkt af als het buiten de grenzen van 99,8% van de trechter valt.',
  plain: 'Een gebied wijkt af als nul buiten het 95%-interval van het verschil ligt.',
};

/** "119 wijken zijn vergeleken met de rest van hun gemeente. 17 verschillen; door toeval alleen ..." */
function tested(test: Test, level: LevelId): string {
  const n = test.getoetst;
  const many = `${formatCount(n)} ${n === 1 ? levelOne[level] : levelMany[level]}`;
  const chance = test.verwachtDoorToeval;
  const start = `${many} ${n === 1 ? 'is' : 'zijn'} vergeleken met ${against[test.tegen]}: ${formatCount(test.aangewezen)} ${test.aangewezen === 1 ? 'verschilt' : 'verschillen'} aantoonbaar.`;
  if (test.aangewezen === 0 || chance === null) {
    return start;
  }
  return `${start} Naar verwachting is ${formatShort(chance)} daarvan toeval.`;
}

export const verdictText = {
  words,
  compared,
  full,
  why,
  polarity,
  flag: (code: string) => flag[code] ?? code,
  flagMeaning: (code: string) => flagMeaning[code] ?? '',
  difference,
  direction,
  perYear,
  rule: (code: string) => rule[code] ?? '',
  tested,
  column: 'Verschil',
  columnFull: 'Vergeleken met de rest',
  noTest: 'Deze uitgave heeft geen oordelen.',
  nothingTested: (reason: string) => `Bij dit onderwerp geven we geen oordeel: ${why(reason)}.`,
  wholeRegion: 'Dit geldt voor de hele regio, ook als u één gemeente kiest.',
  read: 'Zo lezen we verschillen',
  colour: 'Kleur',
  legend: 'Vergeleken met de rest',
  legendNone: 'wel een cijfer, geen oordeel',
  mapEdition: (edition: number) => `Grenzen van ${edition}.`,
  meanings: 'Woorden in deze tabel',
  barAlt: (value: string, lower: string, upper: string, rest: string, place: string) =>
    `${value}, 95%-interval ${lower} tot ${upper}; de rest van ${place}: ${rest}.`,
  fromTo: (from: string, to: string) => `${from}–${to}`,
};
