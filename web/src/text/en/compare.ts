/* text/en/compare.ts - the words of the page on which areas and indicators stand side by side.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { compareText as dutch } from '../nl/compare.ts';
import { levelMany, levelOne } from './level.ts';
import { formatCount } from './number.ts';

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

export const compareText: typeof dutch = {
  title: 'Compare',
  lead: (level, place) =>
    `All topics per ${levelOne[level]} in ${place}, each for the latest year. A sign says whether the difference from the rest is demonstrable.`,
  alike: (name, n, level) => `These are the ${n} ${levelMany[level]} of the region that are most like ${name}, the first the most.`,
  alikeBy: (names) => `They are alike in who lives there and how: ${list.format(names.map((name) => name.toLowerCase()))}. Not in wellbeing or care: that is what you compare here.`,
  notAlike: (name) => `Too little is known of ${name} or of other areas to say which are like it.`,
  middle: (n) => `The middle of these ${n}`,
  all: (level) => `Show all ${levelMany[level]}`,
  theme: 'Theme',
  allThemes: 'All themes',
  region: (level) => `Topics per ${levelOne[level]}`,
  help: 'Walk through the table with the arrow keys; with Ctrl you go to its edge. Enter opens the profile of the area, or sorts by the column.',
  area: (level) => levelOne[level][0]!.toUpperCase() + levelOne[level].slice(1),
  pick: (name) => `${name}: put beside others`,
  pickShort: 'Side by side',
  chance: (tested, flagged, byChance, region) =>
    `In the whole of ${region} ${formatCount(tested)} comparisons were made. Of these ${formatCount(flagged)} ${flagged === 1 ? 'is' : 'are'} higher or lower.` +
    (byChance === null ? '' : ` About ${formatCount(Math.round(byChance))} of them would be so by chance alone.`),
  noTest: 'No differences were tested for these topics.',
  chosen: 'Side by side',
  chosenTable: 'Chosen areas side by side',
  chosenHint: 'Tick two to six areas to see them side by side.',
  chosenOne: (name) => `${name} is chosen. Choose one more area.`,
  remove: (name) => `Take ${name} away`,
  clear: 'Take all away',
  indicator: 'Topic',
  pickGemeente: (level, count) =>
    `There are ${formatCount(count)} ${levelMany[level]}. Choose a gemeente first.`,
  nothing: (level) => `This release has no figures per ${levelOne[level]}.`,
  legend: 'What the signs mean',
  legendTint: 'A light colour behind a figure says the same as the sign. Higher or lower is not the same as better or worse.',
  noRank: 'You can sort by every column. There are no ranks: many areas differ less from each other than their margin.',
};
