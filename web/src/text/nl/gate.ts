/* text/nl/gate.ts - the texts of the page on the privacypoort.  What is not promised follows "Choices and limits" and
 * "Not built yet" of docs/methods/disclosure.md.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { AskedCounts, LevelId, PublicCounts } from '../../data/types.ts';
import { levelOne } from './level.ts';
import { formatChance, formatCount } from './number.ts';

const numbers = (n: number): string => `${formatCount(n)} ${n === 1 ? 'cijfer' : 'cijfers'}`;
const are = (n: number): string => (n === 1 ? 'is' : 'zijn');

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
    ...(counts.nietVrijgegeven === 0 ? [] : [`${numbers(counts.nietVrijgegeven)} ${are(counts.nietVrijgegeven)} nog niet vrijgegeven.`]),
    ...(counts.leeg === 0 ? [] : [`Bij ${numbers(counts.leeg)} had de bron zelf geen cijfer.`]),
  ];
  return [
    `Voor deze uitgave ${are(counts.cijfers)} ${numbers(counts.cijfers)} over personen gevraagd.`,
    `${formatCount(counts.getoond)} daarvan ziet u op deze website.`,
    `${formatCount(counts.verborgen)} ${are(counts.verborgen)} verborgen: ${share(counts.verborgen, counts.cijfers)}.`,
    ...rest,
  ].join(' ');
}

function open(counts: PublicCounts, isBeside: boolean): string {
  return isBeside
    ? `Daarnaast staan hier ${numbers(counts.getoond)} die de eigenaar zelf openbaar heeft gemaakt. Daarvan verbergt de poort niets.`
    : `In deze uitgave staan alleen cijfers die de eigenaar zelf openbaar heeft gemaakt: ${numbers(counts.getoond)}. Daarvan verbergt de poort niets.`;
}

export const gateText = {
  share,
  summary: (total: { gevraagd: AskedCounts; openbaar: PublicCounts }): string => {
    const hasAsked = total.gevraagd.cijfers > 0;
    return [
      ...(hasAsked ? [asked(total.gevraagd)] : []),
      ...(total.openbaar.cijfers > 0 ? [open(total.openbaar, hasAsked)] : []),
    ].join(' ');
  },
  nothing: 'In deze uitgave staan nog geen cijfers.',

  title: 'Privacypoort',
  lead: 'Elk cijfer op deze website komt door de privacypoort. De poort laat een cijfer zien of verbergt het. Hier leest u waarom, en hoe vaak.',
  why: {
    title: 'Waarom cijfers verborgen zijn',
    paragraphs: [
      'In een kleine wijk krijgen soms maar een paar mensen een bepaalde vorm van zorg. Wie daar woont, weet dan misschien over wie een cijfer gaat. Dat willen we niet. Daarom verbergen we zulke cijfers.',
      'Aan een verborgen cijfer ziet u niet hoe groot het is. Het is niet altijd klein: soms is het verborgen om een ander cijfer te beschermen. Welke van de twee het is, zeggen we niet. Dat zou helpen bij het terugrekenen.',
    ],
  },
  promise: {
    title: 'Wat we beloven',
    sentences: [
      'Wie alle cijfers van deze uitgave kent en alles optelt en aftrekt, kan niet uitrekenen om hoeveel personen het bij een klein verborgen aantal gaat.',
      'Ook is dan niet uit te rekenen dát het om zo weinig personen gaat.',
    ],
  },
  rules: {
    title: 'De regels',
    lead: 'Deze regels golden bij deze uitgave.',
    none: 'Deze uitgave is gemaakt voordat de regels werden bewaard.',
    of: (rule: { tekst: string; tekstEngels: string }) => rule.tekst,
  },
  tables: {
    title: 'Wat is gevraagd en wat is verborgen',
    lead: 'De aantallen zijn aantallen cijfers, geen aantallen mensen. De groepen van een onderwerp (leeftijd, geslacht) zijn samen geteld.',
    choose: 'Kies wat u wilt zien',
    allIndicators: 'Alle onderwerpen',
    allLevels: 'Alle gebieden',
    allPeriods: 'Alle jaren',
    table: (level: LevelId, period: string) => `Per ${levelOne[level]}, ${period}`,
    choice: (indicator: string | null, level: LevelId | undefined, period: string | undefined) =>
      [
        indicator ?? 'Alle onderwerpen',
        level === undefined ? 'alle gebieden' : `per ${levelOne[level]}`,
        period ?? 'alle jaren',
      ].join(', '),
    hidden: (counts: AskedCounts) =>
      `${numbers(counts.cijfers)} gevraagd, ${formatCount(counts.verborgen)} verborgen (${share(counts.verborgen, counts.cijfers)}).`,
    noneAsked: 'Hier zijn geen cijfers gevraagd: ze zijn openbaar of ze bestaan niet.',
    asked: 'Gevraagde cijfers',
    public: 'Openbare cijfers',
    publicLead: 'Deze cijfers zijn niet gevraagd, maar overgenomen. De eigenaar heeft ze zelf openbaar gemaakt en bepaalt wat leeg blijft.',
    publicAll: (n: number) => `Alle openbare cijfers in een tabel (${formatCount(n)})`,
    total: 'Samen',
    columns: {
      tabel: 'Onderwerp',
      cijfers: 'Gevraagd',
      getoond: 'Getoond',
      verborgen: 'Verborgen',
      deel: 'Deel',
      nietVrijgegeven: 'Nog niet vrijgegeven',
      leeg: 'Leeg bij de bron',
    },
    oneTable: 'Tabel',
    folded: (counts: AskedCounts) => `van ${numbers(counts.cijfers)}`,
  },
  releases: {
    title: 'Het besluit en de uitgaven tot nu toe',
    decided: (date: string) => `Deze uitgave is vrijgegeven op ${date}.`,
    sealed: 'Een apart programma heeft de verborgen cijfers nagerekend en deze uitgave verzegeld.',
    unsealed: 'Deze uitgave heeft geen zegel.',
    never: 'Een uitgave verandert nooit. Nieuwe cijfers komen in een nieuwe uitgave.',
    number: 'Uitgave',
    date: 'Vrijgegeven op',
    id: 'Kenmerk',
    seal: 'Zegel',
    isSealed: 'verzegeld',
    isUnsealed: 'geen zegel',
    key: 'Sleutel',
    ledger: 'Nummer in het grootboek',
    none: 'geen',
  },
  limits: {
    title: 'Wat we niet beloven',
    always: [
      'Wie zelf iets van iemand weet, weet dat nog steeds. De poort kan niet verbergen wat een buur of collega al weet.',
      'Wie zelf in een cijfer meetelt, weet dat van zichzelf. Vertellen twee van hen elkaar wat ze weten? Dan weten ze samen meer dan waar de poort mee rekent.',
      'Cijfers die verschillende dingen tellen, rekent de poort los van elkaar na. Dat geldt ook voor verschillende jaren.',
      'Wat de eigenaar zelf openbaar maakt, controleren wij niet.',
    ],
    noLedger: 'De belofte gaat over één uitgave. Deze uitgave is niet samen met eerdere uitgaven nagerekend.',
    more: 'Twijfelt u of een cijfer te veel zegt? Meld het bij de beheerder van deze website.',
  },
};
