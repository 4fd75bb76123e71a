/* router.svelte.ts - the address is the state: pages read it here and change it only through here.  The language in
 * it is that of these scripts: a step to the other language loads the other page.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { language } from '#text/language.ts';
import { pathIn, placeOf, type Language } from './address.ts';

export const parameterNames = [
  'indicator',
  'niveau',
  'periode',
  'uitsplitsing',
  'gemeente',
  'sorteer',
  'gebied',
  'groepen',
  'kleur',
  'thema',
  'gebieden',
  'naast',
  'samen',
  'vorm',
  'blik',
  'rondleiding',
  'zoek',
  'lijkt',
] as const;
export type ParameterName = (typeof parameterNames)[number];
export type Parameters = Partial<Record<ParameterName, string>>;

interface Here {
  /** Of the page, without the language. */
  path: string;
  parameters: Parameters;
  /** What follows the path in the address, as it stands there. */
  rest: string;
}

function read(): Here {
  const search = new URLSearchParams(location.search);
  const parameters: Parameters = {};
  for (const name of parameterNames) {
    const value = search.get(name);
    if (value !== null && value !== '') {
      parameters[name] = value;
    }
  }
  return { path: placeOf(location.pathname).page, parameters, rest: location.search + location.hash };
}

export const here = $state(read());

function arrive(): void {
  const now = read();
  here.path = now.path;
  here.parameters = now.parameters;
  here.rest = now.rest;
}

/** The address of a page ("/over", "/uitleg#methoden") in the language at hand: every link is made here. */
export function href(page: string): string {
  return pathIn(language, page);
}

/** The page at hand, with everything that is chosen, in this language. */
export function hereIn(wished: Language): string {
  return pathIn(wished, here.path) + here.rest;
}

/** The address of a page with these parameters, in the language at hand. */
export function addressOf(path: string, parameters: Parameters = {}): string {
  const search = new URLSearchParams();
  for (const name of parameterNames) {
    const value = parameters[name];
    if (value !== undefined && value !== '') {
      search.set(name, value);
    }
  }
  const query = search.toString();
  return href(query === '' ? path : `${path}?${query}`);
}

/** address: as href and addressOf make it. */
export function go(address: string): void {
  history.pushState(null, '', address);
  arrive();
  scrollTo(0, 0);
}

/** After a page is drawn: to the place that the address names, else to the heading. */
export function focusArrival(): void {
  const target = location.hash === '' ? null : document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target === null) {
    document.querySelector('h1')?.focus({ preventScroll: true });
    return;
  }
  if (!target.hasAttribute('tabindex')) {
    target.tabIndex = -1;
  }
  target.focus({ preventScroll: true });
  target.scrollIntoView();
}

/** Change parameters of this page; null removes one.  A choice can be undone with Back, a glance cannot. */
export function choose(changes: Partial<Record<ParameterName, string | null>>, how: 'choice' | 'glance'): void {
  const parameters: Parameters = { ...here.parameters };
  for (const name of parameterNames) {
    const change = changes[name];
    if (change === null) {
      delete parameters[name];
    } else if (change !== undefined) {
      parameters[name] = change;
    }
  }
  const address = addressOf(here.path, parameters);
  if (how === 'choice') {
    history.pushState(null, '', address);
  } else {
    history.replaceState(null, '', address);
  }
  arrive();
}

function followLink(event: MouseEvent): void {
  const isPlain =
    event.button === 0 && !event.defaultPrevented && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!isPlain || link === null || link.origin !== location.origin || link.target !== '' || link.hasAttribute('download')) {
    return;
  }
  const isSkipLink = link.hash !== '' && link.pathname === location.pathname && link.search === location.search;
  const isElsewhere = link.pathname.startsWith('/api/') || link.pathname.startsWith('/assets/');
  if (isSkipLink || isElsewhere || placeOf(link.pathname).language !== language) {
    return;
  }
  event.preventDefault();
  go(link.pathname + link.search + link.hash);
}

export function startRouter(): () => void {
  addEventListener('popstate', arrive);
  addEventListener('hashchange', arrive);
  document.addEventListener('click', followLink);
  return () => {
    removeEventListener('popstate', arrive);
    removeEventListener('hashchange', arrive);
    document.removeEventListener('click', followLink);
  };
}
