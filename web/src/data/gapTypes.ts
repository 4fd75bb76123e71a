/* data/gapTypes.ts - the reply of /api/v1/verschillen as TypeScript types; the words are those of the contract.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { LevelId, Reason, Reasons } from './types.ts';

export type GapKind = 'ordening' | 'gebieden' | 'leeftijd' | 'geslacht';
export type GapMovement = 'geen_verandering' | 'groter' | 'kleiner' | 'omgedraaid';

/** What a difference, and what became of it, is of. */
export interface GapKey {
  indicator: string;
  soort: GapKind;
  uitsplitsing: string | null;
  niveau: LevelId;
  gebied: string;
}

/** An absolute and a relative difference, each with its interval. */
export interface GapNumbers {
  absoluut: number | null;
  absoluutOnder: number | null;
  absoluutBoven: number | null;
  relatief: number | null;
  relatiefOnder: number | null;
  relatiefBoven: number | null;
}

export interface GapGroup {
  /** Of areas in order: the fifth, from 1. */
  deel?: number;
  uitsplitsing?: string;
  naam?: string;
  waarde: number | null;
  onder: number | null;
  boven: number | null;
  gebieden?: number;
  gewicht?: number | null;
}

export interface Gap extends GapKey, GapNumbers {
  periode: string;
  ordeningPeriode: string | null;
  gewichtPeriode: string | null;
  gebieden: number;
  gebiedenAlle: number;
  deel: number | null;
  eerste: number | null;
  laatste: number | null;
  reden: Reason | null;
  redenRelatief: Reason | null;
  uitModel: boolean;
  groepen: GapGroup[];
}

export interface GapChange extends GapKey, GapNumbers {
  van: string;
  tot: string;
  perioden: number;
  beweging: GapMovement | null;
  reden: Reason | null;
}

/** By what the areas of a level are put in order, from the least to the most advantaged. */
export interface GapOrder {
  niveau: LevelId;
  indicator: string;
  naam: string;
  minst: string;
  meest: string;
}

export interface GapRules {
  gewicht: string;
  jaren: number;
  gebieden: number;
  deel: number;
}

export interface Gaps {
  indicator: string | null;
  regels: GapRules | null;
  ordeningen: GapOrder[];
  verschillen: Gap[];
  veranderingen: GapChange[];
  /** Of one indicator: the series it has. */
  bestaat?: { niveau: LevelId; uitsplitsing: string; perioden: string[] }[];
  redenen: Reasons;
}
