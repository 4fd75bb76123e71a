/* map/tileDrawing.ts - a tiling as a drawing, so that tiles are painted, walked and pointed at as areas are.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { tile, type Cell } from './tiles.ts';
import { drawingWidth, type Drawing, type Shape } from './topology.ts';

export interface TileDrawing extends Drawing {
  /** How far a tile lies from its area, in tiles; the mean. */
  displacement: number;
}

/** Between tiles, as part of one. */
const gap = 0.06;

/** Above, right, below, left. */
const sides = [
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, 0],
] as const;

/** The edges between cells of two groups, and around them all. */
function bordersOf(cells: Map<string, Cell>, groupOf: (code: string) => string, side: number): string {
  const ownerOf = new Map([...cells].map(([code, { column, row }]) => [`${column},${row}`, code]));
  let path = '';
  for (const [code, { column, row }] of cells) {
    sides.forEach(([dx, dy], k) => {
      const other = ownerOf.get(`${column + dx},${row + dy}`);
      // An edge between two cells is drawn once: by the one on its left or top.
      const isMine = other === undefined || k === 1 || k === 2;
      if (isMine && (other === undefined || groupOf(other) !== groupOf(code))) {
        const x = (column + (k === 1 ? 1 : 0)) * side;
        const y = (row + (k === 2 ? 1 : 0)) * side;
        path += `M${x.toFixed(1)} ${y.toFixed(1)}${k % 2 === 0 ? 'h' : 'v'}${side.toFixed(1)}`;
      }
    });
  }
  return path;
}

/** groupOf: the gemeente of an area. */
export function drawTiles(drawing: Drawing, groupOf: (code: string) => string): TileDrawing {
  const tiling = tile(
    drawing.shapes.map(({ code, x, y, area }) => ({ code, group: groupOf(code), x, y, area })),
  );
  const side = drawingWidth / tiling.columns;
  const ownerOf = new Map([...tiling.cells].map(([code, { column, row }]) => [`${column},${row}`, code]));
  const shapes = drawing.shapes.map(({ code }): Shape => {
    const { column, row } = tiling.cells.get(code)!;
    const [left, top, size] = [(column + gap / 2) * side, (row + gap / 2) * side, (1 - gap) * side];
    const [right, bottom] = [left + size, top + size];
    const neighbours = sides.flatMap(([dx, dy]) => ownerOf.get(`${column + dx},${row + dy}`) ?? []);
    return {
      code,
      rings: [[[left, top], [right, top], [right, bottom], [left, bottom], [left, top]]],
      x: left + size / 2,
      y: top + size / 2,
      box: { left, top, right, bottom },
      area: size * size,
      neighbours,
    };
  });
  return {
    width: drawingWidth,
    height: Math.ceil(tiling.rows * side),
    shapes,
    borders: bordersOf(tiling.cells, groupOf, side),
    edition: drawing.edition,
    isTiles: true,
    displacement: tiling.displacement,
  };
}
