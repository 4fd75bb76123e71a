/* text/nl/common.ts - the texts of every page, in Dutch at B1 level.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { LevelId, Status } from '../../data/types.ts';
import { levelMany, levelOne } from './level.ts';
import { formatBound, formatCount, formatNumber } from './number.ts';

const status: Record<Status, string> = {
  ok: 'gemeten',
  estimate: 'schatting',
  converted: 'omgerekend',
  provisional: 'voorlopig',
  hidden: 'verborgen (privacy)',
  too_few: 'te weinig waarnemingen',
  not_delivered: 'niet geleverd',
  not_applicable: 'niet van toepassing',
  not_released: 'nog niet vrijgegeven',
  boundary: 'grens gewijzigd',
};

const statusMeaning: Record<Status, string> = {
  ok: 'Dit cijfer is geteld of gemeten.',
  estimate: 'Dit cijfer is berekend met een model. Het echte cijfer kan iets hoger of lager zijn.',
  converted: 'Dit cijfer hoort bij oude grenzen. Het is omgerekend naar de grenzen van nu.',
  provisional: 'Dit cijfer kan nog veranderen. De eigenaar levert later het definitieve cijfer.',
  hidden: 'Dit cijfer wordt niet getoond. Het gaat over te weinig mensen, of zo’n cijfer is ermee terug te rekenen.',
  too_few: 'Te weinig mensen hebben meegedaan aan het onderzoek. Daarom is het cijfer niet betrouwbaar.',
  not_delivered: 'De eigenaar heeft voor dit gebied geen cijfer geleverd. Het is dus niet nul.',
  not_applicable: 'Dit cijfer kan voor dit gebied niet bestaan.',
  not_released: 'Dit cijfer is er wel, maar is nog niet gecontroleerd en vrijgegeven.',
  boundary: 'De grens of de code van dit gebied is veranderd. Daarom hoort het cijfer niet bij dit gebied.',
};

const join = new Intl.ListFormat('nl', { type: 'conjunction' });

function withUnit(value: number, decimals: number, unit: string): string {
  const number = formatNumber(value, decimals);
  return unit === '%' ? `${number}%` : `${number} ${unit}`;
}

function spoken(value: number, decimals: number, unit: string): string {
  return `${formatNumber(value, decimals)} ${unit === '%' ? 'procent' : unit}`;
}

export interface Spread {
  level: LevelId;
  period: string;
  unit: string;
  decimals: number;
  numbers: number[];
  empties: number;
}

/** The caption of the table: what the numbers show, without a verdict. */
function conclusion(spread: Spread): string {
  const { level, period, unit, decimals, numbers, empties } = spread;
  const missing =
    empties === 0
      ? ''
      : empties === 1
        ? ` Voor 1 ${levelOne[level]} is er geen cijfer.`
        : ` Voor ${formatCount(empties)} ${levelMany[level]} is er geen cijfer.`;
  const sorted = [...numbers].sort((a, b) => a - b);
  const lowest = sorted[0];
  const highest = sorted.at(-1);
  if (lowest === undefined || highest === undefined) {
    return `In ${period} is er voor geen enkele ${levelOne[level]} een cijfer.`;
  }
  const low = formatNumber(lowest, decimals);
  const high = spoken(highest, decimals, unit);
  if (low === formatNumber(highest, decimals)) {
    return `In ${period} is het cijfer in ${sorted.length === 1 ? `de enige ${levelOne[level]}` : `alle ${levelMany[level]}`} ${high}.${missing}`;
  }
  const middle = sorted.length % 2 === 1
    ? sorted[(sorted.length - 1) / 2]!
    : (sorted[sorted.length / 2 - 1]! + sorted[sorted.length / 2]!) / 2;
  const half =
    sorted.length < 4
      ? ''
      : ` In de helft van de ${levelMany[level]} is het ${spoken(middle, decimals, unit)} of meer.`;
  return `In ${period} loopt het per ${levelOne[level]} van ${low} tot ${high}.${half}${missing}`;
}

