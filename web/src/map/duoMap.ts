/* map/duoMap.ts - all that a map of two indicators needs beside the map itself: one script, fetched when it is asked for.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
export { default as DuoLegend } from './DuoLegend.svelte';
export { duoOf } from './duo.ts';
