/* data/dutch.ts - what is Dutch on an English page too, so that it can be read aloud as Dutch.
 *
 * The catalogue describes its indicators in Dutch alone; the server says of each object which of its members these are.
 * SPDX-License-Identifier: EUPL-1.2
 */
import { language } from '#text/language.ts';

/** For the attribute lang; undefined where it is the language of the page. */
export type Lang = 'nl' | undefined;

/** Names of sources, owners, licences and files: as their owners write them. */
export const dutch: Lang = language === 'nl' ? undefined : 'nl';

/** Of a member of a reply; a dot leads to what it holds: "gebieden.ladder.tekst". */
export function langOf(reply: { nederlands?: string[] }, member: string): Lang {
  return (reply.nederlands ?? []).includes(member) ? 'nl' : undefined;
}
