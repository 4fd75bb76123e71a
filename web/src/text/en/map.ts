/* text/en/map.ts - two maps side by side, and the other ways in which the map can be drawn, in English.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { NoChange } from '../../data/beside.ts';
import type { Wind } from '../../map/clusters.ts';
import type { mapText as dutch, Told } from '../nl/map.ts';
import { levelMany, levelOne } from './level.ts';
import { formatCount, formatNumber } from './number.ts';

const join = new Intl.ListFormat('en-GB', { type: 'conjunction' });

const winds: Record<Wind, string> = {
  n: 'the north',
  no: 'the north-east',
  o: 'the east',
  zo: 'the south-east',
  z: 'the south',
  zw: 'the south-west',
  w: 'the west',
  nw: 'the north-west',
  midden: 'the middle',
};

/** Where the areas of the highest class lie together. */
function sentence({ level, what, total, groups, scattered }: Told): string {
  const many = (n: number): string => `${n} ${n === 1 ? levelOne[level] : levelMany[level]}`;
  if (total === 0) {
    return `There is no ${levelOne[level]} on the map with ${what}.`;
  }
  const start = `On the map: ${many(total)} with ${what}.`;
  if (groups.length === 0) {
    return total === 1 ? start : `${start} They lie scattered.`;
  }
  const told = groups.slice(0, 3).map((group) => `${group.count} in ${winds[group.wind]} (${join.format(group.names)})`);
  const rest = groups.slice(3).reduce((sum, group) => sum + group.count, scattered);
  const end = rest === 0 ? '' : rest === 1 ? ' The other one lies apart.' : ` The other ${rest} lie apart.`;
  return `${start} Next to each other lie: ${join.format(told)}.${end}`;
}

const duoParts = { low: 'low', middle: 'middle', high: 'high' };

/** Why there is no column with the change. */
function noChange(refused: NoChange): string {
  switch (refused.why) {
    case 'indicator':
      return 'These are two different indicators. That is why no difference is worked out.';
    case 'no_trend':
      return 'This indicator is not suitable for following over the years. That is why no change is shown.';
    case 'break':
      return `There is a break in the series in ${refused.period}: ${refused.text} That is why no change is shown.`;
  }
}

export const mapText: typeof dutch = {
  options: 'How do you want to see it?',

  colours: { waarde: 'value', zekerheid: 'certainty', oordeel: 'difference' },

  certainty: {
    sure: (unit) => `${unit}, certain enough`,
    less: 'Less certain: the margin runs over 3 classes',
    none: 'Too uncertain',
    words: { unsure: 'fits in nearly every class', no_margin: 'no margin known' },
    noMargins: (name) =>
      `The source gives no margins for "${name}". So the map cannot show how certain the figures are, and shows the value only.`,
  },

  tiles: {
    label: 'Shape',
    borders: 'boundaries',
    tiles: 'tiles',
    meaning: (level, far) =>
      `Each ${levelOne[level]} is one tile, and all tiles have the same size. On average a tile lies ${formatNumber(far, 1)} tiles from the true place. Thick lines are boundaries of gemeenten.`,
    tooMany: (level) => `There are too many ${levelMany[level]} for a map of tiles. You see the boundaries.`,
  },

  duo: {
    label: 'Show',
    apart: 'side by side',
    together: 'in one map',
    both: (a, b) => `${a} and ${b}`,
    parts: duoParts,
    caption: (level) => `Number of ${levelMany[level]} on the map`,
    cell: (names, at, count) => `${at.map((part, k) => `${names[k] ?? ''} ${duoParts[part]}`).join(', ')}: ${count}`,
    empty: 'No figure for one of the two',
    meaning: 'Low is the lowest two of the five classes, high the highest two. High or low is not the same as good or bad, and going together is no cause.',
    tooFew: 'One of these indicators has too few classes for low, middle and high. You see two maps.',
  },

  summary: {
    sentence,
    others: 'others',
    atLeast: (words) => `${words} or more`,
    verdict: 'a figure higher than the rest',
    duo: 'high on both indicators',
  },

  cut: (level, shown, all) =>
    `You see the first ${formatCount(shown)} of ${formatCount(all)} ${levelMany[level]}. Sort differently or choose a gemeente to see the others. The map shows all of them.`,

  zoom: {
    label: 'Zoom in and out',
    in: 'Zoom in',
    out: 'Zoom out',
    all: 'Show the whole map',
    help: 'Plus and minus zoom in and out, zero shows the whole map again.',
  },

  beside: {
    label: 'Compare with',
    none: 'One map',
    years: 'Another year',
    here: (name, period) => `${name}: ${period}`,
    title: 'Two maps side by side',
    subtitleYears: (level, place, a, b) => `per ${levelOne[level]} in ${place}, ${a} beside ${b}`,
    subtitleOther: (level, place, other) => `per ${levelOne[level]} in ${place}, beside ${other}`,
    unknown: (word) => `"${word}" is no year or indicator of this release. You see one map. Choose above what to compare with.`,
    notAtLevel: (word, level) => `There are no figures per ${levelOne[level]} for "${word}". You see one map.`,
    same: 'You asked for the same twice. You see one map.',
    otherPeriod: (name, period) => `"${name}" has no figures for that year. You see ${period} of it.`,
    table: (a, b) => `Table: ${a} and ${b}`,
    caption: (level, both, all) =>
      both === all
        ? `Both figures are there for all ${all} ${levelMany[level]}.`
        : `Both figures are there for ${both} of the ${all} ${levelMany[level]}.`,
    change: 'Change',
    changeUnit: (from, to) => `${from} to ${to}`,
    changeMeaning: 'The change is the later figure minus the earlier one. It is no verdict: small changes can be chance.',
    noChange,
    sameClasses: 'Both maps have the same classes.',
    signed: (value, decimals) => `${value > 0 ? '+' : ''}${formatNumber(value, decimals)}`,
  },
};
