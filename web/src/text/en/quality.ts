/* text/en/quality.ts - the words on the quality of sources, and on definitions.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { qualityText as dutch } from '../nl/quality.ts';
import { text } from './common.ts';
import { levelMany } from './level.ts';
import { formatCount } from './number.ts';

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : part === whole ? '100%' : `${Math.min(99, Math.max(part === 0 ? 0 : 1, Math.round((100 * part) / whole)))}%`;

export const qualityText: typeof dutch = {
  title: 'Quality per source',
  lead: 'How recent are the figures, how complete, and how often do they come with a margin? For each topic the latest year counts, at the finest level that the source has.',
  source: 'Source',
  recent: 'Latest year',
  complete: 'Complete',
  certain: 'With margin',
  why: 'Why a figure is missing',
  none: 'not per gemeente or wijk',
  share: (shown, cells, level) => `${percent(shown, cells)} of the figures for ${levelMany[level]}`,
  margins: (n, shown) => percent(n, shown),
  reasons: (empties) =>
    empties.length === 0
      ? 'nothing is missing'
      : empties.map(({ status, count }) => `${text.status[status]} (${formatCount(count)})`).join(', '),
  note: 'A figure without a margin can be as good as one with a margin: not every source gives one.',
  definitionsLead: 'What each figure counts, for whom, from which source, and what it is not for.',
  filter: 'Search the definitions',
  found: (n) => `${formatCount(n)} ${n === 1 ? 'topic' : 'topics'}`,
  open: 'Look at the figures',
  changed: 'Another version of a definition is told under ‘What is new’.',
};
