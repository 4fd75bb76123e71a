/* text/en/course.ts - the words beside the course of an indicator.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { courseText as dutch } from '../nl/course.ts';
import { levelOne } from './level.ts';

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

export const courseText: typeof dutch = {
  title: 'Course over the years',
  add: (level) => `Add a ${levelOne[level]}`,
  pick: 'Choose an area',
  addButton: 'Add',
  most: (n) => `You can put ${n} areas beside the region.`,
  chosen: 'Areas added',
  remove: (name) => `Remove ${name}`,
  noTrend:
    'This figure is not meant to be followed over time. That is why there are points only, with no line between them. A difference between two years can come from how it was measured.',
  nothing: 'There is no figure for these areas in any year.',
  alt: (indicator, names, periods) =>
    `Lines of ‘${indicator}’ for ${list.format(names)}, from ${periods[0] ?? ''} to ${periods.at(-1) ?? ''}, with margins. The table below has the same figures.`,
  break: (period, words) => `Before ${period}: ${words}`,
  breaks: 'The series is broken where there is a dotted line. Figures from before and after that line cannot be compared.',
  caption: (indicator, unit, hasInterval) =>
    `${indicator} per year, ${unit}${hasInterval ? ', with the margin below it' : ''}`,
  area: 'Area',
};
