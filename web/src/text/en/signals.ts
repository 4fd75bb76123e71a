/* text/en/signals.ts - the texts of the page on need and use of care.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { LevelId, RungOutcome } from '../../data/types.ts';
import type { signalsText as dutch } from '../nl/signals.ts';
import { levelMany, levelOne } from './level.ts';
import { formatChance, formatCount, formatShort } from './number.ts';

const outcome: Record<RungOutcome, string> = {
  hoger: 'higher',
  lager: 'lower',
  geen_verschil: 'no difference demonstrated',
  niet_te_zeggen: 'difference cannot be told',
  alleen_groter_gebied: 'only for a larger area',
  berekend: 'computed',
  geen_gegevens: 'no data',
};

const rung: Record<string, string> = {
  bevolking: 'Who lives there',
  aanbod: 'Supply and waiting time',
  hulp_zoeken: 'Seeking help',
  registratie: 'Registration',
  andere_domeinen: 'Help outside mental health care',
};

const many = (n: number, level: LevelId): string => `${formatCount(n)} ${n === 1 ? levelOne[level] : levelMany[level]}`;

function likely(chance: number): string {
  const steps: [number, string][] = [
    [0.95, 'very likely'],
    [0.8, 'likely'],
    [0.5, 'more likely than not'],
    [0.2, 'less likely than not'],
    [0.05, 'unlikely'],
  ];
  return steps.find(([least]) => chance >= least)?.[1] ?? 'very unlikely';
}

export const signalsText: typeof dutch = {
  title: 'Need and use',
  lead: 'Here you see where many people have complaints and few people use care. That is a reason to look further together. It is not proof.',
  none: 'In this release need and use were not looked at together.',
  cautionTitle: 'Read this first',
  caution: [
    'Low use is not the same as too little care. People may also get help from the neighbourhood team, from those close to them or under another act.',
    'This is about areas, not about persons. In a wijk with many complaints and little care these need not be the same people.',
    'Care is counted at the address where somebody is registered. Whoever stays elsewhere counts in the wijk of registration.',
    'Care under the long-term care act (Wlz) is not in these figures. In a wijk with an institution use may therefore look lower.',
  ],
  trial: 'Trial, no verdict',
  trialMeaning: 'This list shows only how much the outcome hangs on what was assumed. No area gets an indication.',
  looked: 'What was looked at',
  need: 'Need',
  use: 'Use',
  where: 'Where and when',
  whereWords: (n, level, period) => `${many(n, level)}, ${period}`,
  assumed: 'What was assumed',
  outcomeTitle: 'Outcome',
  counts: (strong, possible, unclear, none, level) =>
    [
      `${many(strong, level)} with a strong indication`,
      `${formatCount(possible)} possible`,
      `${formatCount(unclear)} undecided`,
      ...(none === 0 ? [] : [`${formatCount(none)} not computed`]),
    ].join(', ') + '.',
  falsely: (n, expected) =>
    `Of ${n === 1 ? 'this 1 indication' : `these ${formatCount(n)} indications`}, ${formatShort(expected)} is expected to be false.`,
  nothing: 'No area gets an indication. That too is an outcome.',
  unclearMeaning: 'Undecided means: the data do not clearly say yes and do not clearly say no.',
  together: 'Need and use were computed together here. The figure may therefore differ a little from that on the profile.',
  needValue: 'Need',
  useValue: 'Use beside expected',
  chance: 'Probability that need is high and use is low',
  chanceTrial: 'Probability that need is high and use is low, if the assumption holds',
  chanceWords: (chance) => `${likely(chance)} (${formatChance(chance)})`,
  interval: (lower, upper) => `95% interval ${lower} to ${upper}`,
  ofExpected: (percentage) => `${percentage} of expected`,
  inDutch: 'What else may explain an outcome is described in Dutch only, and so are assumptions and choices.',
  ladder: 'What else may explain this?',
  ladderOf: (name) => `What else may explain this in ${name}?`,
  rung: (code) => rung[code] ?? code,
  outcome: (code) => outcome[code] ?? code,
  all: (n, level) => `All ${many(n, level)} in a table`,
  table: (list) => `Table: ${list}`,
  label: 'Outcome',
  sensitivity: 'How sensitive is the outcome?',
  sensitivityMeaning: 'Each row changes one choice. If the list stays the same, the outcome does not hang on that choice.',
  choice: 'Choice',
  strong: 'Strong',
  possible: 'Possible',
  kept: 'Stays on the list',
  added: 'Is added',
  change: 'Largest change of the probability',
  points: (change) => `${formatShort(100 * change)} percentage points`,
};
