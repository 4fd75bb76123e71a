/* text/en/gaps.ts - the texts of the page on differences between areas and between groups, in English.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { GapMovement, GapNumbers } from '../../data/gapTypes.ts';
import type { GapEnds, gapsText as dutch } from '../nl/gaps.ts';
import { levelMany, levelOne } from './level.ts';
import { formatCount, formatNumber, formatShort } from './number.ts';

const movement: Record<GapMovement, string> = {
  geen_verandering: 'no demonstrable change',
  groter: 'has become wider',
  kleiner: 'has become smaller',
  omgedraaid: 'has turned round',
};

const fifth = ['first', 'second', 'third', 'fourth', 'fifth'];

function points(value: number, decimals: number, unit: string): string {
  return `${formatNumber(value, decimals)} ${unit === '%' ? 'percentage points' : unit}`;
}

function amount(value: number, decimals: number, unit: string): string {
  return `${formatNumber(value, decimals)}${unit === '%' ? '%' : ` ${unit}`}`;
}

function times(value: number): string {
  return `${formatNumber(value, 2)} times`;
}

function sentence({ outcome, first, last, firstValue, lastValue }: GapEnds): string {
  if (outcome === 'more' || outcome === 'less') {
    return `${outcome === 'more' ? 'Higher' : 'Lower'} ${first}: ${firstValue} against ${lastValue} ${last}.`;
  }
  const both = `${firstValue} ${first}, ${lastValue} ${last}.`;
  return outcome === 'alike' ? `No demonstrable difference: ${both}` : `Without a margin, so without a verdict: ${both}`;
}

export const gapsText: typeof dutch = {
  title: 'Differences',
  titleOf: (name) => `Differences: ${name}`,
  lead: (region) =>
    `How far do groups in ${region} lie apart? For each topic: how large the difference is, how sure that is, and whether it becomes smaller or wider.`,
  none: 'No differences were worked out in this release.',
  back: 'All topics',
  page: 'All about this topic',

  cautionTitle: 'How not to read this',
  caution: [
    'Differences between wijken are no differences between people. In a wijk with a low income there live people with a high income too.',
    'A difference does not say what causes it. Who live there, how old they are and who looks for help all play a part.',
    'More care is neither good nor bad. A difference in care may go with a difference in complaints.',
    'An absolute difference can become smaller while the relative one becomes wider. So look at both.',
  ],
  modelled:
    'These figures come from a model. It looks at characteristics of wijken too, such as income. Part of the difference may come from the model.',

  orderTitle: (order, level) => `Between ${levelMany[level]}, by ${order}`,
  orderLead: (order, level) =>
    `The ${levelMany[level]} stand in order of ${order.naam}. A line is drawn through all of them; large ones weigh more. The difference is that between the two ends of the line: ${order.minst} against ${order.meest}.`,
  noOrder: (level) => `There are no figures to put the ${levelMany[level]} in order.`,
  ageTitle: 'Between ages',
  ageLead: (region) => `The youngest and the oldest group in ${region}, from the published figures of each.`,
  sexTitle: 'Between women and men',
  sexLead: (region) => `Women and men in ${region}, from the published figures of each.`,
  areasTitle: (level) => `Between ${levelMany[level]}, without an order`,
  areasLead: (level) =>
    `How far the ${levelMany[level]} lie apart, whatever the cause. By chance alone this is above zero too, so it is no verdict.`,
  showBy: 'By',

  ends: (order, level) => [
    `in ${levelMany[level]} with ${order.minst}`,
    `in ${levelMany[level]} with ${order.meest}`,
  ],
  group: (name) => `in the group ${name}`,
  sentence,
  points,
  amount,
  times,
  range: (numbers: GapNumbers, decimals) =>
    numbers.absoluutOnder === null || numbers.absoluutBoven === null
      ? null
      : `${formatNumber(numbers.absoluutOnder, decimals)} to ${formatNumber(numbers.absoluutBoven, decimals)}`,
  ratioRange: (numbers: GapNumbers) =>
    numbers.relatiefOnder === null || numbers.relatiefBoven === null
      ? null
      : `${formatNumber(numbers.relatiefOnder, 2)} to ${formatNumber(numbers.relatiefBoven, 2)}`,
  margin: (range) => `margin ${range}`,
  noMargin: 'no margin',
  noRatio: 'no ratio',

  topic: 'Topic',
  period: 'Year',
  difference: 'Difference',
  absolute: 'Absolute difference',
  relative: 'Ratio',
  changeColumn: 'Change',
  spreadColumn: 'Deviation from the mean',
  disparityColumn: 'Mean distance',
  disparity: (percent) => `${formatNumber(percent, 1)}% of the mean`,
  counted: 'Counted',
  countedAreas: (n, all, share, level) =>
    `${formatCount(n)} of ${formatCount(all)} ${levelMany[level]}${share === null ? '' : `, ${formatNumber(share, 0)}% of the residents`}`,
  fifth: (k) => `${fifth[k - 1] ?? String(k)} of five`,
  fifthKey: (order) => [order.minst, order.meest] as const,
  between: 'in between',
  lineAt: (end) => `Line at ${end}`,

  movement: (code) => movement[code],
  moved: (from, to) => `from ${from} to ${to}`,
  changeSentence: (code, from, to) =>
    code === 'geen_verandering'
      ? `From ${from} to ${to} the absolute difference has not demonstrably changed.`
      : `From ${from} to ${to} the absolute difference ${movement[code]}.`,
  changeNumbers: (absolute, relative, range) =>
    `Change of the absolute difference: ${absolute}.${relative === null ? '' : ` The ratio became ${relative} as large${range === null ? '' : ` (${range})`}.`}`,
  with: (value, range) => (range === null ? value : `${value} (${range})`),

  chance: (n) =>
    `Topics with a margin: ${formatCount(n)}. Even when there is no difference anywhere, chance is expected to flag ${formatShort(n * 0.05)} of them.`,
  untold: (n) => `Topics without an outcome (${n})`,
  why: (sentences) => sentences.charAt(0).toUpperCase() + sentences.slice(1) + '.',
  exists: (level, periods) => `per ${levelOne[level]}: ${periods.join(', ')}`,
  nothing: (name) => `For ${name} no difference was worked out. There are figures:`,

  lineTitle: 'The difference over the years',
  lineAlt: (points) => `The absolute difference per year, with its margin. ${points}. The numbers stand in the table.`,
  linePoint: (period, value, range) => `${period}: ${value}${range === null ? '' : ` (${range})`}`,
  lineUnit: (unit) => `${unit === '%' ? 'percentage points' : unit}, 0 is no difference`,
  dotsTitle: 'The groups over the years',
  dotsAlt: (points) => `The groups of each year on one line. ${points}. The numbers stand in the table.`,
  dotsTable: 'The groups in a table',
  breakAt: (period, why) => `Break in ${period}: ${why}`,
  noFollow: 'This figure may not be followed over time. The years stand apart from each other.',
  orderYear: (period) => `order of ${period}`,

  howTitle: 'How to read this',
  how: (rules) => [
    'The absolute difference is the one end minus the other, in the unit of the figure. It is called the SII too.',
    'The ratio is the one end divided by the other. At 1 there is no difference. It is called the RII too.',
    'The margin says where the difference lies with 95% certainty. When it holds zero (or 1 for the ratio) there is no demonstrable difference. It is made of how far areas lie from the line. Where neighbours are alike it is too narrow.',
    'The line goes on to its ends. So it can reach beyond the lowest and the highest fifth.',
    `There is an outcome when at least ${rules.gebieden} areas have a figure and at least ${formatNumber(rules.deel, 0)}% of the residents live there. The order is of at most ${rules.jaren} years before or after.`,
    'All of this is worked out of figures that everybody can see. A hidden figure counts nowhere.',
  ],
  downloads: 'Differences as files',
  downloadsLead: 'A row for each difference and year, with margins, and what became of the difference. In Dutch.',
  downloadsOne: 'This topic',
  downloadsAll: 'All topics',
  definition: 'What is this figure?',
  agePlace: 'Age and sex in',
};
