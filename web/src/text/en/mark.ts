/* text/en/mark.ts - the words of a signal, as short as they stand on a profile.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type * as dutch from '../nl/mark.ts';

export const signalWords: typeof dutch.signalWords = {
  sterk: 'strong indication',
  mogelijk: 'possible',
  geen_uitspraak: 'undecided',
  geen: 'not computed',
};

export const signalNote: typeof dutch.signalNote = (list) =>
  `This area is on the list “${list}”. That is a reason to look further, not proof that there is too little care.`;
