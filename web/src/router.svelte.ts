/* router.svelte.ts - the address is the state: pages read it here and change it only through here.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
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
] as const;
export type ParameterName = (typeof parameterNames)[number];
export type Parameters = Partial<Record<ParameterName, string>>;

function read(): { path: string; parameters: Parameters } {
  const search = new URLSearchParams(location.search);
  const parameters: Parameters = {};
  for (const name of parameterNames) {
    const value = search.get(name);
    if (value !== null && value !== '') {
      parameters[name] = value;
    }
  }
  return { path: location.pathname, parameters };
}

export const here = $state(read());

function arrive(): void {
  const now = read();
  here.path = now.path;
  here.parameters = now.parameters;
}

export function addressOf(path: string, parameters: Parameters = {}): string {
  const search = new URLSearchParams();
  for (const name of parameterNames) {
    const value = parameters[name];
    if (value !== undefined && value !== '') {
      search.set(name, value);
    }
  }
  const query = search.toString();
  return query === '' ? path : `${path}?${query}`;
}

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
  if (isSkipLink || link.pathname.startsWith('/api/') || link.pathname.startsWith('/assets/')) {
    return;
  }
  event.preventDefault();
  go(link.pathname + link.search + link.hash);
}

export function startRouter(): () => void {
  addEventListener('popstate', arrive);
  document.addEventListener('click', followLink);
  return () => {
    removeEventListener('popstate', arrive);
    document.removeEventListener('click', followLink);
  };
}
