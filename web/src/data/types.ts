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
  rijen: number | null; // null of a source that is not public
  onbekendeGebieden: number | null;
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

export type VerdictLabel = 'hoger' | 'lager' | 'geen_verschil' | 'geen';
export type Direction = 'stijgt' | 'daalt' | 'geen_verandering' | 'geen';
export type Method = 'wilson' | 'wilson_weighted' | 'byar' | 'mean' | 'source' | 'model';
/** A newer server may know more flags and reasons than these pages: both stay plain words. */
export type Flag = string;
export type Reason = string;
/** A sentence for each reason that occurs in the reply. */
export type Reasons = Record<Reason, string>;

export interface Verdict {
  oordeel: VerdictLabel;
  reden: Reason | null;
  tegen: string | null;
  verwijzing: number | null;
  verschil: number | null;
  verschilOnder: number | null;
  verschilBoven: number | null;
  kansHoger: number | null;
}

/** How all areas of a series were tested together. */
export interface Test {
  /** In an English reply: what the catalogue says of it, in Dutch. */
  toelichting?: string;
  regel: string;
  tegen: 'gemeente' | 'regio';
  getoetst: number;
  aangewezen: number;
  verwachtDoorToeval: number | null;
  reden: Reason | null;
  tekst: string;
}

export interface Trend {
  richting: Direction;
  reden: Reason | null;
  van: string | null;
  tot: string | null;
  perioden: number;
  perJaar: number | null;
  perJaarOnder: number | null;
  perJaarBoven: number | null;
}

export interface Model {
  naam: string;
  tekst: string;
  niveau: LevelId;
  periode: string | null;
  diagnostiek: Record<string, unknown>;
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
  /** The members that are Dutch in an English reply. */
  nederlands?: string[];
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
  methode: (Method | null)[];
  vlaggen: Flag[][];
  oordeel: VerdictLabel[];
  reden: (Reason | null)[];
  verschil: (number | null)[];
  verschilOnder: (number | null)[];
  verschilBoven: (number | null)[];
  toets: Test | null;
  redenen: Reasons;
  vergelijk: AreaValue[];
}

/** As a slice, without what is said of region and country. */
export type OverviewSeries = Omit<Slice, 'redenen' | 'vergelijk'>;

/** All indicators of a level, each in its latest period. */
export interface Overview {
  niveau: LevelId;
  gemeente: string | null;
  reeksen: OverviewSeries[];
  redenen: Reasons;
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
  methode: Method | null;
  vlaggen: Flag[];
  oordeel: Verdict;
  toets: Test | null;
  trend: Trend;
}

export interface Profile {
  gebied: Area;
  ouders: { code: string; naam: string; niveau: LevelId }[];
  rijen: ProfileRow[];
  redenen: Reasons;
}

export interface Provenance {
  waarde: Value;
  indicator: string;
  definitie: string;
  bron: string;
  poort: { besluit: string; regel: string };
  leveringen: { id: string; bestand: string; rijen?: number[] | null }[];
  uitleg: string;
  methode: { code: Method | null; tekst: string };
  vlaggen: { code: Flag; tekst: string }[];
  vergelijking: { uitkomst: Verdict; toets: Test | null; tekst: string };
  trend: { uitkomst: Trend; tekst: string };
  modellen: Model[];
}

export type SignalLabel = 'sterk' | 'mogelijk' | 'geen_uitspraak' | 'geen';
export type RungOutcome = 'hoger' | 'lager' | 'geen_verschil' | 'niet_te_zeggen' | 'alleen_groter_gebied' | 'berekend' | 'geen_gegevens';

export interface Rung {
  trede: string;
  uitkomst: RungOutcome;
  tekst: string;
  bron: string | null;
}

export interface Signal {
  gebied: string;
  periode: string;
  behoefte: number | null;
  behoefteOnder: number | null;
  behoefteBoven: number | null;
  verhouding: number | null;
  verhoudingOnder: number | null;
  verhoudingBoven: number | null;
  kans: number | null;
  aanwijzing: SignalLabel;
  reden: Reason | null;
  ladder: Rung[];
}

/** What the outcome would be with one choice made differently. */
export interface Sensitivity {
  keuze: string;
  sterk: number;
  mogelijk: number;
  blijft: number;
  nieuw: number;
  grootsteVerandering: number | null;
}

export interface SeriesName {
  indicator: string;
  uitsplitsing: string;
}

export interface SignalList {
  id: string;
  naam: string;
  behoefte: SeriesName;
  gebruik: SeriesName;
  niveau: LevelId;
  periode: string;
  /** false: a trial with assumptions; no area gets a label. */
  etiketten: boolean;
  toelichting: string;
  /** The members that are Dutch in an English reply. */
  nederlands?: string[];
  gevoeligheid: Sensitivity[];
  model: Model | null;
  gebieden: Signal[];
}

export interface Signals {
  lijsten: SignalList[];
  redenen: Reasons;
}

/** Figures about persons that were asked of the gate; cijfers is the sum of the others. */
export interface AskedCounts {
  cijfers: number;
  getoond: number;
  verborgen: number;
  nietVrijgegeven: number;
  leeg: number;
}

/** Figures that their owner has made public: not asked but taken over. */
export interface PublicCounts {
  cijfers: number;
  getoond: number;
  leeg: number;
}

export interface GateTable {
  indicator: string;
  niveau: LevelId;
  periode: string;
  gevraagd: AskedCounts | null;
  openbaar: PublicCounts | null;
}

export interface GateRelease {
  nummer: number;
  id: string;
  datum: string;
  verzegeld: boolean;
  sleutel: string | null;
  grootboek: number | null;
}

export interface GateReport {
  regels: { tekst: string; tekstEngels: string }[];
  tabellen: GateTable[];
  totaal: { gevraagd: AskedCounts; openbaar: PublicCounts };
  /** The newest first. */
  uitgaven: GateRelease[];
}

/** What one table of a release shows otherwise than the release before it. */
export interface Change {
  indicator: string;
  niveau: LevelId;
  periode: string;
  nieuw: number;
  gewijzigd: number;
  verschenen: number;
  verdwenen: number;
}

export interface Changes {
  uitgave: string;
  datum: string;
  vorige: string | null;
  vorigeDatum: string | null;
  definities: string[];
  wijzigingen: Change[];
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
