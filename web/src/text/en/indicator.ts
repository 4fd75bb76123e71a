/* text/en/indicator.ts - the texts of the page of one indicator.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Method, VerdictLabel } from '../../data/types.ts';
import type { indicatorText as dutch } from '../nl/indicator.ts';
import { levelMany, levelOne } from './level.ts';

const method: Record<Method, string> = {
  wilson: '95% interval of a share, with Wilson’s score method.',
  wilson_weighted:
    '95% interval of a weighted share, with Wilson’s score method on the number of answers that the sample is worth after weighting.',
  byar: '95% interval of a count, with Byar’s method.',
  mean: '95% interval of an average: 1.96 times the standard error.',
  source: 'The margins that the source itself gives.',
  model: '95% interval from a model of this release.',
};

const counted: Record<VerdictLabel, string> = {
  hoger: 'higher than the rest',
  lager: 'lower than the rest',
  geen_verschil: 'no demonstrable difference',
  geen: 'no verdict',
};

const refused = 'No. The catalogue of this release rules it out.';
const modelled =
  'No. The model uses characteristics of the residents. A change of the figure may come from the model, not from what you did.';

export const indicatorText: typeof dutch = {
  method: (code) => method[code] ?? code,
  uses: (indicator) => [
    {
      what: 'Compare areas',
      isAllowed: indicator.gebruik.vergelijken,
      why: indicator.gebruik.vergelijken ? 'Yes, where there is a margin. Without a margin we give no verdict.' : refused,
    },
    {
      what: 'Follow over time',
      isAllowed: indicator.gebruik.trend,
      why: indicator.gebruik.trend ? (indicator.breuken.length > 0 ? 'Yes, but not across a break.' : 'Yes.') : refused,
    },
    {
      what: 'Measure the effect of an initiative',
      isAllowed: indicator.gebruik.effect,
      why: indicator.gebruik.effect
        ? 'Yes, with areas to compare with.'
        : indicator.gemodelleerd
          ? modelled
          : refused,
    },
  ],
  counted,
  definition: 'What is this figure?',
  may: 'What you may do with it',
  interval: 'How the margin was made',
  noInterval: 'This figure has no margin, or the source gives none.',
  rule: 'How we compare',
  spread: (level) => `The ${levelMany[level]} side by side`,
  spreadIn: (level, place) => `The ${levelMany[level]} of ${place} side by side`,
  spreadHelp: (hasInterval, hasLine) =>
    `Each sign is one area.${hasInterval ? ' The line through it is the 95% interval.' : ''}${hasLine ? ' The dotted line is the figure of the gemeente or region itself.' : ''} The lowest figure is at the top, the highest at the bottom. The order of areas that are close together may be chance. So this is no ranking.`,
  spreadAlt: (name, place, n, counts, level) =>
    `${name} in ${place}: ${n} ${n === 1 ? levelOne[level] : levelMany[level]}. ${counts}. The numbers are in the table below.`,
  spreadCount: (n, label) => `${n} ${counted[label]}`,
  noSpread: 'In this choice there is no figure for any area.',
  table: (n, level) => `The same ${n} ${levelMany[level]} in a table`,
  gaps: 'Differences by income and age',
  onMap: 'See it on map and in table',
  methods: 'The methods, with their source',
};
