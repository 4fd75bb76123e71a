/* parts/gridKeys.ts - walking through the cells of a table with the arrow keys: the grid pattern of ARIA.
 * The table is one Tab stop; the cell at hand has tabindex 0, all others -1.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
export interface Place {
  row: number;
  column: number;
}

/** Where a key leads to within a table of this size; null: the key does nothing here. */
export function stepTo(at: Place, key: string, isFar: boolean, size: { rows: number; columns: number }): Place | null {
  const lastRow = size.rows - 1;
  const lastColumn = size.columns - 1;
  const clamp = (place: Place): Place => ({
    row: Math.min(Math.max(place.row, 0), lastRow),
    column: Math.min(Math.max(place.column, 0), lastColumn),
  });
  switch (key) {
    case 'ArrowUp':
      return clamp({ ...at, row: isFar ? 0 : at.row - 1 });
    case 'ArrowDown':
      return clamp({ ...at, row: isFar ? lastRow : at.row + 1 });
    case 'ArrowLeft':
      return clamp({ ...at, column: isFar ? 0 : at.column - 1 });
    case 'ArrowRight':
      return clamp({ ...at, column: isFar ? lastColumn : at.column + 1 });
    case 'Home':
      return { row: isFar ? 0 : at.row, column: 0 };
    case 'End':
      return { row: isFar ? lastRow : at.row, column: lastColumn };
    case 'PageUp':
      return clamp({ ...at, row: at.row - 10 });
    case 'PageDown':
      return clamp({ ...at, row: at.row + 10 });
    default:
      return null;
  }
}