export const text = {
  product: 'wijkscan',
  levelOne,
  levelMany,
  status,
  statusMeaning,
  withUnit,
  spoken,
  conclusion,
  join: (parts: string[]) => join.format(parts),
  levelTitle: (level: LevelId) => levelMany[level][0]!.toUpperCase() + levelMany[level].slice(1),

  frame: {
    toContent: 'Naar de inhoud',
    toTable: 'Naar de tabel',
    toMap: 'Naar de kaart',
    navigation: 'Hoofdmenu',
    start: 'Start',
    mapAndTable: 'Kaart en tabel',
    compare: 'Vergelijken',
    gaps: 'Verschillen',
    signals: 'Vraag en gebruik',
    reading: 'Zo lezen we verschillen',
    gate: 'Privacypoort',
    whyHidden: 'Waarom zijn cijfers verborgen?',
    about: 'Bronnen en uitleg',
    news: 'Wat is nieuw',
    definitions: 'Definities',
    released: (date: string) => `Vrijgegeven op ${date}`,
    sources: 'Bronnen',
    releaseId: (id: string) => `Uitgave ${id}`,
    invented: 'Verzonnen cijfers',
    inventedMeaning: 'Dit is een voorbeeld. De cijfers gaan niet over echte mensen.',
    title: (page: string, region: string) => `${page} - ${region} - wijkscan`,
    /** What a gemeente, wijk and buurt are, for who does not know the words; empty: everybody does. */
    places: '',
  },

  search: {
    label: 'Zoek een gebied of onderwerp',
    hint: 'Gebied of onderwerp',
    results: 'Gevonden',
    commands: 'Zoeken en gaan',
    keys: 'Pijltjes kiezen, Enter gaat erheen, Escape sluit.',
    print: 'Deze pagina afdrukken',
    kinds: { topic: 'Onderwerp', page: 'Pagina', command: 'Opdracht' },
    count: (shown: number, found: number) =>
      found === 0 ? 'Niets gevonden.' : shown === found ? `${found} gevonden.` : `${found} gevonden, de eerste ${shown} staan in de lijst.`,
    none: 'Niets gevonden. Controleer de naam of typ een deel ervan.',
  },

  tour: { start: 'Rondleiding' },

  choose: {
    label: 'Wat wilt u zien?',
    indicator: 'Onderwerp',
    level: 'Per',
    period: 'Jaar',
    breakdown: 'Groep',
    gemeente: 'Gemeente',
    allGemeenten: 'Alle gemeenten',
    noNumbers: (level: string) => `${level} (geen cijfers)`,
    otherPeriod: (wished: string, shown: string) => `Over ${wished} zijn er geen cijfers. U ziet ${shown}.`,
  },

  item: {
    subtitle: (level: LevelId, region: string, period: string) => `per ${levelOne[level]} in ${region}, ${period}`,
    inGemeente: (level: LevelId, gemeente: string, period: string) =>
      `per ${levelOne[level]} in de gemeente ${gemeente}, ${period}`,
    provenance: 'Over dit cijfer',
    source: 'Bron',
    population: 'Voor wie',
    numerator: 'Wat telt mee',
    denominator: 'Ten opzichte van',
    kind: 'Soort cijfer',
    modelled: 'berekend met een model',
    measured: 'geteld of gemeten',
    definition: 'Definitie, versie',
    released: 'Vrijgegeven op',
    note: 'Let op',
    breaks: 'Breuk in de reeks',
    use: 'Niet geschikt voor',
    noCompare: 'vergelijken van gebieden',
    noTrend: 'ontwikkeling in de tijd',
    noEffect: 'meten van effect',
    /** Under a description that is Dutch on an English page; empty: it is in the language of the page. */
    inDutch: '',
    periodBreak: (period: string, why: string) => `${period}: ${why}`,
  },

  table: {
    heading: 'Tabel',
    region: (name: string) => `Tabel: ${name}`,
    area: (level: LevelId) => levelOne[level][0]!.toUpperCase() + levelOne[level].slice(1),
    gemeente: 'Gemeente',
    value: 'Waarde',
    unit: (unit: string) => (unit === '%' ? 'procent' : unit),
    interval: 'Marge (95%)',
    withInterval: 'met marge',
    range: (lower: string, upper: string) => `${lower} tot ${upper}`,
    noInterval: 'De bron geeft bij dit cijfer geen marge.',
    status: 'Soort',
    compare: 'Ter vergelijking',
    areas: (level: LevelId) => `Alle ${levelMany[level]}`,
    empty: 'geen cijfer',
    offMap: (why: string) => `niet op de kaart: ${why}`,
    hint: 'Kies een kolomkop om te sorteren.',
  },

  map: {
    heading: 'Kaart',
    name: (indicator: string, subtitle: string) => `Kaart: ${indicator} ${subtitle}`,
    role: 'kaart',
    help: 'Gebruik de pijltjestoetsen om van gebied naar gebied te gaan. Enter opent het profiel. De tabel bevat dezelfde cijfers.',
    hint: 'Wijs een gebied aan, of loop met de pijltjestoetsen over de kaart.',
    edge: 'Rand van de kaart.',
    profile: 'Bekijk het profiel',
    inGemeente: (name: string) => `gemeente ${name}`,
    legend: 'Legenda',
    legendEmpty: 'Geen cijfer',
    legendUnit: (unit: string) =>
      unit === '%' ? 'In procenten' : /^(aantal$|per )/.test(unit) ? unit[0]!.toUpperCase() + unit.slice(1) : `In ${unit}`,
    below: (upper: number, decimals: number) => `minder dan ${formatBound(upper, decimals)}`,
    between: (lower: number, upper: number, decimals: number) =>
      `${formatBound(lower, decimals)} tot ${formatBound(upper, decimals)}`,
    above: (lower: number, decimals: number) => `${formatBound(lower, decimals)} of meer`,
    all: 'alle waarden',
    count: (count: number, level: LevelId) => `${formatCount(count)} ${count === 1 ? levelOne[level] : levelMany[level]}`,
    edition: (edition: number) => `Grenzen van ${edition}. De klassen zijn voor alle jaren gelijk.`,
    offMap: (count: number) => `Wel in de tabel, niet op de kaart (${count})`,
    changed: 'grens gewijzigd',
    notDelivered: 'grens niet geleverd',
    none: 'Voor dit niveau is er geen kaart. De tabel bevat alle cijfers.',
  },

  profile: {
    alike: (level: LevelId) => `Vergelijk met ${levelMany[level]} die erop lijken`,
    kind: (level: LevelId) => levelOne[level][0]!.toUpperCase() + levelOne[level].slice(1),
    path: 'U bent hier',
    onMap: 'Bekijk op de kaart',
    indicator: 'Onderwerp',
    period: 'Jaar',
    strip: (level: LevelId) => `Tussen alle ${levelMany[level]}`,
    stripWords: (level: LevelId, low: string, high: string, own: string) =>
      `De helft van de ${levelMany[level]} ligt tussen ${low} en ${high}; hier is het ${own}.`,
    stripHelp: (level: LevelId) =>
      `Het strookje ‘tussen alle ${levelMany[level]}’ toont elk gebied als een streepje; de band is de middelste helft.`,
    trend: 'Verloop',
    trendAlt: (points: string, breaks: string) => `Verloop vanaf nul: ${points}.${breaks}`,
    trendPoint: (period: string, value: string) => `${period} ${value}`,
    trendBreak: (period: string, why: string) => ` Breuk in ${period}: ${why}`,
    oneYear: 'Eén jaar',
    explain: 'Uitleg en herkomst',
    caption: (theme: string, name: string) => `${theme}: ${name} naast de gebieden waar het in ligt.`,
    why: 'Hoe komt dit cijfer tot stand?',
    whyClose: 'Sluit de herkomst',
    whyTitle: 'Zo komt dit cijfer tot stand',
    decision: 'Besluit bij de privacypoort',
    rule: 'Regel',
    interval: 'De marge',
    comparison: 'De vergelijking',
    overTime: 'De ontwikkeling',
    delivery: 'Levering',
    rows: (rows: number[]) => (rows.length === 1 ? `regel ${rows[0]}` : `regels ${join.format(rows.map(String))}`),
    breakdowns: 'Toon ook de groepen (leeftijd, geslacht)',
    hasHidden: 'Sommige cijfers zijn verborgen om de privacy van mensen.',
    children: (level: LevelId, name: string) => `${levelMany[level][0]!.toUpperCase()}${levelMany[level].slice(1)} in ${name}`,
    noNumbers: 'Voor dit gebied zijn er geen cijfers in deze uitgave.',
    lead: 'Elk cijfer is vergeleken met de rest van het gebied waar het in ligt. Hoger of lager is niet hetzelfde als beter of slechter.',
    page: 'Alles over dit onderwerp',
    editions: (years: number[]) => `Indeling van ${join.format(years.map(String))}`,
    notOnMap: 'Dit gebied staat niet op de kaart: de grens is gewijzigd.',
    close: 'Sluiten',
  },

  about: {
    definitions: 'Wat elk cijfer telt, voor wie en waarvoor niet',
    title: 'Bronnen en uitleg',
    lead: (region: string) => `Hier leest u waar de cijfers van ${region} vandaan komen, en wat de woorden bij een cijfer betekenen.`,
    sources: 'Bronnen',
    owner: 'Eigenaar',
    licence: 'Licentie',
    website: 'Website',
    openData: 'Openbaar',
    isOpen: 'ja, de eigenaar heeft de cijfers zelf openbaar gemaakt',
    isClosed: 'nee, de eigenaar heeft deze cijfers niet openbaar gemaakt',
    inventedSources:
      'Ook de leveringen van deze voorbeeldregio zijn verzonnen. Ze hebben de vorm van leveringen van deze eigenaren, maar komen niet van hen.',
    deliveries: 'Leveringen',
    deliveriesOf: (source: string) => `Leveringen van ${source}`,
    file: 'Bestand',
    edition: 'Indeling',
    rows: 'Regels',
    unknownAreas: 'Onbekende gebieden',
    fingerprint: 'Kenmerk',
    noEdition: 'geen',
    notTold: 'niet vrijgegeven',
    statuses: 'Wat de woorden bij een cijfer betekenen',
    word: 'Woord',
    meaning: 'Betekenis',
    sign: 'Teken op de kaart',
    gate: 'Hoe een cijfer wordt vrijgegeven',
    gateText: [
      'Elk cijfer komt door de privacypoort. Er is geen andere weg naar deze website.',
      'Cijfers die de eigenaar zelf openbaar heeft gemaakt, zoals die van CBS, RIVM en Vektis, gaan als openbaar cijfer door de poort. Bij elk cijfer kunt u zien uit welke levering het komt.',
      'Voor andere cijfers gelden vaste regels. Wat over te weinig mensen gaat, blijft verborgen. Dat staat als "verborgen (privacy)" in de tabel en op de kaart.',
    ],
    gateMore: 'Meer over de privacypoort: regels, aantallen en uitgaven',
    reading: 'Hoe u de cijfers leest',
    readingText: [
      'Veel of weinig zorg is niet goed of slecht. De kleuren op de kaart laten alleen zien hoe groot het getal is.',
      'Een klein verschil tussen twee wijken kan toeval zijn. Daarom staat bij elk cijfer of het verschil aantoonbaar is.',
      'Nul is nul. Als een cijfer ontbreekt, staat er een teken met de reden.',
    ],
    privacy: 'Deze website',
    privacyText: 'Deze website gebruikt geen cookies en haalt niets op bij andere websites. Uw keuzes staan in het adres van de pagina. U kunt dat adres delen.',
    areas: 'Gebieden in deze uitgave',
    level: 'Niveau',
    number: 'Aantal',
    mapEdition: 'Grenzen van',
  },

  downloads: {
    title: 'Meenemen',
    lead: 'Dezelfde cijfers als bestand, met marge, oordeel en soort. Een lege cel is nooit nul: de kolom status zegt waarom.',
    part: 'Deze selectie',
    whole: 'Alles van dit onderwerp',
    forms: { xlsx: 'Excel (XLSX)', 'csv-nl': 'CSV voor Nederlands Excel', csv: 'CSV', 'json-stat': 'JSON-stat' },
  },

  picture: {
    save: 'Bewaar als plaatje:',
    empties: 'Een gebied met een arcering heeft geen cijfer. Dat is geen nul: het cijfer is verborgen om mensen te beschermen, niet geleverd of niet betrouwbaar genoeg.',
    source: (source: string, date: string, id: string) =>
      `${source === '' ? '' : `Bron: ${source}. `}Uitgave ${id} van ${date}, wijkscan.`,
    failed: 'Het plaatje kon niet worden gemaakt. Probeer SVG in plaats van PNG.',
  },

  embed: {
    title: 'Kaart van wijkscan',
    offer: 'Deze kaart op uw eigen site',
    copy: 'Kopieer deze HTML en zet die in uw pagina. De kaart toont altijd de nieuwste uitgave.',
    look: 'Bekijk hoe de kaart er dan uitziet',
    whole: 'Bekijk tabel en uitleg op wijkscan',
  },

  loading: {
    page: 'De cijfers worden opgehaald.',
  },

  fault: {
    stray: (parameter: string, value: string, exists: string[]) =>
      `In het adres staat ${parameter} ‘${value}’. Dat is er niet in deze uitgave.${exists.length === 0 ? '' : ` Wel: ${exists.join(', ')}.`}`,
    title: 'Er ging iets mis',
    unreachable: 'De server antwoordt niet. Misschien is uw verbinding weg, of wordt de server net opnieuw gestart.',
    unreadable: 'De server gaf een antwoord dat deze pagina niet kan lezen.',
    refused: (detail: string) => `De server begrijpt deze vraag niet: ${detail}`,
    unknown: (detail: string) => `Dit is niet gevonden: ${detail}`,
    retry: 'Probeer het opnieuw',
    unknownArea: (code: string) => `Het gebied ${code} staat niet in deze uitgave.`,
    unknownAreaWay: 'Zoek het gebied op naam, of kies het op de kaart.',
    unknownPage: 'Deze pagina bestaat niet.',
    unknownIndicator: (id: string) => `Het onderwerp "${id}" staat niet in deze uitgave.`,
    notAtLevel: (indicator: string, level: LevelId) => `Voor "${indicator}" zijn er geen cijfers per ${levelOne[level]}.`,
    showLevel: (level: LevelId) => `Toon per ${levelOne[level]}`,
    noIndicators: 'In deze uitgave staan nog geen cijfers.',
    home: 'Naar kaart en tabel',
    showFirst: 'Toon een ander onderwerp',
  },
};

