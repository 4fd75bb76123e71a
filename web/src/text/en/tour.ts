/* text/en/tour.ts - the words of the guided tour.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { tourText as dutch } from '../nl/tour.ts';

export const tourText: typeof dutch = {
  steps: {
    signals: {
      title: 'Begin with what stands out',
      body: 'There are at most seven signals here. Each sentence says how sure it is. A signal is a reason to look further together.',
    },
    choices: {
      title: 'Choose what you want to see',
      body: 'Choose a topic, a year and a group of people. If you change one choice, the others stay. The choices are in the address of the page, so you can share a page.',
    },
    table: {
      title: 'First the table',
      body: 'The table has all figures. Behind each figure are its margin and whether it is higher or lower than the rest. Where there is no figure, it says why.',
    },
    map: {
      title: 'Then the map',
      body: 'The list below the map says which colour goes with which figure. The colours stay the same over the years. With the arrow keys you walk from area to area.',
    },
    profile: {
      title: 'One area in brief',
      body: 'Each area has a page of its own with all topics. Print it: it fits on two sheets of paper.',
    },
    row: {
      title: 'Read a row as a sentence',
      body: 'You see the figure, whether it differs from the rest, its place among all areas, and its course. Under ‘How did this figure come about?’ are the source and the way to this figure.',
    },
    hidden: {
      title: 'Why figures are sometimes hidden',
      body: 'A figure on few people can give away something about a person. Then we do not show it. The rules are on this page.',
    },
    reading: {
      title: 'How to read differences',
      body: 'Not every difference is real: sometimes it is chance. Here you read what higher, lower and a margin mean. This was the tour.',
    },
  },
  count: (k, n) => `Tour, step ${k} of ${n}`,
  back: 'Previous',
  next: 'Next step',
  stop: 'Stop',
  end: 'Done',
};
