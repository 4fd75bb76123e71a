/* text/en/common.ts - the texts of every page, in plain English.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Status } from '../../data/types.ts';
import type { Spread, text as dutch } from '../nl/common.ts';
import { levelMany, levelOne } from './level.ts';
import { formatBound, formatCount, formatNumber } from './number.ts';

const status: Record<Status, string> = {
  ok: 'measured',
  estimate: 'estimate',
  converted: 'converted',
  provisional: 'provisional',
  hidden: 'hidden (privacy)',
  too_few: 'too few observations',
  not_delivered: 'not delivered',
  not_applicable: 'not applicable',
  not_released: 'not yet released',
  boundary: 'boundary changed',
};

const statusMeaning: Record<Status, string> = {
  ok: 'This figure was counted or measured.',
  estimate: 'This figure was computed with a model. The real figure may be a little higher or lower.',
  converted: 'This figure belongs to old boundaries. It was converted to those of today.',
  provisional: 'This figure may still change. The owner will deliver the final figure later.',
  hidden: 'This figure is not shown. It is about too few people, or such a figure could be worked out from it.',
  too_few: 'Too few people took part in the survey. The figure is therefore not reliable.',
  not_delivered: 'The owner has delivered no figure for this area. So it is not zero.',
  not_applicable: 'This figure cannot exist for this area.',
  not_released: 'This figure is there, but has not been checked and released yet.',
  boundary: 'The boundary or the code of this area has changed. The figure therefore does not belong to this area.',
};

const join = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** A count needs no unit in a sentence. */
function withWords(number: string, unit: string): string {
  return unit === 'number' ? number : `${number} ${unit}`;
}

function withUnit(value: number, decimals: number, unit: string): string {
  const number = formatNumber(value, decimals);
  return unit === '%' ? `${number}%` : withWords(number, unit);
}

function spoken(value: number, decimals: number, unit: string): string {
  return withWords(formatNumber(value, decimals), unit === '%' ? 'per cent' : unit);
}

function capital(words: string): string {
  return words[0]!.toUpperCase() + words.slice(1);
}

/** The caption of the table: what the numbers show, without a verdict. */
function conclusion({ level, period, unit, decimals, numbers, empties }: Spread): string {
  const missing =
    empties === 0
      ? ''
      : ` There is no figure for ${formatCount(empties)} ${empties === 1 ? levelOne[level] : levelMany[level]}.`;
  const sorted = [...numbers].sort((a, b) => a - b);
  const lowest = sorted[0];
  const highest = sorted.at(-1);
  if (lowest === undefined || highest === undefined) {
    return `There is no figure for any ${levelOne[level]} in ${period}.`;
  }
  const low = formatNumber(lowest, decimals);
  const high = spoken(highest, decimals, unit);
  if (low === formatNumber(highest, decimals)) {
    return `In ${period} the figure is ${high} in ${sorted.length === 1 ? `the only ${levelOne[level]}` : `all ${levelMany[level]}`}.${missing}`;
  }
  const middle = sorted.length % 2 === 1
    ? sorted[(sorted.length - 1) / 2]!
    : (sorted[sorted.length / 2 - 1]! + sorted[sorted.length / 2]!) / 2;
  const half =
    sorted.length < 4 ? '' : ` In half of the ${levelMany[level]} it is ${spoken(middle, decimals, unit)} or more.`;
  return `In ${period} the figure per ${levelOne[level]} runs from ${low} to ${high}.${half}${missing}`;
}

