/* text/nl/signals.ts - the texts of the page on need and use of care.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { LevelId, RungOutcome } from '../../data/types.ts';
import { levelMany, levelOne } from './level.ts';
import { formatChance, formatCount, formatShort } from './number.ts';

const outcome: Record<RungOutcome, string> = {
  hoger: 'hoger',
  lager: 'lager',
  geen_verschil: 'geen verschil aangetoond',
  niet_te_zeggen: 'verschil niet te zeggen',
  alleen_groter_gebied: 'alleen voor een groter gebied',
  berekend: 'berekend',
  geen_gegevens: 'geen gegevens',
};

const rung: Record<string, string> = {
  bevolking: 'Wie er wonen',
  aanbod: 'Aanbod en wachttijd',
  hulp_zoeken: 'Hulp zoeken',
  registratie: 'Registratie',
  andere_domeinen: 'Hulp buiten de ggz',
};

const many = (n: number, level: LevelId): string => `${formatCount(n)} ${n === 1 ? levelOne[level] : levelMany[level]}`;

function likely(chance: number): string {
  const steps: [number, string][] = [
    [0.95, 'zeer waarschijnlijk'],
    [0.8, 'waarschijnlijk'],
    [0.5, 'eerder wel dan niet'],
    [0.2, 'eerder niet dan wel'],
    [0.05, 'onwaarschijnlijk'],
  ];
  return steps.find(([least]) => chance >= least)?.[1] ?? 'zeer onwaarschijnlijk';
}

export const signalsText = {
  title: 'Vraag en gebruik',
  lead: 'Hier staat waar veel mensen klachten hebben en weinig mensen zorg gebruiken. Dat is een reden om samen verder te kijken. Het is geen bewijs.',
  none: 'In deze uitgave zijn vraag en gebruik niet samen bekeken.',
  cautionTitle: 'Lees dit eerst',
  caution: [
    'Laag gebruik is niet hetzelfde als te weinig zorg. Mensen kunnen ook hulp krijgen van het wijkteam, van naasten of uit een andere wet.',
    'Dit gaat over gebieden, niet over personen. In een wijk met veel klachten en weinig zorg hoeven het niet dezelfde mensen te zijn.',
    'Zorg is geteld op het adres waar iemand staat ingeschreven. Wie ergens anders verblijft, telt mee in de wijk van inschrijving.',
    'Zorg uit de Wet langdurige zorg (Wlz) zit niet in deze cijfers. In een wijk met een instelling kan het gebruik daardoor lager lijken.',
  ],
  trial: 'Proef, geen oordeel',
  trialMeaning: 'Deze lijst laat alleen zien hoe sterk de uitkomst hangt aan wat is aangenomen. Geen enkel gebied krijgt een aanwijzing.',
  looked: 'Wat is bekeken',
  need: 'Vraag',
  use: 'Gebruik',
  where: 'Waar en wanneer',
  whereWords: (n: number, level: LevelId, period: string) => `${many(n, level)}, ${period}`,
  assumed: 'Wat is aangenomen',
  outcomeTitle: 'Uitkomst',
  counts: (strong: number, possible: number, unclear: number, none: number, level: LevelId) =>
    [
      `${many(strong, level)} met een sterke aanwijzing`,
      `${formatCount(possible)} mogelijk`,
      `${formatCount(unclear)} zonder uitspraak`,
      ...(none === 0 ? [] : [`${formatCount(none)} niet berekend`]),
    ].join(', ') + '.',
  falsely: (n: number, expected: number) =>
    `Van deze ${formatCount(n)} ${n === 1 ? 'aanwijzing' : 'aanwijzingen'} is er naar verwachting ${formatShort(expected)} onterecht.`,
  nothing: 'Geen enkel gebied krijgt een aanwijzing. Ook dat is een uitkomst.',
  unclearMeaning: 'Geen uitspraak betekent: de gegevens zeggen niet duidelijk ja en niet duidelijk nee.',
  together: 'Vraag en gebruik zijn hier samen berekend. Daardoor kan het cijfer iets anders zijn dan op het profiel.',
  needValue: 'Vraag',
  useValue: 'Gebruik naast verwacht',
  chance: 'Kans dat vraag hoog en gebruik laag is',
  chanceTrial: 'Kans dat vraag hoog en gebruik laag is, als de aanname klopt',
  chanceWords: (chance: number) => `${likely(chance)} (${formatChance(chance)})`,
  interval: (lower: string, upper: string) => `95%-interval ${lower} tot ${upper}`,
  ofExpected: (percentage: string) => `${percentage} van verwacht`,
  /** Above ladders that are Dutch on an English page; empty: they are in the language of the page. */
  inDutch: '',
  ladder: 'Wat kan dit nog meer verklaren?',
  ladderOf: (name: string) => `Wat kan dit nog meer verklaren in ${name}?`,
  rung: (code: string) => rung[code] ?? code,
  outcome: (code: RungOutcome) => outcome[code] ?? code,
  all: (n: number, level: LevelId) => `Alle ${many(n, level)} in een tabel`,
  table: (list: string) => `Tabel: ${list}`,
  label: 'Uitkomst',
  sensitivity: 'Hoe gevoelig is de uitkomst?',
  sensitivityMeaning: 'Elke regel verandert één keuze. Blijft de lijst dan gelijk, dan hangt de uitkomst niet aan die keuze.',
  choice: 'Keuze',
  strong: 'Sterk',
  possible: 'Mogelijk',
  kept: 'Blijft op de lijst',
  added: 'Komt erbij',
  change: 'Grootste verandering van de kans',
  points: (change: number) => `${formatShort(100 * change)} procentpunt`,
};
