/* text/en/reading.ts - the page that explains differences to readers who are no statisticians.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { MethodNote, Part, readingText as dutch } from '../nl/reading.ts';

const parts: Part[] = [
  {
    id: 'marge',
    title: 'The margin',
    paragraphs: [
      'A figure about a wijk is never fully precise. Not everyone answers a survey. In a count chance plays a part: in one year a few more people happen to see their GP than in another.',
      'That is why a figure has a margin, for example 22 to 34. It is the 95% interval. If we did this over very many times, the real figure would lie within such a margin 95 times out of 100.',
      'The fewer the people, the wider the margin. Where there is no margin, the source does not give one. Then we give no verdict either.',
    ],
  },
  {
    id: 'rest',
    title: 'Compared with the rest',
    paragraphs: [
      'We compare a wijk with the rest of its gemeente, and a gemeente with the rest of the region. The wijk itself does not count in that rest. Otherwise you would partly compare a wijk with itself.',
      'Then we look at the difference and at the margin of that difference. Only when these together are clear enough does it say “higher” or “lower”.',
      '“No demonstrable difference” does not mean that it is the same. It means that we cannot tell the difference from chance.',
    ],
  },
  {
    id: 'toeval',
    title: 'Chance',
    paragraphs: [
      'Whoever compares 100 wijken always finds a few that stand out by chance alone. So we look at all areas together. Of the areas that we call higher or lower, at most 5% is expected to be chance.',
      'Above each table it says how many areas were compared, how many stand out, and how many of these are expected to be chance.',
    ],
  },
  {
    id: 'schatting',
    title: 'Estimate',
    paragraphs: [
      'In a small wijk sometimes only a few people answer a survey. Then a model computes: it also uses what is known of the residents, and what people in the wijken around it answer. Such a figure is called “estimate”.',
      'With an estimate you see whether few or no people of the wijk itself took part. The model makes differences too small rather than too large.',
      'An estimate is suitable for comparing areas. It is not suitable for measuring the effect of an initiative in one wijk.',
    ],
  },
  {
    id: 'ranglijst',
    title: 'Why no ranking',
    paragraphs: [
      'A ranking looks precise, but is not. The margins of many wijken overlap. A wijk at place 12 might just as well be at place 30.',
      'So there are no place numbers here. You can sort by value. Then look at the margin and at the verdict too.',
      'Higher or lower is not better or worse either. More care can mean that there are more complaints, but also that people find their way to help more easily.',
    ],
  },
  {
    id: 'trend',
    title: 'Rising and falling',
    paragraphs: [
      'Over the years we say “rising” or “falling” only when the change per year is clearly larger than chance. We do not compute across a break, for example when the question of the survey or the boundary of the wijk has changed.',
    ],
  },
  {
    id: 'geen-oordeel',
    title: 'No verdict',
    paragraphs: [
      'Sometimes we give no verdict. The reason is then given: there is no margin, there are too few observations, or the figure was not made to be compared.',
      'Sometimes a difference was left out because a hidden figure could otherwise be worked out. We do that to protect people.',
    ],
  },
];

const methods: MethodNote[] = [
  { what: 'A share', how: 'Wilson’s score method', source: 'Wilson, 1927', doi: '10.1080/01621459.1927.10502953' },
  {
    what: 'A share of a weighted survey',
    how: 'Wilson on the effective sample size',
    source: 'Korn and Graubard, 1998',
    doi: null,
  },
  { what: 'A count', how: 'Byar’s method', source: 'Breslow and Day, 1987', doi: null },
  {
    what: 'Who stands out, and who only by chance?',
    how: 'All areas together in a model with two groups',
    source: 'Scott and Berger, 2006',
    doi: '10.1016/j.jspi.2005.08.031',
  },
  {
    what: 'A list of which at most 5% is chance',
    how: 'Expected share of false indications',
    source: 'Newton et al., 2004',
    doi: '10.1093/biostatistics/5.2.155',
  },
  { what: 'A survey per wijk', how: 'Multilevel regression and poststratification', source: 'Park, Gelman and Bafumi, 2004', doi: '10.1093/pan/mph024' },
  { what: 'How neighbouring wijken go together', how: 'BYM2 model', source: 'Riebler et al., 2016', doi: '10.1177/0962280216660421' },
  { what: 'Need and use together', how: 'Bivariate Fay-Herriot model', source: 'Fay and Herriot, 1979', doi: '10.1080/01621459.1979.10482505' },
];

export const readingText: typeof dutch = {
  title: 'How we read differences',
  lead: 'Is a wijk really different from the rest, or is it chance? This page explains how we say that.',
  parts,
  signsTitle: 'The signs',
  sign: 'Sign',
  word: 'Word',
  meaning: 'Meaning',
  signs: {
    hoger: 'The figure is demonstrably higher than in the rest of the gemeente or region.',
    lager: 'The figure is demonstrably lower than in the rest of the gemeente or region.',
    geen_verschil: 'The difference cannot be told from chance.',
    geen: 'We cannot or may not say anything about the difference. The reason is given.',
  },
  methods,
  methodsTitle: 'The methods, with their source',
  methodsLead: 'With each figure, “How did this figure come about?” says which method was used, with the numbers.',
  methodWhat: 'For what',
  methodHow: 'Method',
  methodSource: 'Source',
};
