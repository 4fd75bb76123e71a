/* map/boundWords.ts - a class in words: "minder dan 3", "3 tot 4", "4 of meer".
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { text } from '#text/common.ts';
import { formatBound } from '#text/number.ts';
import type { Bin } from './classes.ts';

export function boundWords({ lower, upper, isSingleValue }: Bin, decimals: number): string {
  if (isSingleValue && lower !== null) {
    return formatBound(lower, decimals);
  }
  if (lower === null) {
    return upper === null ? text.map.all : text.map.below(upper, decimals);
  }
  return upper === null ? text.map.above(lower, decimals) : text.map.between(lower, upper, decimals);
}
