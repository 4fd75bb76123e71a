/* data/search.ts - find areas by a part of their name; accents, case and dashes do not matter.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { gemeenteOf, type House } from './house.ts';
import type { Area, LevelId } from './types.ts';

export function fold(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim();
}

export interface Found {
  area: Area;
  place: string;
}

interface Entry extends Found {
  folded: string;
  code: string;
}

const levelOrder: Partial<Record<LevelId, number>> = { gemeente: 0, wijk: 1, buurt: 2 };

export function makeIndex(house: House): Entry[] {
  return house.areas
    .filter((area) => area.niveau in levelOrder)
    .map((area) => ({
      area,
      place: area.niveau === 'gemeente' ? '' : (gemeenteOf(house, area.code)?.naam ?? ''),
      folded: fold(area.naam),
      code: area.code.toLowerCase(),
    }));
}

/** Lower is better; null when a word of the question is in neither name, gemeente nor code. */
function cost(entry: Entry, question: string, words: readonly string[]): number | null {
  const place = fold(entry.place);
  const isHit = words.every(
    (word) => entry.folded.includes(word) || place.includes(word) || entry.code.startsWith(word),
  );
  if (!isHit) {
    return null;
  }
  const at = entry.folded.startsWith(question) ? 0 : ` ${entry.folded}`.includes(` ${question}`) ? 1 : 2;
  // A hit on the gemeente's name alone comes after every hit on the area's own name.
  const byPlace = words.some((word) => entry.folded.includes(word) || entry.code.startsWith(word)) ? 0 : 3;
  return (at + byPlace) * 10 + (levelOrder[entry.area.niveau] ?? 9);
}

export function search(index: readonly Entry[], question: string): Found[] {
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
    .sort((a, b) => a.price - b.price || a.entry.area.naam.localeCompare(b.entry.area.naam, 'nl', { numeric: true }))
    .map(({ entry }) => ({ area: entry.area, place: entry.place }));
}
