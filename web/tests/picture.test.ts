/* tests/picture.test.ts - a saved picture: long words wrap, signs of XML are written as such, charts do not overlap.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pictureOf, wrapped, type Chart } from '../src/data/picture.ts';

const measure = (text: string, size: number): number => text.length * size * 0.5;
const chart = (heading: string, width = 300, height = 100): Chart => ({ heading, markup: '<path d="M0 0"/>', viewBox: '0 0 300 100', width, height });

function picture(charts: Chart[], title = 'Titel'): string {
  return pictureOf({ title, subtitle: 'per wijk', charts, legend: [{ swatch: null, words: 'a < b' }], notes: ['Bron: CBS'], language: 'nl', measure });
}

test('a line is broken between words and never within one', () => {
  assert.deepEqual(wrapped('een twee drie', 8, (part) => part.length), ['een twee', 'drie']);
  assert.deepEqual(wrapped('langwoord is', 4, (part) => part.length), ['langwoord', 'is']);
  assert.deepEqual(wrapped('  ', 4, (part) => part.length), []);
});

test('signs of XML in words are written as such', () => {
  const svg = picture([chart('')], 'Zorg & "steun" <18');
  assert.ok(svg.includes('Zorg &amp; &quot;steun&quot; &lt;18'));
  assert.ok(svg.includes('a &lt; b'));
});

test('a long title takes more lines, and the picture is as much higher', () => {
  const height = (svg: string): number => Number(/ height="(\d+)"/.exec(svg)![1]);
  assert.ok(height(picture([chart('')], 'woord '.repeat(40))) > height(picture([chart('')])) + 22);
});

test('more charts stand in two columns, none over another', () => {
  const svg = picture([chart('een'), chart('twee'), chart('drie')]);
  const places = [...svg.matchAll(/<svg x="([\d.]+)" y="([\d.]+)" width="(\d+)" height="(\d+)"/g)].map((match) => match.slice(1).map(Number));
  assert.equal(places.length, 3);
  places.forEach((a, i) => {
    for (const b of places.slice(i + 1)) {
      const isApart = a[0]! + a[2]! <= b[0]! || b[0]! + b[2]! <= a[0]! || a[1]! + a[3]! <= b[1]! || b[1]! + b[3]! <= a[1]!;
      assert.ok(isApart, `${a.join(' ')} and ${b.join(' ')}`);
    }
  });
});
