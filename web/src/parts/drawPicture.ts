/* parts/drawPicture.ts - all that saving a picture needs: one script, fetched when somebody saves one.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
export { pictureOf } from '../data/picture.ts';
export { chartOf, inLight, measured, pixelsOf, save } from './draw.ts';
