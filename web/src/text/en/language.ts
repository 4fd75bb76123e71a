/* text/en/language.ts - the language of the texts beside it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { language as dutch } from '../nl/language.ts';

export const language: typeof dutch = 'en';
