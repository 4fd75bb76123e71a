/* site.ts - the pages that are found by their name: in the menu, and in the search.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { text } from '#text/common.ts';

export interface Page {
  path: string;
  name: string;
}

/** In the order of the menu. */
export const menu: readonly Page[] = [
  { path: '/', name: text.frame.start },
  { path: '/kaart', name: text.frame.mapAndTable },
  { path: '/vergelijken', name: text.frame.compare },
  { path: '/verschillen', name: text.frame.gaps },
  { path: '/signalen', name: text.frame.signals },
  { path: '/uitleg', name: text.frame.reading },
  { path: '/privacypoort', name: text.frame.gate },
  { path: '/over', name: text.frame.about },
];

export const pages: readonly Page[] = [
  ...menu,
  { path: '/nieuw', name: text.frame.news },
  { path: '/definities', name: text.frame.definitions },
];