export const text: typeof dutch = {
  product: 'wijkscan',
  levelOne,
  levelMany,
  status,
  statusMeaning,
  withUnit,
  spoken,
  conclusion,
  join: (parts) => join.format(parts),
  levelTitle: (level) => capital(levelMany[level]),

  frame: {
    toContent: 'To the content',
    toTable: 'To the table',
    toMap: 'To the map',
    navigation: 'Main menu',
    start: 'Home',
    mapAndTable: 'Map and table',
    compare: 'Compare',
    gaps: 'Differences',
    signals: 'Need and use',
    reading: 'How we read differences',
    gate: 'Privacy gate',
    whyHidden: 'Why are figures hidden?',
    about: 'Sources and explanation',
    news: 'What is new',
    definitions: 'Definitions',
    released: (date) => `Released on ${date}`,
    sources: 'Sources',
    releaseId: (id) => `Release ${id}`,
    invented: 'Invented figures',
    inventedMeaning: 'This is an example. The figures are not about real people.',
    title: (page, region) => `${page} - ${region} - wijkscan`,
    places:
      'A gemeente is a Dutch municipality. A wijk is a district of a gemeente, and a buurt is a neighbourhood of a wijk. The plurals are gemeenten, wijken and buurten.',
  },

  search: {
    label: 'Find an area or topic',
    hint: 'Area or topic',
    results: 'Found',
    commands: 'Search and go',
    keys: 'Arrows choose, Enter goes there, Escape closes.',
    print: 'Print this page',
    kinds: { topic: 'Topic', page: 'Page', command: 'Command' },
    count: (shown, found) =>
      found === 0 ? 'Nothing found.' : shown === found ? `${found} found.` : `${found} found, the first ${shown} are in the list.`,
    none: 'Nothing found. Check the name or type a part of it.',
  },

  tour: { start: 'Guided tour' },

  choose: {
    label: 'What do you want to see?',
    indicator: 'Topic',
    level: 'Per',
    period: 'Year',
    breakdown: 'Group',
    gemeente: 'Gemeente',
    allGemeenten: 'All gemeenten',
    noNumbers: (level) => `${level} (no figures)`,
    otherPeriod: (wished, shown) => `There are no figures for ${wished}. You see ${shown}.`,
  },

  item: {
    subtitle: (level, region, period) => `per ${levelOne[level]} in ${region}, ${period}`,
    inGemeente: (level, gemeente, period) => `per ${levelOne[level]} in the gemeente ${gemeente}, ${period}`,
    provenance: 'About this figure',
    source: 'Source',
    population: 'For whom',
    numerator: 'What counts',
    denominator: 'Relative to',
    kind: 'Kind of figure',
    modelled: 'computed with a model',
    measured: 'counted or measured',
    definition: 'Definition, version',
    released: 'Released on',
    note: 'Please note',
    breaks: 'Break in the series',
    use: 'Not suitable for',
    noCompare: 'comparing areas',
    noTrend: 'development over time',
    noEffect: 'measuring effect',
    inDutch: 'The catalogue describes this figure in Dutch only.',
    periodBreak: (period, why) => `${period}: ${why}`,
  },

  table: {
    heading: 'Table',
    region: (name) => `Table: ${name}`,
    area: (level) => capital(levelOne[level]),
    gemeente: 'Gemeente',
    value: 'Value',
    unit: (unit) => (unit === '%' ? 'per cent' : unit),
    interval: 'Margin (95%)',
    withInterval: 'with margin',
    range: (lower, upper) => `${lower} to ${upper}`,
    noInterval: 'The source gives no margin with this figure.',
    status: 'Kind',
    compare: 'For comparison',
    areas: (level) => `All ${levelMany[level]}`,
    empty: 'no figure',
    offMap: (why) => `not on the map: ${why}`,
    hint: 'Choose a column head to sort.',
  },

  map: {
    heading: 'Map',
    name: (indicator, subtitle) => `Map: ${indicator} ${subtitle}`,
    role: 'map',
    help: 'Use the arrow keys to go from area to area. Enter opens the profile. The table holds the same figures.',
    hint: 'Point at an area, or walk over the map with the arrow keys.',
    edge: 'Edge of the map.',
    profile: 'See the profile',
    inGemeente: (name) => `gemeente ${name}`,
    legend: 'Legend',
    legendEmpty: 'No figure',
    legendUnit: (unit) => (unit === '%' ? 'In per cent' : /^(number$|per )/.test(unit) ? capital(unit) : `In ${unit}`),
    below: (upper, decimals) => `less than ${formatBound(upper, decimals)}`,
    between: (lower, upper, decimals) => `${formatBound(lower, decimals)} to ${formatBound(upper, decimals)}`,
    above: (lower, decimals) => `${formatBound(lower, decimals)} or more`,
    all: 'all values',
    count: (count, level) => `${formatCount(count)} ${count === 1 ? levelOne[level] : levelMany[level]}`,
    edition: (edition) => `Boundaries of ${edition}. The classes are the same for all years.`,
    offMap: (count) => `In the table, but not on the map (${count})`,
    changed: 'boundary changed',
    notDelivered: 'boundary not delivered',
    none: 'There is no map of this level. The table holds all figures.',
  },

  profile: {
    alike: (level) => `Compare with ${levelMany[level]} that are like it`,
    kind: (level) => capital(levelOne[level]),
    path: 'You are here',
    onMap: 'See it on the map',
    indicator: 'Topic',
    period: 'Year',
    strip: (level) => `Among all ${levelMany[level]}`,
    stripWords: (level, low, high, own) =>
      `Half of the ${levelMany[level]} lie between ${low} and ${high}; here it is ${own}.`,
    stripHelp: (level) =>
      `The strip ‘among all ${levelMany[level]}’ shows each area as a fine line; the band is the middle half.`,
    trend: 'Over time',
    trendAlt: (points, breaks) => `Over time, from zero: ${points}.${breaks}`,
    trendPoint: (period, value) => `${period} ${value}`,
    trendBreak: (period, why) => ` Break in ${period}: ${why}`,
    oneYear: 'One year',
    explain: 'Explanation and origin',
    caption: (theme, name) => `${theme}: ${name} beside the areas it lies in.`,
    why: 'How did this figure come about?',
    whyClose: 'Close the origin',
    whyTitle: 'How this figure came about',
    decision: 'Decision of the privacy gate',
    rule: 'Rule',
    interval: 'The margin',
    comparison: 'The comparison',
    overTime: 'The development',
    delivery: 'Delivery',
    rows: (rows) => (rows.length === 1 ? `row ${rows[0]}` : `rows ${join.format(rows.map(String))}`),
    breakdowns: 'Show the groups too (age, sex)',
    hasHidden: 'Some figures are hidden to protect people’s privacy.',
    children: (level, name) => `${capital(levelMany[level])} in ${name}`,
    noNumbers: 'There are no figures for this area in this release.',
    lead: 'Each figure was compared with the rest of the area it lies in. Higher or lower is not the same as better or worse.',
    page: 'Everything on this topic',
    editions: (years) => `Boundaries of ${join.format(years.map(String))}`,
    notOnMap: 'This area is not on the map: its boundary has changed.',
    close: 'Close',
  },

  about: {
    definitions: 'What each figure counts, for whom, and what it is not for',
    title: 'Sources and explanation',
    lead: (region) =>
      `Here you read where the figures of ${region} come from, and what the words beside a figure mean.`,
    sources: 'Sources',
    owner: 'Owner',
    licence: 'Licence',
    website: 'Website',
    openData: 'Public',
    isOpen: 'yes, the owner has made the figures public',
    isClosed: 'no, the owner has not made these figures public',
    inventedSources:
      'The deliveries of this example region are invented too. They have the form of deliveries of these owners, but do not come from them.',
    deliveries: 'Deliveries',
    deliveriesOf: (source) => `Deliveries of ${source}`,
    file: 'File',
    edition: 'Boundaries of',
    rows: 'Rows',
    unknownAreas: 'Unknown areas',
    fingerprint: 'Fingerprint',
    noEdition: 'none',
    notTold: 'not released',
    statuses: 'What the words beside a figure mean',
    word: 'Word',
    meaning: 'Meaning',
    sign: 'Sign on the map',
    gate: 'How a figure is released',
    gateText: [
      'Each figure comes through the privacy gate. There is no other way to this website.',
      'Figures that their owner has made public, such as those of CBS, RIVM and Vektis, pass the gate as public figures. With each figure you can see which delivery it comes from.',
      'For other figures there are fixed rules. What is about too few people stays hidden. That is shown as “hidden (privacy)” in the table and on the map.',
    ],
    gateMore: 'More about the privacy gate: rules, numbers and releases',
    reading: 'How to read the figures',
    readingText: [
      'Much or little care is not good or bad. The colours of the map show only how large the number is.',
      'A small difference between two wijken may be chance. So each figure says whether the difference is demonstrable.',
      'Zero is zero. Where a figure is missing, there is a sign with the reason.',
    ],
    privacy: 'This website',
    privacyText:
      'This website uses no cookies and fetches nothing from other websites. Your choices are in the address of the page. You can share that address.',
    areas: 'Areas in this release',
    level: 'Level',
    number: 'Number',
    mapEdition: 'Boundaries of',
  },

  downloads: {
    title: 'Take it with you',
    lead: 'The same figures as a file, with margin, verdict and kind. An empty cell is never zero: the column status says why. The files are in Dutch.',
    part: 'This selection',
    whole: 'All of this topic',
    forms: { xlsx: 'Excel (XLSX)', 'csv-nl': 'CSV for Dutch Excel', csv: 'CSV', 'json-stat': 'JSON-stat' },
  },

  picture: {
    save: 'Save as a picture:',
    empties: 'A hatched area has no figure. That is not zero: the figure is hidden to protect people, not delivered, or not reliable enough.',
    source: (source, date, id) =>
      `${source === '' ? '' : `Source: ${source}. `}Release ${id} of ${date}, wijkscan.`,
    failed: 'The picture could not be made. Try SVG instead of PNG.',
  },

  embed: {
    title: 'Map of wijkscan',
    offer: 'This map on your own site',
    copy: 'Copy this HTML into your page. The map always shows the newest release.',
    look: 'See what the map looks like there',
    whole: 'See the table and what it means on wijkscan',
  },

  loading: {
    page: 'The figures are being fetched.',
  },

  fault: {
    stray: (parameter, value, exists) =>
      `The address says ${parameter} ‘${value}’. This release does not have it.${exists.length === 0 ? '' : ` It has: ${exists.join(', ')}.`}`,
    title: 'Something went wrong',
    unreachable: 'The server does not answer. Perhaps your connection is gone, or the server is being started again.',
    unreadable: 'The server gave an answer that this page cannot read.',
    refused: (detail) => `The server does not understand this question: ${detail}`,
    unknown: (detail) => `This was not found: ${detail}`,
    retry: 'Try again',
    unknownArea: (code) => `The area ${code} is not in this release.`,
    unknownAreaWay: 'Find the area by name, or choose it on the map.',
    unknownPage: 'This page does not exist.',
    unknownIndicator: (id) => `The topic “${id}” is not in this release.`,
    notAtLevel: (indicator, level) => `There are no figures per ${levelOne[level]} for “${indicator}”.`,
    showLevel: (level) => `Show per ${levelOne[level]}`,
    noIndicators: 'There are no figures in this release yet.',
    home: 'To map and table',
    showFirst: 'Show another topic',
  },
};
