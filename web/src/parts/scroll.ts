/* parts/scroll.ts - a box is a Tab stop only while there is something to scroll in it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Attachment } from 'svelte/attachments';

export const scrollStop: Attachment<HTMLElement> = (box) => {
  const look = (): void => {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
    } else {
      box.removeAttribute('tabindex');
    }
  };
  const observer = new ResizeObserver(look);
  observer.observe(box);
  for (const child of box.children) {
    observer.observe(child);
  }
  return () => observer.disconnect();
};
