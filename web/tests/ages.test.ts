/* tests/ages.test.ts - ages of areas: which figures hold every age once, shares of everybody, the rest of a whole, and what may
 * be said of a difference.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ageRest, ageSplitAt, ageSplitOf, ageSum, ageTreeOf, peakOf, type AgeSplit, type AgeTree } from '../src/data/ages.ts';
import { broadClasses, broadShare, findingOf, roundingOf, widestOf } from '../src/data/ageWords.ts';
import { addressOfForm } from '../src/data/fileForms.ts';
import type { House } from '../src/data/house.ts';
import { cellOf, type Cube } from '../src/data/jsonStat.ts';
import type { Indicator } from '../src/data/types.ts';

const broad = ['totaal', '0-14', '15-24', '25-44', '45-64', '65+'];

const indicator = (id: string, groups: readonly string[], levels: readonly string[] = ['wijk']): Indicator =>
  ({
    id,
    uitsplitsingen: groups.map((group) => ({ id: group, naam: group })),
    reeksen: levels.map((niveau) => ({ niveau, perioden: ['2020'], grenzen: [] })),
  }) as unknown as Indicator;

const split = ageSplitOf(indicator('inwoners', broad))!;

const cube = (codes: readonly string[], rows: readonly (readonly (number | null)[])[], status: Record<string, string> = {}): Cube => ({
  id: ['uitsplitsing', 'gebied', 'periode', 'maat'],
  size: [broad.length, codes.length, 1, 1],
  dimension: {
    uitsplitsing: { category: { index: [...broad] } },
    gebied: { category: { index: [...codes] } },
    periode: { category: { index: ['2020'] } },
    maat: { category: { index: ['waarde'] } },
  },
  value: rows.flat(),
  status,
});

/** Counts: everybody, then each class. */
const tree = (code: string, counts: readonly (number | null)[], of: AgeSplit = split): AgeTree =>
  ageTreeOf(of, cube([code], counts.map((count) => [count])), '2020', code, code);

test('breakdowns are ages only where they hold every age once', () => {
  assert.deepEqual(split.classes.at(-1), { from: 65, to: null });
  assert.deepEqual(split.sexes, []);
  assert.equal(ageSplitOf(indicator('a', ['totaal', '18-64', '65+'])), null, 'no children');
  assert.equal(ageSplitOf(indicator('b', ['totaal', '0-14', '20-64', '65+'])), null, 'a gap');
  assert.equal(ageSplitOf(indicator('c', ['totaal', '0-14', '10-64', '65+'])), null, 'an overlap');
  assert.equal(ageSplitOf(indicator('d', ['totaal', '0-14', '15-64', '65-80'])), null, 'no open end');
  const both = ageSplitOf(indicator('e', ['totaal', ...['man', 'vrouw'].flatMap((sex) => ['0-14', '15-64', '65+'].map((age) => `${sex}-${age}`))]));
  assert.deepEqual(both?.sexes, ['man', 'vrouw']);
  assert.equal(both?.classes.length, 3);
  assert.equal(ageSplitOf(indicator('f', ['man-0-14', 'man-15-64', 'man-65+', 'vrouw-0-14', 'vrouw-15+'])), null, 'other ages of women');
});

test('a level takes the split that knows the sexes, where it has one', () => {
  const sexes = ['totaal', ...['man', 'vrouw'].flatMap((sex) => ['0-14', '15-64', '65+'].map((age) => `${sex}-${age}`))];
  const house = { indicators: [indicator('inwoners', broad, ['wijk', 'gemeente']), indicator('verzekerden', sexes, ['gemeente'])] } as unknown as House;
  assert.equal(ageSplitAt(house, 'gemeente')?.indicator.id, 'verzekerden');
  assert.equal(ageSplitAt(house, 'wijk')?.indicator.id, 'inwoners');
  assert.equal(ageSplitAt(house, 'buurt'), null);
});

test('a table gives the number of an area and group, or why there is none', () => {
  const table = cube(['A', 'B'], [[100, 50], [0, 10], [null, 10], [30, 10], [30, 10], [20, 10]], { '4': 'geheim' });
  assert.deepEqual(cellOf(table, { gebied: 'B', uitsplitsing: '0-14', periode: '2020' }), { value: 10, status: 'ok' });
  assert.deepEqual(cellOf(table, { gebied: 'A', uitsplitsing: '15-24' }), { value: null, status: 'hidden' });
  assert.deepEqual(cellOf(table, { gebied: 'C', uitsplitsing: '15-24' }), { value: null, status: 'not_delivered' });
  const own = ageTreeOf(split, table, '2020', 'A', 'A');
  assert.deepEqual(own.parts[0], [{ count: 0, share: 0, status: 'ok' }], 'zero is zero');
  assert.deepEqual(own.parts[1], [{ count: null, share: null, status: 'hidden' }]);
  assert.equal(own.parts[4]![0]!.share, 20);
});

