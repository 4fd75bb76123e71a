/* parts/reveal.ts - the row of an area comes into view inside its table's own scroll area; the page stays where it is.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */

/** region: the scroll area; spacer: an empty block below its table, which grows when the last rows need room. */
export function revealRow(region: HTMLElement, spacer: HTMLElement, code: string): void {
  const row = region.querySelector<HTMLElement>(`tr[data-code="${CSS.escape(code)}"]`);
  const head = region.querySelector('thead');
  if (row === null || head === null) {
    return;
  }
  const box = region.getBoundingClientRect();
  // The part of the scroll area that is on the screen; when none of it is, the area as a whole.
  const headHeight = head.getBoundingClientRect().height;
  const isOnScreen = box.bottom > headHeight && box.top < innerHeight;
  const top = (isOnScreen ? Math.max(box.top, 0) : box.top) + headHeight;
  const bottom = isOnScreen ? Math.min(box.bottom, innerHeight) : box.bottom;
  const place = row.getBoundingClientRect();
  if (place.top >= top && place.bottom <= bottom) {
    return;
  }
  const shift = (place.top + place.bottom - top - bottom) / 2;
  // The last rows can only come up to the part on the screen when there is room below them.
  const room = region.scrollHeight - region.clientHeight - region.scrollTop;
  if (shift > room) {
    spacer.style.height = `${spacer.offsetHeight + shift - room}px`;
  }
  region.scrollTop += shift;
}
