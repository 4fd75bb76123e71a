/* text/en/start.ts - the words of the first page, and of what is new.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { GapNumbers } from '../../data/gapTypes.ts';
import type { Indicator } from '../../data/types.ts';
import type { startText as dutch } from '../nl/start.ts';
import { levelMany } from './level.ts';
import { formatChance, formatCount, formatNumber } from './number.ts';

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const topics = (n: number): string => `${formatCount(n)} ${n === 1 ? 'topic' : 'topics'}`;

/** "-0.5 percentage points (-0.9 to -0.1)": a difference in points of per cent, or in the unit itself, with its interval. */
function gapRange({ absoluut, absoluutOnder, absoluutBoven }: GapNumbers, { decimalen, eenheid }: Indicator): string {
  const [value, lower, upper] = [absoluut, absoluutOnder, absoluutBoven].map((one) => formatNumber(one ?? 0, decimalen + 1));
  return `${value} ${eenheid === '%' ? 'percentage points' : eenheid} (${lower} to ${upper})`;
}

export const startText: typeof dutch = {
  title: (region) => `How is ${region} doing?`,
  tab: 'Home',
  lead: 'This stands out in the figures. Each sentence says how sure it is. A signal is a reason to look further together, no verdict.',
  signals: 'Signals',
  mismatch: (place, gemeente, label, chance) =>
    `In ${gemeente === '' || gemeente === place ? place : `${place} (${gemeente})`} there is a ${label === 'sterk' ? 'strong' : 'possible'} indication that many people have complaints and use less care than expected.` +
    (chance === null ? '' : ` The probability that this is so is ${formatChance(chance)}.`),
  trend: (indicator, region, isRising, from, to) =>
    `In ${region} the figure for ‘${indicator}’ ${isRising ? 'rose' : 'fell'} from ${from} to ${to}.`,
  gapEnds: (order, level) => [
    `in ${levelMany[level]} with ${order.minst}`,
    `in ${levelMany[level]} with ${order.meest}`,
  ],
  gapGroup: (name) => `among ${name}`,
  gap: ({ indicator, region, isHigher, first, last, isLarger, since }) =>
    `In ${region} ‘${indicator}’ is ${isHigher ? 'higher' : 'lower'} ${first} than ${last}. The difference became ${isLarger ? 'larger' : 'smaller'} since ${since}.`,
  gapNow: (numbers, of) => `difference in ${numbers.periode}: ${gapRange(numbers, of)}`,
  gapMoved: (numbers, of) => `change: ${(numbers.absoluut ?? 0) > 0 ? '+' : ''}${gapRange(numbers, of)}`,
  none: 'No signal reaches the threshold. That too is an outcome.',
  allSignals: 'Everything on need and use',
  more: 'Look further',
  ways: {
    map: 'One topic for all areas',
    compare: 'All topics side by side, per wijk or gemeente',
    gaps: 'How large differences by income and age are, and whether they become smaller',
    signals: 'Where complaints and care do not go together',
    reading: 'What higher, lower and a margin mean',
  },
  mapLink: (region) => `Map of ${region}`,
  news: 'New in this release',
  first: 'This is the first release. All figures are new.',
  nothingNew: 'No figures have changed since the last release.',
  since: (date) => `Compared with the release of ${date}.`,
  added: (names, n) =>
    n > names.length ? `${topics(n)} ${n === 1 ? 'is' : 'are'} new.` : `New: ${list.format(names)}.`,
  extended: (names, n) =>
    n > names.length ? `${topics(n)} ${n === 1 ? 'has' : 'have'} a new year.` : `With a new year: ${list.format(names)}.`,
  corrected: (count, n) =>
    `${formatCount(count)} ${count === 1 ? 'figure differs' : 'figures differ'} from the last release, on ${topics(n)}.`,
  redefined: (names) => `With another definition: ${list.format(names)}.`,
  allNews: 'All that is new',
  health: 'How fresh are the figures?',
  source: 'Source',
  indicators: 'Topics',
  newest: 'Latest year',
  freshness: { current: 'current', older: 'older than two years', none: 'no figures' },
  newsLead: 'For each release: what was added, what changed and what went, compared with the release before it.',
  release: (date) => `Release of ${date}`,
  kind: { added: 'New topics', extended: 'New years', corrected: 'Changed figures', redefined: 'Other definitions' },
  correctedLine: (name, count, periods) =>
    `${name}: ${formatCount(count)} ${count === 1 ? 'figure' : 'figures'} for ${list.format(periods)}`,
  extendedLine: (name, periods) => `${name}: ${list.format(periods)}`,
};