test('the rest of a whole leaves out the part, and a part that is missing is missing in the rest', () => {
  const rest = ageRest('rest', tree('G', [200, 40, 20, 40, 60, 40]), tree('W', [100, 30, null, 20, 30, 10]))!;
  assert.equal(rest.total, 100);
  assert.deepEqual(rest.parts.map((row) => row[0]!.share), [10, null, 20, 30, 30]);
  assert.equal(ageRest('rest', tree('G', [100, 20, 20, 20, 20, 20]), tree('W', [100, 20, 20, 20, 20, 20])), null, 'nobody is left');
  const sum = ageSum('samen', [tree('A', [100, 20, 20, 20, 20, 20]), tree('B', [300, 100, 50, 50, 50, 50])])!;
  assert.deepEqual([sum.total, sum.parts[0]![0]!.share], [400, 30]);
  assert.equal(ageSum('samen', []), null);
  assert.equal(peakOf([sum, rest]), 30);
});

test('a sentence names the groups that differ, and only by more than rounding can make', () => {
  const many = tree('V', [10003, 2001, 1000, 2001, 3000, 2001]);
  const old = tree('O', [10003, 1001, 1000, 2001, 3000, 3001]);
  const finding = findingOf(split, old, many);
  assert.equal(finding.kind, 'differs');
  assert.deepEqual(finding.kind === 'differs' && [finding.more?.ages.from, finding.less?.ages.from], [65, 0]);
  assert.equal(findingOf(split, many, many).kind, 'alike');
  assert.equal(findingOf(split, tree('K', [50, 10, 5, 10, 15, 10]), tree('L', [50, 10, 10, 10, 10, 10])).kind, 'rounded');
  assert.equal(findingOf(split, tree('N', [null, null, null, null, null, null]), many).kind, 'unknown');
  assert.equal(findingOf(split, tree('M', [10003, 2001, null, 2001, 3000, 2001]), many).kind, 'unknown', 'the missing group may differ');
  assert.equal(roundingOf(many, 1), 0);
  assert.equal(roundingOf(tree('K', [50, 10, 5, 10, 15, 10]), 1), 10);
});

test('of a few areas the widest range is named, or none', () => {
  const [young, old] = [tree('J', [10003, 3001, 1000, 2001, 3000, 1001]), tree('O', [10003, 1001, 1000, 2001, 3000, 3001])];
  const widest = widestOf(split, [old, young]);
  assert.deepEqual([widest?.low.name, widest?.high.name, widest?.ages.from], ['O', 'J', 0]);
  assert.equal(widestOf(split, [young, young]), null);
  assert.equal(widestOf(split, [young, tree('N', [null, null, null, null, null, null])]), null);
});

test('finer classes of both sexes add up to the broad groups', () => {
  const ages = Array.from({ length: 18 }, (_, k) => `${5 * k}-${5 * k + 4}`).concat('90+');
  const groups = ['totaal', ...['man', 'vrouw'].flatMap((sex) => ages.map((age) => `${sex}-${age}`))];
  const fine = ageSplitOf(indicator('verzekerden', groups))!;
  const table: Cube = {
    id: ['uitsplitsing'],
    size: [groups.length],
    dimension: { uitsplitsing: { category: { index: groups } } },
    value: [38, ...groups.slice(1).map(() => 1)],
  };
  const own = ageTreeOf(fine, table, '2020', 'G', 'G');
  assert.deepEqual(broadClasses.map((one) => Math.round((broadShare(fine, own, one)! * 38) / 100)), [6, 4, 8, 8, 12]);
});

test('a file of an indicator has its address with a server and without', () => {
  assert.equal(
    addressOfForm(false, 'inwoners', 'csv', { niveau: 'wijk', periode: '2020', uitsplitsing: undefined }),
    '/api/v1/indicatoren/inwoners/waarden?opmaak=csv&niveau=wijk&periode=2020',
  );
  assert.equal(addressOfForm(true, 'inwoners', 'json-stat', { niveau: 'wijk' }), '/bestanden/inwoners.json');
});
