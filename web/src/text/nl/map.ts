/* text/nl/map.ts - two maps side by side, and the other ways in which the map can be drawn.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { NoChange } from '../../data/beside.ts';
import type { Wind } from '../../map/clusters.ts';
import type { LevelId } from '../../data/types.ts';
import { levelMany, levelOne } from './level.ts';
import { formatCount, formatNumber } from './number.ts';

const join = new Intl.ListFormat('nl', { type: 'conjunction' });

const winds: Record<Wind, string> = {
  n: 'het noorden',
  no: 'het noordoosten',
  o: 'het oosten',
  zo: 'het zuidoosten',
  z: 'het zuiden',
  zw: 'het zuidwesten',
  w: 'het westen',
  nw: 'het noordwesten',
  midden: 'het midden',
};

export interface Told {
  level: LevelId;
  what: string;
  total: number;
  groups: { count: number; wind: Wind; names: string[] }[];
  scattered: number;
}

/** Where the areas of the highest class lie together. */
function sentence({ level, what, total, groups, scattered }: Told): string {
  const many = (n: number): string => `${n} ${n === 1 ? levelOne[level] : levelMany[level]}`;
  if (total === 0) {
    return `Op de kaart is er geen ${levelOne[level]} met ${what}.`;
  }
  const start = `Op de kaart: ${many(total)} met ${what}.`;
  if (groups.length === 0) {
    return total === 1 ? start : `${start} Ze liggen verspreid.`;
  }
  const told = groups.slice(0, 3).map((group) => `${group.count} in ${winds[group.wind]} (${join.format(group.names)})`);
  const rest = groups.slice(3).reduce((sum, group) => sum + group.count, scattered);
  const end = rest === 0 ? '' : rest === 1 ? ' De andere ligt los daarvan.' : ` De andere ${rest} liggen los daarvan.`;
  return `${start} Aan elkaar liggen: ${join.format(told)}.${end}`;
}

const duoParts = { low: 'laag', middle: 'midden', high: 'hoog' };

/** Why there is no column with the change. */
function noChange(refused: NoChange): string {
  switch (refused.why) {
    case 'indicator':
      return 'Dit zijn twee verschillende onderwerpen. Daarom rekenen we geen verschil uit.';
    case 'no_trend':
      return 'Dit onderwerp is niet geschikt om door de jaren heen te volgen. Daarom staat er geen verandering bij.';
    case 'break':
      return `In ${refused.period} is er een breuk in de reeks: ${refused.text} Daarom staat er geen verandering bij.`;
  }
}

export const mapText = {
  options: 'Hoe wilt u het zien?',

  colours: { waarde: 'waarde', zekerheid: 'zekerheid', oordeel: 'verschil' },

  certainty: {
    sure: (unit: string) => `${unit}, zeker genoeg`,
    less: 'Minder zeker: de marge loopt over 3 klassen',
    none: 'Te onzeker',
    words: { unsure: 'past in bijna elke klasse', no_margin: 'geen marge bekend' },
    noMargins: (name: string) =>
      `Bij "${name}" geeft de bron geen marges. De kaart kan dus niet laten zien hoe zeker de cijfers zijn, en toont alleen de waarde.`,
  },

  tiles: {
    label: 'Vorm',
    borders: 'grenzen',
    tiles: 'tegels',
    meaning: (level: LevelId, far: number) =>
      `Elke ${levelOne[level]} is één tegel, en alle tegels zijn even groot. Een tegel ligt gemiddeld ${formatNumber(far, 1)} tegel van de echte plek. Dikke lijnen zijn gemeentegrenzen.`,
    tooMany: (level: LevelId) => `Er zijn te veel ${levelMany[level]} voor een kaart van tegels. U ziet de grenzen.`,
  },

  duo: {
    label: 'Toon',
    apart: 'naast elkaar',
    together: 'in één kaart',
    both: (a: string, b: string) => `${a} en ${b}`,
    parts: duoParts,
    caption: (level: LevelId) => `Aantal ${levelMany[level]} op de kaart`,
    cell: (names: string[], at: ('low' | 'middle' | 'high')[], count: string) =>
      `${at.map((part, k) => `${names[k] ?? ''} ${duoParts[part]}`).join(', ')}: ${count}`,
    empty: 'Geen cijfer voor een van beide',
    meaning: 'Laag is de laagste twee van de vijf klassen, hoog de hoogste twee. Hoog of laag is niet hetzelfde als goed of slecht, en samen voorkomen is geen oorzaak.',
    tooFew: 'Een van deze onderwerpen heeft te weinig klassen voor laag, midden en hoog. U ziet twee kaarten.',
  },

  summary: {
    sentence,
    others: 'andere',
    atLeast: (words: string) => `${words} of meer`,
    verdict: 'een cijfer dat hoger is dan de rest',
    duo: 'hoog op beide onderwerpen',
  },

  cut: (level: LevelId, shown: number, all: number) =>
    `U ziet de eerste ${formatCount(shown)} van ${formatCount(all)} ${levelMany[level]}. Sorteer anders of kies een gemeente om de andere te zien. De kaart toont ze alle.`,

  zoom: {
    label: 'In- en uitzoomen',
    in: 'Inzoomen',
    out: 'Uitzoomen',
    all: 'Toon de hele kaart',
    help: 'Met plus en min zoomt u in en uit, met nul ziet u weer de hele kaart.',
  },

  beside: {
    label: 'Vergelijk met',
    none: 'Eén kaart',
    years: 'Ander jaar',
    here: (name: string, period: string) => `${name}, ${period}`,
    title: 'Twee kaarten naast elkaar',
    subtitleYears: (level: LevelId, place: string, a: string, b: string) => `per ${levelOne[level]} in ${place}, ${a} naast ${b}`,
    subtitleOther: (level: LevelId, place: string, other: string) => `per ${levelOne[level]} in ${place}, naast ${other}`,
    unknown: (word: string) => `"${word}" is geen jaar of onderwerp in deze uitgave. U ziet één kaart. Kies hierboven waarmee u wilt vergelijken.`,
    notAtLevel: (word: string, level: LevelId) => `Voor "${word}" zijn er geen cijfers per ${levelOne[level]}. U ziet één kaart.`,
    same: 'U vroeg twee keer hetzelfde. U ziet één kaart.',
    otherPeriod: (name: string, period: string) => `"${name}" heeft geen cijfers over dat jaar. U ziet daarvan ${period}.`,
    table: (a: string, b: string) => `Tabel: ${a} en ${b}`,
    caption: (level: LevelId, both: number, all: number) =>
      both === all
        ? `Beide cijfers zijn er voor alle ${all} ${levelMany[level]}.`
        : `Beide cijfers zijn er voor ${both} van de ${all} ${levelMany[level]}.`,
    change: 'Verandering',
    changeUnit: (from: string, to: string) => `${from} tot ${to}`,
    changeMeaning: 'De verandering is het latere cijfer min het eerdere. Het is geen oordeel: kleine veranderingen kunnen toeval zijn.',
    noChange,
    sameClasses: 'Beide kaarten hebben dezelfde klassen.',
    signed: (value: number, decimals: number) => `${value > 0 ? '+' : ''}${formatNumber(value, decimals)}`,
  },
};
