/* tests/languages.test.ts - the English texts are those of the Dutch pages, each of them translated.
 *
 * TypeScript holds the two to one shape; this looks at what types do not see: tables of words by code, and words that
 * stayed Dutch.  It reads the sources, so that texts inside functions count too.
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import ts from 'typescript';

import { text as english } from '../src/text/en/common.ts';
import { formatBound, formatChance, formatCount, formatDate, formatNumber, formatShort } from '../src/text/en/number.ts';
import { signalsText } from '../src/text/en/signals.ts';
import { verdictText } from '../src/text/en/verdict.ts';

/** What is rightly the same in both languages: names, codes, and the Dutch words that have no English ones. */
const alike = new Set([
  'wijkscan', 'gemeente', 'gemeenten', 'wijk', 'wijken', 'buurt', 'buurten', 'Gemeente',
  'gemeente ', 'Per', 'Per ', 'per ', ' in ', 'in ', 'In ', 'is', 'Website', 'trend',
  ' - wijkscan', ', wijkscan.', 'conjunction', 'long', 'UTC',
  'Wilson, 1927', 'marge', 'rest', 'toeval', 'schatting', 'ranglijst', 'geen-oordeel',
  'Excel (XLSX)', 'csv-nl', 'CSV', 'json-stat', 'JSON-stat',
]);

const folder = (language: string): URL => new URL(`../src/text/${language}/`, import.meta.url);
const modules = readdirSync(folder('nl'));

interface Found {
  texts: string[];
  keys: string[];
}

/** A word, or a letter by itself; the number of a paper is the same everywhere. */
const hasWords = (text: string): boolean => /\p{Letter}{2}|^\p{Letter}$/u.test(text) && !text.startsWith('10.');

/** Texts of a module, and the keys of its objects; not what is compared with, imported or a type. */
function look(language: string, name: string): Found {
  const source = ts.createSourceFile(name, readFileSync(new URL(name, folder(language)), 'utf8'), ts.ScriptTarget.ES2022, true);
  const found: Found = { texts: [], keys: [] };
  const visit = (node: ts.Node): void => {
    const isCompared = ts.isBinaryExpression(node) && /^[!=]==$/.test(node.operatorToken.getText());
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isCaseClause(node) && visitClause(node) || isCompared) {
      return;
    }
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
      found.keys.push(node.name.getText());
    }
    if (ts.isStringLiteral(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node) ||
      ts.isNoSubstitutionTemplateLiteral(node)) {
      found.texts.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  const visitClause = (clause: ts.CaseClause): true => {
    clause.statements.forEach(visit);
    return true;
  };
  visit(source);
  return found;
}

test('every module of texts is there in English', () => {
  assert.deepEqual(readdirSync(folder('en')), modules);
  assert.ok(modules.length > 8);
});

for (const name of modules) {
  test(`${name}: the same keys in both languages`, () => {
    // How numbers are written differs between them.
    if (name !== 'number.ts') {
      assert.deepEqual([...new Set(look('en', name).keys)].sort(), [...new Set(look('nl', name).keys)].sort());
    }
  });

  test(`${name}: no text stayed Dutch`, () => {
    const dutch = new Set(look('nl', name).texts);
    const left = look('en', name).texts.filter((text) => hasWords(text) && dutch.has(text) && !alike.has(text));
    assert.deepEqual(left, []);
  });
}

test('what is listed as alike still occurs', () => {
  const dutch = new Set(modules.flatMap((name) => look('nl', name).texts));
  const both = new Set(modules.flatMap((name) => look('en', name).texts).filter((text) => dutch.has(text)));
  assert.deepEqual([...alike].filter((text) => !both.has(text)), []);
});

test('numbers and dates are written in English', () => {
  assert.equal(formatNumber(4.2, 1), '4.2');
  assert.equal(formatNumber(12345, 0), '12,345');
  assert.equal(formatNumber(-1.5, 1), '\u22121.5');
  assert.equal(formatCount(6920), '6,920');
  assert.equal(formatBound(3.125, 1), '3.125');
  assert.equal(formatShort(0.04), 'less than 0.1');
  assert.equal(formatChance(0.999), 'more than 99%');
  assert.equal(formatDate('2026-11-22'), '22 November 2026');
  assert.equal(formatDate('2026'), '2026');
});

test('sentences with numbers are English sentences', () => {
  const spread = { level: 'wijk', period: '2024', unit: '%', decimals: 1 } as const;
  assert.equal(
    english.conclusion({ ...spread, numbers: [1.4, 3, 4, 6.3], empties: 2 }),
    'In 2024 the figure per wijk runs from 1.4 to 6.3 per cent. In half of the wijken it is 3.5 per cent or more. There is no figure for 2 wijken.',
  );
  assert.equal(english.conclusion({ ...spread, numbers: [2], empties: 1 }), 'In 2024 the figure is 2.0 per cent in the only wijk. There is no figure for 1 wijk.');
  assert.equal(english.conclusion({ ...spread, numbers: [], empties: 3 }), 'There is no figure for any wijk in 2024.');
  assert.equal(english.withUnit(1234, 0, 'number'), '1,234');
  assert.equal(verdictText.full('geen_verschil', 'Enschede'), 'no demonstrable difference from the rest of Enschede');
  assert.equal(verdictText.why('no verdict: the source gives no margin here'), 'the source gives no margin here');
  const toets = { regel: 'posterior', tegen: 'gemeente', getoetst: 119, aangewezen: 17, verwachtDoorToeval: 0.182, reden: null, tekst: '' } as const;
  assert.equal(
    verdictText.tested(toets, 'wijk'),
    '119 wijken were compared with the rest of their gemeente: 17 differ demonstrably. Of these, 0.2 is expected to be chance.',
  );
  assert.equal(signalsText.chanceWords(0.876), 'likely (88%)');
});
