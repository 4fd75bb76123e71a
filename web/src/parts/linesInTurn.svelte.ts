/* parts/linesInTurn.svelte.ts - the rows of a long table in turn: those on the screen change at once, the others after the paint.
 *
 * Other figures of the same areas change every row of the table beside the map.  Most of them are out of sight, and the map
 * would wait for them.
 * SPDX-License-Identifier: EUPL-1.2
 */

/** A row, and what all rows of the table have in common. */
export interface Line<Row, Look> {
  row: Row;
  look: Look;
}

export interface Lines<Row, Look> {
  readonly lines: Line<Row, Look>[];
  /** Every line shows what it should. */
  readonly isAll: boolean;
}

/** A table of as many rows changes as a whole. */
const mostAtOnce = 150;

/** Rows above and below the screen that change with those on it. */
const margin = 12;

/** First row on the screen and the one after the last, of `count` rows of about the same height. */
function inSight(region: HTMLElement, count: number): [number, number] {
  const table = region.querySelector('table')?.getBoundingClientRect();
  const frame = region.getBoundingClientRect();
  if (table === undefined || table.height === 0) {
    return [0, 0];
  }
  const at = (y: number): number => ((y - table.top) / table.height) * count;
  return [Math.floor(at(Math.max(frame.top, 0))) - margin, Math.ceil(at(Math.min(frame.bottom, innerHeight))) + margin];
}

/** After the frame that is being made is on the screen; a page that nobody sees makes none. */
function afterPaint(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    timer = setTimeout(act, 0);
  };
  if (document.hidden) {
    later();
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(later);
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

export function linesInTurn<Row extends { code: string }, Look>(
  rows: () => Row[],
  look: () => Look,
  region: () => HTMLElement | undefined,
): Lines<Row, Look> {
  /** What the lines out of sight show. */
  let settled = $state.raw<{ rows: Row[]; look: Look } | null>(null);
  let kept: Line<Row, Look>[] = [];
  /** Measured when nothing is being changed: while it is, the browser would lay everything out for it. */
  let sight: [number, number] = [0, 0];

  function measure(): void {
    const frame = region();
    if (frame !== undefined) {
      sight = inSight(frame, rows().length);
    }
  }

  function isInTurn(now: Row[]): boolean {
    return (
      settled !== null &&
      now.length > mostAtOnce &&
      settled.rows.length === now.length &&
      settled.rows.every((row, k) => row.code === now[k]!.code)
    );
  }

  const isAll = $derived(settled === null || (settled.rows === rows() && settled.look === look()) || !isInTurn(rows()));
  const lines = $derived.by(() => {
    const [now, common] = [rows(), look()];
    const [from, to] = isAll ? [0, now.length] : sight;
    // A line that stays what it was is the same object, so that nothing of its row is worked out again.
    kept = now.map((row, k) => {
      const isNow = k >= from && k < to;
      const [own, shared] = isNow ? [row, common] : [settled!.rows[k]!, settled!.look];
      const line = kept[k];
      return line !== undefined && line.row === own && line.look === shared ? line : { row: own, look: shared };
    });
    return kept;
  });

  $effect(() => {
    const next = { rows: rows(), look: look() };
    return afterPaint(() => {
      measure();
      settled = next;
    });
  });
  $effect(() => {
    // Caught on its way down: a scroll of the table's own area does not come up to the page.
    let frame = 0;
    const onscroll = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(measure);
    };
    addEventListener('scroll', onscroll, { capture: true, passive: true });
    addEventListener('resize', onscroll);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('scroll', onscroll, { capture: true });
      removeEventListener('resize', onscroll);
    };
  });

  return {
    get lines() {
      return lines;
    },
    get isAll() {
      return isAll;
    },
  };
}
