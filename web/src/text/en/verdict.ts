/* text/en/verdict.ts - what is said of a difference, of a course over the years, and of a value to be careful with.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Direction, Indicator, Test, VerdictLabel } from '../../data/types.ts';
import type { verdictText as dutch } from '../nl/verdict.ts';
import { levelMany, levelOne } from './level.ts';
import { formatCount, formatNumber, formatShort } from './number.ts';

const words: Record<VerdictLabel, string> = {
  hoger: 'higher',
  lager: 'lower',
  geen_verschil: 'no demonstrable difference',
  geen: 'no verdict',
};

/** What stands after the words of a verdict: with what was compared. */
function compared(label: VerdictLabel, against: string): string {
  switch (label) {
    case 'hoger':
    case 'lager':
      return `than the rest of ${against}`;
    case 'geen_verschil':
      return `from the rest of ${against}`;
    case 'geen':
      return '';
  }
}

const flag: Record<string, string> = {
  small_n: 'small sample',
  high_rse: 'wide margin',
  zero: 'nobody',
  all: 'everyone',
  rounded: 'rounded',
  summed: 'added up',
  averaged: 'averaged',
  predicted: 'predicted only',
  borrowed: 'leans on other wijken',
};

const flagMeaning: Record<string, string> = {
  small_n: 'The sample here is worth fewer than 30 answers. The figure may be high or low by chance.',
  high_rse: 'The uncertainty is large: the standard error is more than 30% of the figure.',
  zero: 'It is about nobody. The margin shows which other figure fits too.',
  all: 'It is about everyone. The margin shows which other figure fits too.',
  rounded: 'The source rounds. With so small a number that counts in the margin.',
  summed: 'This figure was added up from smaller areas.',
  averaged: 'This figure is a weighted average of smaller areas.',
  predicted: 'Nobody filled in the survey here. The figure comes only from characteristics of the wijk and of the wijken around it.',
  borrowed: 'Few people filled in the survey here. The model leans on other wijken as well.',
};

function diffUnit(indicator: Indicator): string {
  return indicator.eenheid === '%' ? ' percentage points' : indicator.eenheid === 'number' ? '' : ` ${indicator.eenheid}`;
}

/** A difference has its sign, also when it is above zero. */
function signed(value: number, decimals: number): string {
  return `${value > 0 ? '+' : ''}${formatNumber(value, decimals)}`;
}

const direction: Record<Direction, string> = {
  stijgt: 'rising',
  daalt: 'falling',
  geen_verandering: 'no demonstrable change',
  geen: 'no trend',
};

const against: Record<Test['tegen'], string> = { gemeente: 'the rest of their gemeente', regio: 'the rest of the region' };

const rule: Record<string, string> = {
  posterior: 'Of the areas that we call higher or lower, at most 5% is expected to be chance.',
  bh: 'The list was made by the rule of Benjamini and Hochberg: at most 5% is expected to be chance.',
  funnel: 'An area stands out when it falls outside the 99.8% limits of the funnel.',
  plain: 'An area stands out when zero is outside the 95% interval of the difference.',
};

/** "no verdict: the source gives ..." without the words that already stand beside it. */
function why(reason: string): string {
  return reason.replace(/^(no verdict|no trend|left out): /, '');
}

export const verdictText: typeof dutch = {
  words,
  compared,
  full: (label, place) => `${words[label]} ${compared(label, place)}`.trim(),
  why,
  polarity: (label, indicator) => {
    const isSaid = indicator.richtingEigenaar !== null && indicator.richting !== 'neutraal';
    if (!isSaid || (label !== 'hoger' && label !== 'lager')) {
      return '';
    }
    return `${label === indicator.richting ? 'favourable' : 'unfavourable'} according to ${indicator.richtingEigenaar}`;
  },
  flag: (code) => flag[code] ?? code,
  flagMeaning: (code) => flagMeaning[code] ?? '',
  difference: (verdict, indicator) => {
    if (verdict.verschil === null || verdict.verschilOnder === null || verdict.verschilBoven === null) {
      return '';
    }
    const [middle, lower, upper] = [verdict.verschil, verdict.verschilOnder, verdict.verschilBoven].map((value) =>
      signed(value, indicator.decimalen),
    );
    return `difference ${middle}${diffUnit(indicator)} (${lower} to ${upper})`;
  },
  direction,
  perYear: (trend, indicator) => {
    if (trend.perJaar === null || trend.perJaarOnder === null || trend.perJaarBoven === null) {
      return '';
    }
    const decimals = indicator.decimalen + 1;
    return `${signed(trend.perJaar, decimals)}${diffUnit(indicator)} a year (${signed(trend.perJaarOnder, decimals)} to ${signed(trend.perJaarBoven, decimals)})`;
  },
  rule: (code) => rule[code] ?? '',
  tested: (test, level) => {
    const n = test.getoetst;
    const many = `${formatCount(n)} ${n === 1 ? levelOne[level] : levelMany[level]}`;
    const start = `${many} ${n === 1 ? 'was' : 'were'} compared with ${against[test.tegen]}: ${formatCount(test.aangewezen)} ${test.aangewezen === 1 ? 'differs' : 'differ'} demonstrably.`;
    if (test.aangewezen === 0 || test.verwachtDoorToeval === null) {
      return start;
    }
    return `${start} Of these, ${formatShort(test.verwachtDoorToeval)} is expected to be chance.`;
  },
  column: 'Difference',
  columnFull: 'Compared with the rest',
  noTest: 'This release has no verdicts.',
  nothingTested: (reason) => `We give no verdict on this topic: ${why(reason)}.`,
  wholeRegion: 'This holds for the whole region, also when you choose one gemeente.',
  read: 'How we read differences',
  colour: 'Colour',
  legend: 'Compared with the rest',
  legendNone: 'a figure, but no verdict',
  mapEdition: (edition) => `Boundaries of ${edition}.`,
  meanings: 'Words in this table',
  barAlt: (value, lower, upper, rest, place) =>
    `${value}, 95% interval ${lower} to ${upper}; the rest of ${place}: ${rest}.`,
  fromTo: (from, to) => `${from}–${to}`,
};
