/* tests/words.test.ts - the Dutch of the pages: words that stand in the dictionary, none that need one to be understood, and
 * sentences of a length that can be read (language level B1).
 *
 * The dictionary is Debian's wdutch (OpenTaal).  What it does not know is named here: names, terms of the methods book, and
 * words of our own, which docs/glossary.md explains.
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import ts from 'typescript';

const dictionary = '/usr/share/dict/dutch';

/** Names and codes. */
const names =
  'Bafumi Benjamini Breslow Byar Ctrl Excel Fay Fay-Herriot Gelman Graubard Herriot Hochberg JSON-stat PNG Riebler Vektis Wlz XLSX BYM DIC UTC wijkscan Bivariate OGC SII RII GeoJSON GeoPackage PDOK';
/** Terms that a method has, in the book of methods alone; and the words of the gate. */
const terms =
  'Eén Multilevel-regressie Rekenpunten buurwijken logit poststratificatie privacypoort scoremethode voorbeeldregio';
/** What is a code to programs and no word to readers. */
const codes = 'alike biostatistics boolean conjunction csv-nl geen-oordeel json-stat jspi less mph nl nl-NL number';

/** Words of letters from an office: what to write instead stands in any list of B1. */
const stiff =
  'aangaande aldus alsmede alvorens betreffende conform cohort dermate derhalve desalniettemin desbetreffende dienaangaande ' +
  'dientengevolge doch evenals geenszins heden hieromtrent incidentie indien indicatief inzake jegens krachtens kwartiel ' +
  'louter middels mitsdien namelijk niettegenstaande omtrent onderhavige percentiel prevalentie reeds respondentie ' +
  'significant significantie stakeholder teneinde tevens thans vigerend voornoemd voorts wederom zulks';

/** The book of methods speaks to analysts. */
const forAnalysts = ['reading.ts', 'model.ts'];

const folder = new URL('../src/text/nl/', import.meta.url);

/** The pieces of text of a module: what stands between the parts that are filled in. */
function textsOf(name: string): string[] {
  const source = ts.createSourceFile(name, readFileSync(new URL(name, folder), 'utf8'), ts.ScriptTarget.Latest, true);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) {
      return;
    }
    if (ts.isTemplateExpression(node)) {
      // As a sentence: a word or number stands in each gap.
      texts.push([node.head.text, ...node.templateSpans.map((span) => `Almelo${span.literal.text}`)].join(''));
    } else if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      texts.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

const modules = readdirSync(folder);
const wordsOf = (text: string): string[] => (text.match(/\p{Letter}[\p{Letter}'’-]*\p{Letter}|\p{Letter}/gu) ?? []).map((word) => word.replaceAll('’', "'"));

test('every word stands in the dictionary, or is a name or a term that is listed', { skip: !existsSync(dictionary) && `${dictionary} is not there (Debian's wdutch)` }, () => {
  const known = new Set(readFileSync(dictionary, 'utf8').split('\n'));
  const own = new Set([names, terms, codes].join(' ').split(' ').map((word) => word.toLowerCase()));
  const strange = modules.flatMap((name) =>
    textsOf(name)
      .flatMap(wordsOf)
      .map((word) => (word === 'Almelo' ? word : word.replace('Almelo', '')))
      .filter((word) => !known.has(word) && !known.has(word.toLowerCase()) && !own.has(word.toLowerCase()))
      .map((word) => `${name}: ${word}`),
  );
  assert.deepEqual([...new Set(strange)], []);
});

test('no word is of the office', () => {
  const list = new Set(stiff.split(' '));
  const found = modules.flatMap((name) => textsOf(name).flatMap((text) => wordsOf(text).filter((word) => list.has(word.toLowerCase())).map((word) => `${name}: ${word}: ${text}`)));
  assert.deepEqual(found, []);
});

test('a sentence has at most 25 words, and they have ten on average or a few more', () => {
  const sentences = modules
    .filter((name) => !forAnalysts.includes(name))
    .flatMap((name) => textsOf(name).flatMap((text) => text.split(/(?<=[.!?:;])\s+/).map((sentence) => ({ name, sentence, n: wordsOf(sentence).length }))))
    .filter(({ n }) => n > 3);
  assert.ok(sentences.length > 200);
  assert.deepEqual(sentences.filter(({ n }) => n > 25).map(({ name, sentence, n }) => `${name} (${n}): ${sentence}`), []);
  const mean = sentences.reduce((sum, { n }) => sum + n, 0) / sentences.length;
  assert.ok(mean < 13, `mean ${mean.toFixed(1)}`);
});
