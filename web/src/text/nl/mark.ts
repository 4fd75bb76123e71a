/* text/nl/mark.ts - the words of a signal, as short as they stand on a profile.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { SignalLabel } from '../../data/types.ts';

export const signalWords: Record<SignalLabel, string> = {
  sterk: 'sterke aanwijzing',
  mogelijk: 'mogelijk',
  geen_uitspraak: 'geen uitspraak',
  geen: 'niet berekend',
};

export function signalNote(list: string): string {
  return `Dit gebied staat op de lijst “${list}”. Dat is een reden om verder te kijken, geen bewijs dat er te weinig zorg is.`;
}
