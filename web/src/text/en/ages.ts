/* text/en/ages.ts - the words beside the ages of the people in an area.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { ageText as dutch } from '../nl/ages.ts';
import { levelMany, levelOne } from './level.ts';
import { formatNumber } from './number.ts';

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const age: typeof dutch.age = ({ from, to }) => (to === null ? `${from} and over` : `${from} to ${to}`);
const percent = (share: number): string => formatNumber(share, 1);

export const ageText: typeof dutch = {
  title: 'Ages',
  age,
  ageShort: ({ from, to }) => (to === null ? `${from}+` : `${from}–${to}`),
  more: (name, other, { ages, own, other: there }) =>
    `${name} has relatively more people aged ${age(ages)} than ${other}: ${percent(own)} against ${percent(there)} per cent.`,
  less: (name, other, { ages, own, other: there }) =>
    `${name} has relatively fewer people aged ${age(ages)} than ${other}: ${percent(own)} against ${percent(there)} per cent.`,
  alike: (name, other) => `The ages in ${name} are about those in ${other}. No age group differs by more than 1 in 100 residents.`,
  rounded: (name, other) => `So few people live in ${name} that a difference from ${other} may come from the rounding of the counts.`,
  unknown: (name) => `Too little is known of ${name} to say which ages are more or less common there.`,
  alone: (name, old, young) =>
    `In ${name} ${percent(old)} per cent of the residents are 65 or over. ${percent(young)} per cent are under 15.`,
  widest: (ages, low, high) =>
    `The share of people aged ${age(ages)} differs most: from ${percent(low.share)} per cent in ${low.name} to ${percent(high.share)} per cent in ${high.name}.`,
  alikeMany: 'The ages in these areas are alike, or too little is known to name a difference.',
  rest: (name) => `the rest of ${name}`,
  group: (n, level) => `the ${n} ${levelMany[level]} that are like it`,
  counted: (unit) => `These are counts of everybody (${unit}), not a sample. So there is no margin.`,
  rounding: 'The source rounds counts to fives. So the ages do not add up exactly to everybody together.',
  noSexes: (level) => `Per ${levelOne[level]} it is not known how many men and women of each age there are. So they stand together.`,
  noOutline: 'There is no larger area to compare with.',
  choose: 'Tick one or more areas above to see their ages.',
  nothing: (level) => `This release has no ages per ${levelOne[level]}.`,
  caption: (names, period) => `Ages in ${list.format(names)}, ${period}`,
  captionShares: 'share of everybody, per cent',
  ageHead: 'Age',
  count: 'Number',
  share: 'Per cent',
  everyone: 'Everybody',
  sexes: { man: 'Men', vrouw: 'Women' },
  all: 'Everybody together, number',
  axis: 'per cent of everybody',
  legend: 'What the chart shows',
  bars: (names) => `Bar: ${list.format(names)}`,
  line: (name) => `Line: ${name}`,
  hatch: (why) => `No figure: ${why}`,
  alt: (name, other, hasSexes) =>
    `Ages of ${name}${hasSexes ? ', men left and women right' : ''}, the oldest on top${other === null ? '' : `. The line is ${other}`}. The table above has the same figures.`,
  definition: (indicator) => `Who was counted: ${indicator}`,
  file: 'These counts as a file:',
};
