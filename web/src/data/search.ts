/* data/search.ts - find areas, topics, pages and commands by a part of their name; accents, case and dashes do not
 * matter.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { gemeenteOf, type House } from './house.ts';
import type { Area, Indicator } from './types.ts';

export function fold(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim();
}

/** What a reader can go to, or have done. */
export type Target =
  | { kind: 'area'; area: Area; name: string; place: string }
  | { kind: 'topic'; indicator: Indicator; name: string; place: string }
  | { kind: 'page'; path: string; name: string; place: '' }
  | { kind: 'command'; command: string; name: string; place: '' };

interface Entry {
  target: Target;
  folded: string;
  foldedPlace: string;
  code: string;
  /** Of two names that fit as well, the lower comes first. */
  order: number;
}

const levelOrder = { gemeente: 0, wijk: 1, buurt: 2 } as const;
const kindOrder = { area: 0, page: 3, topic: 4, command: 5 } as const;

function entryOf(target: Target, code: string, order: number): Entry {
  return { target, folded: fold(target.name), foldedPlace: fold(target.place), code: code.toLowerCase(), order };
}

/** Areas by name and gemeente, topics by name and theme, both by code. */
export function makeIndex(house: House): Entry[] {
  const themes = new Map(house.themes.map((theme) => [theme.id, theme.naam]));
  const areas = house.areas.flatMap((area) => {
    if (!(area.niveau in levelOrder)) {
      return [];
    }
    const place = area.niveau === 'gemeente' ? '' : (gemeenteOf(house, area.code)?.naam ?? '');
    const order = levelOrder[area.niveau as keyof typeof levelOrder];
    return [entryOf({ kind: 'area', area, name: area.naam, place }, area.code, order)];
  });
  const topics = house.indicators.map((indicator) =>
    entryOf(
      { kind: 'topic', indicator, name: indicator.naam, place: themes.get(indicator.thema) ?? '' },
      indicator.code,
      kindOrder.topic,
    ),
  );
  return [...areas, ...topics];
}

/** Pages and commands, which are also shown before anything is asked. */
export function makeCommandIndex(targets: readonly Target[]): Entry[] {
  return targets.map((target) => entryOf(target, '', kindOrder[target.kind]));
}

/** Lower is better; null when a word of the question is in neither name, place nor code. */
function cost(entry: Entry, question: string, words: readonly string[]): number | null {
  const isNamed = (word: string): boolean =>
    entry.folded.includes(word) || (entry.code !== '' && entry.code.startsWith(word));
  if (!words.every((word) => isNamed(word) || entry.foldedPlace.includes(word))) {
    return null;
  }
  const at = entry.folded.startsWith(question) ? 0 : ` ${entry.folded}`.includes(` ${question}`) ? 1 : 2;
  // A hit on the place's name alone comes after every hit on the own name.
  const byPlace = words.some(isNamed) ? 0 : 3;
  return (at + byPlace) * 10 + entry.order;
}

export function search(index: readonly Entry[], question: string): Target[] {
  const folded = fold(question);
  if (folded === '') {
    return [];
  }
  const words = folded.split(' ');
  return index
    .flatMap((entry) => {
      const price = cost(entry, folded, words);
      return price === null ? [] : [{ entry, price }];
    })
    .sort((a, b) => a.price - b.price || a.entry.target.name.localeCompare(b.entry.target.name, 'nl', { numeric: true }))
    .map(({ entry }) => entry.target);
}
