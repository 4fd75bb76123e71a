/* map/paint.ts - the SVG paint of a fill key: classes are coloured by the style sheet, empties by a hatch.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { FillKey } from './classes.ts';

/** One colour; its class of the same name gives it. */
export function isPlain(fill: FillKey): boolean {
  return /^(class|group|duo)-|^unsure$/.test(fill);
}

export function paintOf(fill: FillKey, prefix: string): string | undefined {
  return isPlain(fill) ? undefined : `url(#${prefix}-${fill})`;
}
