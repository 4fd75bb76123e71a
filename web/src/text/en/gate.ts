/* text/en/gate.ts - the texts of the page on the privacy gate.  What is not promised follows "Choices and limits" and
 * "Not built yet" of docs/methods/disclosure.md.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { AskedCounts, PublicCounts } from '../../data/types.ts';
import type { gateText as dutch } from '../nl/gate.ts';
import { levelOne } from './level.ts';
import { formatChance, formatCount } from './number.ts';

const numbers = (n: number): string => `${formatCount(n)} ${n === 1 ? 'figure' : 'figures'}`;
const are = (n: number): string => (n === 1 ? 'is' : 'are');
const were = (n: number): string => (n === 1 ? 'was' : 'were');

/** Part of the whole in words; nothing and everything are said as such, and only they. */
function share(part: number, whole: number): string {
  if (part === 0 || part === whole) {
    return part === 0 ? '0%' : '100%';
  }
  return formatChance(part / whole);
}

/** What was asked, what is hidden, and what else is not there. */
function asked(counts: AskedCounts): string {
  const rest = [
    ...(counts.nietVrijgegeven === 0 ? [] : [`${numbers(counts.nietVrijgegeven)} ${are(counts.nietVrijgegeven)} not yet released.`]),
    ...(counts.leeg === 0 ? [] : [`For ${numbers(counts.leeg)} the source itself had nothing.`]),
  ];
  return [
    `For this release ${numbers(counts.cijfers)} about persons ${were(counts.cijfers)} asked.`,
    `You see ${formatCount(counts.getoond)} of them on this website.`,
    `${formatCount(counts.verborgen)} ${are(counts.verborgen)} hidden: ${share(counts.verborgen, counts.cijfers)}.`,
    ...rest,
  ].join(' ');
}

function open(counts: PublicCounts, isBeside: boolean): string {
  return isBeside
    ? `Beside these there ${are(counts.getoond)} ${numbers(counts.getoond)} that the owner has made public. Of these the gate hides nothing.`
    : `This release holds only figures that their owner has made public: ${numbers(counts.getoond)}. Of these the gate hides nothing.`;
}

export const gateText: typeof dutch = {
  share,
  summary: (total) => {
    const hasAsked = total.gevraagd.cijfers > 0;
    return [
      ...(hasAsked ? [asked(total.gevraagd)] : []),
      ...(total.openbaar.cijfers > 0 ? [open(total.openbaar, hasAsked)] : []),
    ].join(' ');
  },
  nothing: 'There are no figures in this release yet.',

  title: 'Privacy gate',
  lead: 'Each figure on this website comes through the privacy gate. The gate shows a figure or hides it. Here you read why, and how often.',
  why: {
    title: 'Why figures are hidden',
    paragraphs: [
      'In a small wijk sometimes only a few people get a certain kind of care. Whoever lives there may then know whom a figure is about. We do not want that. So we hide such figures.',
      'A hidden figure does not show how large it is. It is not always small: sometimes it is hidden to protect another figure. Which of the two it is, we do not say. That would help to work it out.',
    ],
  },
  promise: {
    title: 'What we promise',
    sentences: [
      'Whoever knows all figures of this release, and adds and subtracts them all, cannot work out how many persons a small hidden count is about.',
      'Nor can anybody then work out that it is about so few persons.',
    ],
  },
  rules: {
    title: 'The rules',
    lead: 'These rules held for this release.',
    none: 'This release was made before the rules were kept.',
    of: (rule) => rule.tekstEngels,
  },
  tables: {
    title: 'What was asked and what is hidden',
    lead: 'The numbers are numbers of figures, not of people. The groups of a topic (age, sex) are counted together.',
    choose: 'Choose what you want to see',
    allIndicators: 'All topics',
    allLevels: 'All areas',
    allPeriods: 'All years',
    table: (level, period) => `Per ${levelOne[level]}, ${period}`,
    choice: (indicator, level, period) =>
      [
        indicator ?? 'All topics',
        level === undefined ? 'all areas' : `per ${levelOne[level]}`,
        period ?? 'all years',
      ].join(', '),
    hidden: (counts) =>
      `${numbers(counts.cijfers)} asked, ${formatCount(counts.verborgen)} hidden (${share(counts.verborgen, counts.cijfers)}).`,
    noneAsked: 'No figures were asked here: they are public or do not exist.',
    asked: 'Figures asked',
    public: 'Public figures',
    publicLead: 'These figures were not asked but taken over. The owner has made them public, and decides what stays empty.',
    publicAll: (n) => `All public figures in a table (${formatCount(n)})`,
    total: 'Together',
    columns: {
      tabel: 'Topic',
      cijfers: 'Asked',
      getoond: 'Shown',
      verborgen: 'Hidden',
      deel: 'Share',
      nietVrijgegeven: 'Not yet released',
      leeg: 'Empty at the source',
    },
    oneTable: 'Table',
    folded: (counts) => `of ${numbers(counts.cijfers)}`,
  },
  releases: {
    title: 'The decision and the releases so far',
    decided: (date) => `This release came out on ${date}.`,
    sealed: 'A separate program has checked the hidden figures and sealed this release.',
    unsealed: 'This release has no seal.',
    never: 'A release never changes. New figures come in a new release.',
    number: 'Release',
    date: 'Released on',
    id: 'Fingerprint',
    seal: 'Seal',
    isSealed: 'sealed',
    isUnsealed: 'no seal',
    key: 'Key',
    ledger: 'Number in the ledger',
    none: 'none',
  },
  limits: {
    title: 'What we do not promise',
    always: [
      'Whoever knows something of somebody, still knows it. The gate cannot hide what a neighbour or colleague already knows.',
      'Whoever counts in a figure, knows so of themselves. Do two of them tell each other what they know? Then together they know more than the gate reckons with.',
      'Figures that count different things are checked apart from each other by the gate. So are those of different years.',
      'What an owner makes public, we do not check.',
    ],
    noLedger: 'The promise is about one release. This release was not checked together with earlier ones.',
    more: 'Do you doubt whether a figure tells too much? Report it to whoever runs this website.',
  },
};
