/* data/tour.ts - the guided tour: which pages it passes, and what it points at there.  The step stands in the address
 * ("rondleiding=2"), so that Back goes a step back and a step can be sent to somebody.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { House } from './house.ts';

export const tourSteps = [
  { id: 'signals', target: '.start__signals' },
  { id: 'choices', target: '.toolbar' },
  { id: 'table', target: '.twin__table' },
  { id: 'map', target: '.twin__map' },
  { id: 'profile', target: '.page__head' },
  { id: 'row', target: '.profile tbody tr' },
  { id: 'hidden', target: '#waarom' },
  { id: 'reading', target: '.page__head' },
] as const;

export type TourStep = (typeof tourSteps)[number];
export type TourStepId = TourStep['id'];

/** The page of a step.  A region has at least one gemeente. */
export function tourPath(id: TourStepId, house: House): string {
  switch (id) {
    case 'signals':
      return '/';
    case 'choices':
    case 'table':
    case 'map':
      return '/kaart';
    case 'profile':
    case 'row':
      return `/gebied/${house.areas.find((area) => area.niveau === 'gemeente')?.code ?? ''}`;
    case 'hidden':
      return '/privacypoort';
    case 'reading':
      return '/uitleg';
  }
}

/** From the word in the address: 0 is the first step; null when there is no tour. */
export function tourStepOf(word: string | undefined): number | null {
  const k = /^[1-9]$/.test(word ?? '') ? Number(word) - 1 : -1;
  return k >= 0 && k < tourSteps.length ? k : null;
}
