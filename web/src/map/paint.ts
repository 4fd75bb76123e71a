/* map/paint.ts - the SVG paint of a fill key: classes are coloured by the style sheet, empties by a hatch.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { FillKey } from './classes.ts';

export function paintOf(fill: FillKey, prefix: string): string | undefined {
  return fill.startsWith('class-') ? undefined : `url(#${prefix}-${fill})`;
}
