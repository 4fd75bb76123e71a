/* text/nl/language.ts - the language of the texts beside it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Language } from '../../address.ts';

export const language: Language = 'nl';
