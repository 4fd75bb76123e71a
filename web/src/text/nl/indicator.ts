/* text/nl/indicator.ts - the texts of the page of one indicator.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Indicator, LevelId, Method, VerdictLabel } from '../../data/types.ts';
import { levelMany, levelOne } from './level.ts';

const method: Record<Method, string> = {
  wilson: '95%-interval van een aandeel, met de scoremethode van Wilson.',
  wilson_weighted:
    '95%-interval van een gewogen aandeel, met de scoremethode van Wilson op het aantal antwoorden waarvoor de steekproef na weging telt.',
  byar: '95%-interval van een aantal, met de methode van Byar.',
  mean: '95%-interval van een gemiddelde: 1,96 keer de standaardfout.',
  source: 'De marges die de bron zelf geeft.',
  model: '95%-interval uit een model van deze uitgave.',
};

export interface Allowed {
  what: string;
  isAllowed: boolean;
  why: string;
}

/** What the number may be used for, with the reason when it may not. */
function uses(indicator: Indicator): Allowed[] {
  const refused = `Nee. De catalogus van deze uitgave sluit dat uit.${indicator.toelichting ? ` ${indicator.toelichting}` : ''}`;
  const modelled =
    'Nee. Het model gebruikt kenmerken van de bewoners. Een verandering in het cijfer kan komen van het model, niet van wat u deed.';
  return [
    {
      what: 'Gebieden vergelijken',
      isAllowed: indicator.gebruik.vergelijken,
      why: indicator.gebruik.vergelijken
        ? 'Ja, als er een marge is. Zonder marge geven we geen oordeel.'
        : refused,
    },
    {
      what: 'Volgen in de tijd',
      isAllowed: indicator.gebruik.trend,
      why: indicator.gebruik.trend
        ? indicator.breuken.length > 0
          ? 'Ja, maar niet over een breuk heen.'
          : 'Ja.'
        : refused,
    },
    {
      what: 'Effect van een initiatief meten',
      isAllowed: indicator.gebruik.effect,
      why: indicator.gebruik.effect
        ? 'Ja, met gebieden om mee te vergelijken.'
        : indicator.gemodelleerd
          ? modelled
          : refused,
    },
  ];
}

const counted: Record<VerdictLabel, string> = {
  hoger: 'hoger dan de rest',
  lager: 'lager dan de rest',
  geen_verschil: 'geen aantoonbaar verschil',
  geen: 'geen oordeel',
};

export const indicatorText = {
  method: (code: Method) => method[code] ?? code,
  uses,
  counted,
  definition: 'Wat is dit cijfer?',
  may: 'Wat u ermee mag doen',
  interval: 'Hoe de marge is gemaakt',
  noInterval: 'Bij dit cijfer hoort geen marge, of de bron geeft er geen.',
  rule: 'Hoe we vergelijken',
  spread: (level: LevelId) => `De ${levelMany[level]} naast elkaar`,
  spreadIn: (level: LevelId, place: string) => `De ${levelMany[level]} van ${place} naast elkaar`,
  spreadHelp: (hasInterval: boolean, hasLine: boolean) =>
    `Elk teken is één gebied.${hasInterval ? ' De lijn erdoor is het 95%-interval.' : ''}${hasLine ? ' De stippellijn is het cijfer van de gemeente of regio zelf.' : ''} Boven staat het laagste cijfer, onder het hoogste. De volgorde van gebieden die dicht bij elkaar liggen, kan toeval zijn. Dit is dus geen ranglijst.`,
  spreadAlt: (name: string, place: string, n: number, counts: string, level: LevelId) =>
    `${name} in ${place}: ${n} ${n === 1 ? levelOne[level] : levelMany[level]}. ${counts}. De getallen staan in de tabel eronder.`,
  spreadCount: (n: number, label: VerdictLabel) => `${n} ${counted[label]}`,
  noSpread: 'In deze keuze is er voor geen enkel gebied een cijfer.',
  table: (n: number, level: LevelId) => `Dezelfde ${n} ${levelMany[level]} in een tabel`,
  gaps: 'Verschillen naar inkomen en leeftijd',
  onMap: 'Bekijk op kaart en in tabel',
  methods: 'De methoden, met hun bron',
};
