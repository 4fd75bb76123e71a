/* map/canvasMap.ts - all that a map of thousands of areas needs: one script, fetched when it is asked for.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
export { default as CanvasShapes } from './CanvasShapes.svelte';
export { indexOf } from './hit.ts';
