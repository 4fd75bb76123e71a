/* text/nl/tour.ts - the words of the guided tour.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { TourStepId } from '../../data/tour.ts';

const steps: Record<TourStepId, { title: string; body: string }> = {
  signals: {
    title: 'Begin bij wat opvalt',
    body: 'Hier staan hooguit zeven signalen. Elke zin zegt hoe zeker het is. Een signaal is een reden om samen verder te kijken.',
  },
  choices: {
    title: 'Kies wat u wilt zien',
    body: 'Kies een onderwerp, een jaar en een groep mensen. Verandert u één keuze, dan blijven de andere staan. De keuzes staan in het adres van de pagina. Zo kunt u een pagina delen.',
  },
  table: {
    title: 'Eerst de tabel',
    body: 'De tabel heeft alle cijfers. Achter elk cijfer staat de marge en of het hoger of lager is dan de rest. Is er geen cijfer, dan staat er waarom.',
  },
  map: {
    title: 'Dan de kaart',
    body: 'De lijst onder de kaart zegt welke kleur bij welk cijfer hoort. De kleuren blijven door de jaren gelijk. Met de pijltjestoetsen loopt u van gebied naar gebied.',
  },
  profile: {
    title: 'Een gebied in het kort',
    body: 'Elk gebied heeft een eigen pagina met alle onderwerpen. Druk die af: het past op twee vellen papier.',
  },
  row: {
    title: 'Lees een rij als een zin',
    body: 'U ziet het cijfer, of het verschilt van de rest, de plek tussen alle gebieden en het verloop. Onder ‘Hoe komt dit cijfer tot stand?’ staan de bron en de weg naar dit cijfer.',
  },
  hidden: {
    title: 'Waarom cijfers soms verborgen zijn',
    body: 'Een cijfer over weinig mensen kan iets verraden over een persoon. Dan laten wij het niet zien. Op deze pagina staan de regels.',
  },
  reading: {
    title: 'Zo leest u verschillen',
    body: 'Niet elk verschil is echt: soms is het toeval. Hier leest u wat hoger, lager en een marge betekenen. Dit was de rondleiding.',
  },
};

export const tourText = {
  steps,
  count: (k: number, n: number) => `Rondleiding, stap ${k} van ${n}`,
  back: 'Vorige',
  next: 'Volgende stap',
  stop: 'Stoppen',
  end: 'Klaar',
};
