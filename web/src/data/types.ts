/* data/types.ts - the replies of /api/v1 as TypeScript types; the words are those of the contract.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
export type LevelId = 'land' | 'regio' | 'gemeente' | 'wijk' | 'buurt';

export type ValueStatus = 'ok' | 'estimate' | 'converted' | 'provisional';
export type EmptyStatus =
  | 'hidden'
  | 'too_few'
  | 'not_delivered'
  | 'not_applicable'
  | 'not_released'
  | 'boundary';
export type Status = ValueStatus | EmptyStatus;

export interface Delivery {
  id: string;
  bestand: string;
  editie: number | null;
  rijen: number;
  onbekendeGebieden: number;
}

export interface Source {
  id: string;
  naam: string;
  eigenaar: string;
  licentie: string;
  website: string;
  openbaar: boolean;
  leveringen: Delivery[];
}

export interface ReleaseLevel {
  id: LevelId;
  aantal: number;
  editie: number;
  kaart: boolean;
}

export interface Release {
  id: string;
  datum: string;
  regio: { code: string; naam: string };
  verzonnen: boolean;
  niveaus: ReleaseLevel[];
  bronnen: Source[];
}

export interface Theme {
  id: string;
  naam: string;
}

export interface Break {
  periode: string;
  tekst: string;
}

export interface Series {
  niveau: LevelId;
  perioden: string[];
  grenzen: number[];
}

export interface Breakdown {
  id: string;
  naam: string;
}

export interface Indicator {
  id: string;
  code: string;
  naam: string;
  naamEngels: string;
  thema: string;
  eenheid: string;
  decimalen: number;
  populatie: string | null;
  teller: string | null;
  noemer: string | null;
  toelichting: string | null;
  bron: string;
  richting: string;
  richtingEigenaar: string | null;
  gemodelleerd: boolean;
  gebruik: { vergelijken: boolean; trend: boolean; effect: boolean };
  definitie: string;
  uitsplitsingen: Breakdown[];
  reeksen: Series[];
  breuken: Break[];
}

export interface Catalogue {
  themas: Theme[];
  indicatoren: Indicator[];
}

export interface Area {
  code: string;
  naam: string;
  niveau: LevelId;
  ouder: string | null;
  edities: number[];
  opKaart: boolean;
}

export interface Areas {
  gebieden: Area[];
}

export interface Value {
  waarde: number | null;
  onder: number | null;
  boven: number | null;
  status: Status;
}

export interface AreaValue extends Value {
  gebied: string;
}

/** Columns run parallel: the nth entry of each belongs to the nth area. */
export interface Slice {
  indicator: string;
  niveau: LevelId;
  periode: string;
  uitsplitsing: string;
  gebied: string[];
  waarde: (number | null)[];
  onder: (number | null)[];
  boven: (number | null)[];
  status: Status[];
  vergelijk: AreaValue[];
}

export interface PeriodValue extends Value {
  periode: string;
}

export interface ProfileRow {
  indicator: string;
  uitsplitsing: string;
  periode: string;
  waarden: AreaValue[];
  reeks: PeriodValue[];
}

export interface Profile {
  gebied: Area;
  ouders: { code: string; naam: string; niveau: LevelId }[];
  rijen: ProfileRow[];
}

export interface Provenance {
  waarde: Value;
  indicator: string;
  definitie: string;
  bron: string;
  poort: { besluit: string; regel: string };
  leveringen: { id: string; bestand: string; rijen?: number[] | null }[];
  uitleg: string;
}

export interface TopologyGeometry {
  type: string;
  id?: string;
  arcs?: unknown;
  properties?: { naam?: string; buren?: string[] };
}

export interface Topology {
  type: 'Topology';
  editie: number;
  arcs: [number, number][][];
  transform?: { scale: [number, number]; translate: [number, number] };
  objects: {
    gebieden: { type: string; geometries: TopologyGeometry[] };
    gemeenten?: TopologyGeometry | { type: string; geometries: TopologyGeometry[] };
  };
}
