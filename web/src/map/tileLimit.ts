/* map/tileLimit.ts - how many areas can be tiles.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */

/** More than these would be too small to point at. */
export const mostTiles = 1500;
