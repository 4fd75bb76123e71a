/* map/tiles.ts - a tile of the same size for every area, near where the area is.
 *
 * Small dense wijken vanish on a map of borders.  Here all tiles together cover as much as all areas do, and every area
 * gets one cell of a grid of squares:
 *   spread    areas that lie closer than a tile push each other apart, and are drawn back to where they are
 *   assign    everybody to a cell, with the least sum of squared distances
 *   mend      cells change owner where that leaves fewer gemeenten in pieces
 * Nothing is random: the same map gives the same tiles.
 * SPDX-License-Identifier: EUPL-1.2
 */
import { assign } from './assign.ts';

export interface Placed {
  code: string;
  /** Areas of one group are kept together. */
  group: string;
  x: number;
  y: number;
  area: number;
}

export interface Cell {
  column: number;
  row: number;
}

export interface Tiling {
  cells: Map<string, Cell>;
  columns: number;
  rows: number;
  /** How far a tile lies from its area, in tiles; the mean. */
  displacement: number;
  /** Pieces of groups, above one for each. */
  splits: number;
}

interface Point {
  x: number;
  y: number;
}

const spreadRounds = 250;
const mendRounds = 12;
/** Of cells around an area that is looked at when it is to move. */
const mendReach = 4;

/** In tiles: so that as much is covered as by the areas themselves. */
function inTiles(areas: readonly Placed[]): Point[] {
  const total = areas.reduce((sum, one) => sum + one.area, 0);
  const side = Math.sqrt(total / areas.length) || 1;
  return areas.map((one) => ({ x: one.x / side, y: one.y / side }));
}

