/* field.ts - a country of squares with bent borders, as the server would send it: for what only shows with thousands of areas.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Page } from '@playwright/test';

export interface Field {
  columns: number;
  rows: number;
  /** Points within each side of a square. */
  bends: number;
}

export const codeAt = (column: number, row: number): string => `WK${String(row).padStart(3, '0')}${String(column).padStart(3, '0')}`;
export const nameAt = (column: number, row: number): string => `Vak ${column} bij ${row}`;

/** Metres along a side of a square. */
const side = 1000;
const gemeenteSide = 10;

/** A stream of numbers between 0 and 1 that is the same each time. */
function stream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

type Point = [number, number];

/** From one corner to the next, with bends that leave the middle of every square where it is. */
function border(from: Point, to: Point, bends: number, next: () => number): Point[] {
  const line: Point[] = [from];
  for (let k = 1; k <= bends; k += 1) {
    const way = k / (bends + 1);
    const aside = Math.round((next() - 0.5) * 0.3 * side);
    const isFlat = from[1] === to[1];
    const x = Math.round(from[0] + (to[0] - from[0]) * way);
    const y = Math.round(from[1] + (to[1] - from[1]) * way);
    line.push(isFlat ? [x, y + aside] : [x + aside, y]);
  }
  return [...line, to];
}

/** Row 0 lies in the north. */
export function topologyOf({ columns, rows, bends }: Field): object {
  const next = stream(1);
  const corner = (column: number, row: number): Point => [column * side, (rows - row) * side];
  const arcs: Point[][] = [];
  const flat = new Map<string, number>();
  const steep = new Map<string, number>();
  for (let row = 0; row <= rows; row += 1) {
    for (let column = 0; column <= columns; column += 1) {
      if (column < columns) {
        flat.set(`${column},${row}`, arcs.push(border(corner(column, row), corner(column + 1, row), bends, next)) - 1);
      }
      if (row < rows) {
        steep.set(`${column},${row}`, arcs.push(border(corner(column, row), corner(column, row + 1), bends, next)) - 1);
      }
    }
  }
  const geometries = Array.from({ length: columns * rows }, (_, k) => {
    const [column, row] = [k % columns, Math.floor(k / columns)];
    const around: Point[] = [[column - 1, row], [column + 1, row], [column, row - 1], [column, row + 1]];
    const buren = around.filter(([x, y]) => x >= 0 && y >= 0 && x < columns && y < rows).map(([x, y]) => codeAt(x, y));
    const ring = [
      flat.get(`${column},${row}`)!,
      steep.get(`${column + 1},${row}`)!,
      ~flat.get(`${column},${row + 1}`)!,
      ~steep.get(`${column},${row}`)!,
    ];
    return { type: 'Polygon', id: codeAt(column, row), arcs: [ring], properties: { naam: nameAt(column, row), buren } };
  });
  return { type: 'Topology', editie: 2024, arcs, objects: { gebieden: { type: 'GeometryCollection', geometries } } };
}

export function areasOf({ columns, rows }: Field): object[] {
  const gemeenteAt = (column: number, row: number): string =>
    `GM${String(Math.floor(row / gemeenteSide)).padStart(2, '0')}${String(Math.floor(column / gemeenteSide)).padStart(2, '0')}`;
  const squares = Array.from({ length: columns * rows }, (_, k) => [k % columns, Math.floor(k / columns)] as const);
  const gemeenten = [...new Set(squares.map(([column, row]) => gemeenteAt(column, row)))];
  return [
    ...gemeenten.map((code) => ({ code, naam: `Gemeente ${code.slice(2)}`, niveau: 'gemeente', ouder: null, edities: [2024], opKaart: true })),
    ...squares.map(([column, row]) => ({
      code: codeAt(column, row),
      naam: nameAt(column, row),
      niveau: 'wijk',
      ouder: gemeenteAt(column, row),
      edities: [2024],
      opKaart: true,
    })),
  ];
}

/** A reply of /waarden with a number for nearly every square; another salt gives other numbers. */
export function sliceOf({ columns, rows }: Field, wish: Record<string, string>, salt: number): object {
  const n = columns * rows;
  const next = stream(salt + 1);
  const waarde = Array.from({ length: n }, () => (next() < 0.03 ? null : Math.round(1000 * next()) / 10));
  const each = <T>(value: T): T[] => Array.from({ length: n }, () => value);
  return {
    ...wish,
    gebied: waarde.map((_, k) => codeAt(k % columns, Math.floor(k / columns))),
    waarde,
    onder: each(null),
    boven: each(null),
    status: waarde.map((value) => (value === null ? 'hidden' : 'ok')),
    methode: each(null),
    vlaggen: each([]),
    oordeel: each('geen'),
    reden: each(null),
    verschil: each(null),
    verschilOnder: each(null),
    verschilBoven: each(null),
    toets: null,
    redenen: {},
    vergelijk: [],
  };
}

/** The pages of a server, with this field as its wijken. */
export async function serveField(page: Page, field: Field): Promise<void> {
  const json = (body: object): { contentType: string; body: string } => ({ contentType: 'application/json', body: JSON.stringify(body) });
  const topology = json(topologyOf(field));
  const areas = json({ gebieden: areasOf(field) });
  await page.route('**/api/v1/kaarten/wijk', (route) => route.fulfill(topology));
  await page.route('**/api/v1/gebieden', (route) => route.fulfill(areas));
  await page.route('**/api/v1/release', async (route) => {
    const release = (await (await route.fetch()).json()) as { niveaus: { id: string; aantal: number }[] };
    for (const level of release.niveaus.filter((one) => one.id === 'wijk')) {
      level.aantal = field.columns * field.rows;
    }
    await route.fulfill(json(release));
  });
  await page.route('**/api/v1/waarden?*', (route) => {
    const wish = Object.fromEntries(new URL(route.request().url()).searchParams);
    const salt = [...wish['indicator']!].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
    return route.fulfill(json(sliceOf(field, { uitsplitsing: 'alle', ...wish }, salt)));
  });
}
