/* address.ts - the language stands first in the path: "/gebied/GM0153" is Dutch, "/en/gebied/GM0153" the same page in
 * English.  The words of pages are Dutch in both, so that there is one table of pages.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
export const languages = ['nl', 'en'] as const;
export type Language = (typeof languages)[number];

/** Each language in its own words. */
export const languageNames: Record<Language, string> = { nl: 'Nederlands', en: 'English' };

const prefixes: Record<Language, string> = { nl: '', en: '/en' };

export interface Place {
  language: Language;
  /** The path without the language: "/" or "/gebied/GM0153". */
  page: string;
}

/** A host of plain files shows a page at "/kaart/". */
function withoutSlash(page: string): string {
  return page.length > 1 && page.endsWith('/') ? page.slice(0, -1) : page;
}

export function placeOf(path: string): Place {
  for (const language of languages) {
    const prefix = prefixes[language];
    if (prefix !== '' && (path === prefix || path.startsWith(`${prefix}/`))) {
      return { language, page: withoutSlash(path.slice(prefix.length) || '/') };
    }
  }
  return { language: 'nl', page: withoutSlash(path) };
}

/** The other way round: page may have a query and a part of the page behind it. */
export function pathIn(language: Language, page: string): string {
  return prefixes[language] + page;
}