/** Indices of points by the cell of one tile that they are in. */
function buckets(points: readonly Point[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  points.forEach((point, k) => {
    const key = `${Math.floor(point.x)},${Math.floor(point.y)}`;
    found.set(key, [...(found.get(key) ?? []), k]);
  });
  return found;
}

function nearby(found: Map<string, number[]>, { x, y }: Point): number[] {
  const near: number[] = [];
  for (let dy = -1; dy <= 1; dy += 1) {
    for (let dx = -1; dx <= 1; dx += 1) {
      near.push(...(found.get(`${Math.floor(x) + dx},${Math.floor(y) + dy}`) ?? []));
    }
  }
  return near;
}

function spread(wanted: readonly Point[]): Point[] {
  let points = wanted.map((point) => ({ ...point }));
  for (let round = 0; round < spreadRounds; round += 1) {
    const found = buckets(points);
    const pull = 0.06 * (1 - round / spreadRounds);
    points = points.map((point, k) => {
      let { x, y } = point;
      for (const other of nearby(found, point)) {
        const dx = point.x - points[other]!.x;
        const dy = point.y - points[other]!.y;
        const apart = Math.hypot(dx, dy);
        if (other !== k && apart < 1) {
          // Two at the very same place part along a line of their own.
          const angle = apart < 1e-9 ? 2.4 * Math.min(k, other) + (k < other ? 0 : Math.PI) : Math.atan2(dy, dx);
          x += 0.35 * (1 - apart) * Math.cos(angle);
          y += 0.35 * (1 - apart) * Math.sin(angle);
        }
      }
      return { x: x + pull * (wanted[k]!.x - x), y: y + pull * (wanted[k]!.y - y) };
    });
  }
  return points;
}

interface Grid {
  left: number;
  top: number;
  columns: number;
  rows: number;
}

function gridAround(points: readonly Point[]): Grid {
  const left = Math.floor(Math.min(...points.map((point) => point.x))) - 1;
  const top = Math.floor(Math.min(...points.map((point) => point.y))) - 1;
  const columns = Math.ceil(Math.max(...points.map((point) => point.x))) + 1 - left;
  // Always room enough: never fewer cells than points.
  const rows = Math.max(Math.ceil(Math.max(...points.map((point) => point.y))) + 1 - top, Math.ceil(points.length / columns));
  return { left, top, columns, rows };
}

function middleOf(grid: Grid, cell: number): Point {
  return { x: grid.left + (cell % grid.columns) + 0.5, y: grid.top + Math.floor(cell / grid.columns) + 0.5 };
}

function distance2(a: Point, b: Point): number {
  return (a.x - b.x) ** 2 + (a.y - b.y) ** 2;
}

function aroundCell(grid: Grid, cell: number): number[] {
  const column = cell % grid.columns;
  return [
    ...(column > 0 ? [cell - 1] : []),
    ...(column < grid.columns - 1 ? [cell + 1] : []),
    cell - grid.columns,
    cell + grid.columns,
  ];
}

/** The state that mending changes: who has which cell. */
interface Board {
  grid: Grid;
  areas: readonly Placed[];
  wanted: readonly Point[];
  cellOf: number[];
  ownerOf: Map<number, number>; // by cell
  members: Map<string, number[]>; // by group
}

/** The connected pieces of a group, the largest first. */
function piecesOf(board: Board, group: string): number[][] {
  const left = new Set(board.members.get(group) ?? []);
  const pieces: number[][] = [];
  for (const start of board.members.get(group) ?? []) {
    if (!left.delete(start)) {
      continue;
    }
    const piece = [start];
    for (const one of piece) {
      for (const cell of aroundCell(board.grid, board.cellOf[one]!)) {
        const other = board.ownerOf.get(cell);
        if (other !== undefined && left.delete(other)) {
          piece.push(other);
        }
      }
    }
    pieces.push(piece);
  }
  return pieces.sort((a, b) => b.length - a.length);
}

function swap(board: Board, a: number, cell: number): void {
  const from = board.cellOf[a]!;
  const b = board.ownerOf.get(cell);
  board.cellOf[a] = cell;
  board.ownerOf.set(cell, a);
  if (b === undefined) {
    board.ownerOf.delete(from);
  } else {
    board.cellOf[b] = from;
    board.ownerOf.set(from, b);
  }
}

/** What a change of owner costs: pieces first, then distance. */
function costOf(board: Board, who: readonly number[]): number {
  const groups = new Set(who.map((one) => board.areas[one]!.group));
  let cost = 0;
  for (const group of groups) {
    cost += 1000 * piecesOf(board, group).length;
  }
  for (const one of who) {
    cost += distance2(board.wanted[one]!, middleOf(board.grid, board.cellOf[one]!));
  }
  return cost;
}

function cellsNear({ grid, cellOf }: Board, one: number): number[] {
  const column = cellOf[one]! % grid.columns;
  const row = Math.floor(cellOf[one]! / grid.columns);
  const cells: number[] = [];
  for (let y = Math.max(0, row - mendReach); y <= Math.min(grid.rows - 1, row + mendReach); y += 1) {
    for (let x = Math.max(0, column - mendReach); x <= Math.min(grid.columns - 1, column + mendReach); x += 1) {
      cells.push(y * grid.columns + x);
    }
  }
  return cells;
}

/** Move an area that is loose from its group to the cell that costs least; true when that is another one. */
function moveOne(board: Board, one: number): boolean {
  const home = board.cellOf[one]!;
  let best = home;
  let bestGain = 1e-9;
  for (const cell of cellsNear(board, one)) {
    const other = board.ownerOf.get(cell);
    if (cell === home || (other !== undefined && board.areas[other]!.group === board.areas[one]!.group)) {
      continue;
    }
    const who = other === undefined ? [one] : [one, other];
    const before = costOf(board, who);
    swap(board, one, cell);
    const gain = before - costOf(board, who);
    swap(board, one, home);
    if (gain > bestGain) {
      best = cell;
      bestGain = gain;
    }
  }
  if (best === home) {
    return false;
  }
  swap(board, one, best);
  return true;
}

function mend(board: Board): void {
  for (let round = 0; round < mendRounds; round += 1) {
    let hasMoved = false;
    for (const group of board.members.keys()) {
      for (const piece of piecesOf(board, group).slice(1)) {
        for (const one of piece) {
          hasMoved = moveOne(board, one) || hasMoved;
        }
      }
    }
    if (!hasMoved) {
      return;
    }
  }
}

/** areas: at least one, and at most mostTiles (map/tileLimit.ts). */
export function tile(areas: readonly Placed[]): Tiling {
  const wanted = inTiles(areas);
  const loose = spread(wanted);
  const grid = gridAround(loose);
  const cellOf = assign(areas.length, grid.columns * grid.rows, (i, j) => distance2(loose[i]!, middleOf(grid, j)));
  const members = new Map<string, number[]>();
  areas.forEach((one, k) => members.set(one.group, [...(members.get(one.group) ?? []), k]));
  const board: Board = { grid, areas, wanted, cellOf, ownerOf: new Map(cellOf.map((cell, k) => [cell, k])), members };
  mend(board);

  const columns = cellOf.map((cell) => cell % grid.columns);
  const rows = cellOf.map((cell) => Math.floor(cell / grid.columns));
  const [left, top] = [Math.min(...columns), Math.min(...rows)];
  const far = cellOf.reduce((sum, cell, k) => sum + Math.sqrt(distance2(wanted[k]!, middleOf(grid, cell))), 0);
  return {
    cells: new Map(areas.map((one, k) => [one.code, { column: columns[k]! - left, row: rows[k]! - top }])),
    columns: Math.max(...columns) - left + 1,
    rows: Math.max(...rows) - top + 1,
    displacement: far / areas.length,
    splits: [...members.keys()].reduce((sum, group) => sum + piecesOf(board, group).length - 1, 0),
  };
}
