/* data/api.ts - the only place that talks to the server: a path of /api/v1 goes in, a typed reply or
 * an ApiError comes out.  A release never changes, so a reply is kept for as long as the page lives.
 * Where the document says data-static there is no server: the same replies are files.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { language } from '#text/language.ts';
import { addressOfFile } from './address_of_file.ts';
import { addressOfForm } from './fileForms.ts';
import type { Gaps } from './gapTypes.ts';
import type { Cube } from './jsonStat.ts';
import type { Areas, Catalogue, Changes, GateReport, Overview, Profile, Provenance, Release, Signals, Slice, Topology } from './types.ts';

export type ApiFault = 'unreachable' | 'unknown' | 'refused' | 'unreadable';

export class ApiError extends Error {
  readonly fault: ApiFault;
  readonly detail: string;

  constructor(fault: ApiFault, detail: string) {
    super(`${fault}: ${detail}`);
    this.fault = fault;
    this.detail = detail;
  }
}

/** Whether these pages are files on a host that answers nothing. */
export const isStatic = typeof document !== 'undefined' && document.documentElement.hasAttribute('data-static');

const replies = new Map<string, Promise<unknown>>();

async function problemText(response: Response): Promise<string> {
  const problem: unknown = await response.json().catch(() => null);
  if (problem !== null && typeof problem === 'object' && 'detail' in problem) {
    return String(problem.detail);
  }
  return `${response.status} ${response.statusText}`;
}

async function load(path: string): Promise<unknown> {
  return loadFrom(isStatic ? addressOfFile(path) : `/api/v1/${path}`);
}

async function loadFrom(address: string): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(address);
  } catch (cause) {
    throw new ApiError('unreachable', String(cause));
  }
  if (!response.ok) {
    const fault = response.status === 404 ? 'unknown' : response.status < 500 ? 'refused' : 'unreachable';
    throw new ApiError(fault, await problemText(response));
  }
  try {
    return await response.json();
  } catch (cause) {
    throw new ApiError('unreadable', String(cause));
  }
}

function kept<Reply>(key: string, ask: (key: string) => Promise<unknown>): Promise<Reply> {
  let reply = replies.get(key);
  if (reply === undefined) {
    reply = ask(key);
    replies.set(key, reply);
    // A failure is not kept, so that "opnieuw proberen" asks the server again.
    reply.catch(() => replies.delete(key));
  }
  return reply as Promise<Reply>;
}

function get<Reply>(path: string): Promise<Reply> {
  return kept(path, load);
}

/** A reply with sentences or names in it, in the language of the pages. */
function getWorded<Reply>(path: string): Promise<Reply> {
  return get<Reply>(language === 'nl' ? path : `${path}${path.includes('?') ? '&' : '?'}taal=${language}`);
}

function query(parameters: Record<string, string>): string {
  return new URLSearchParams(parameters).toString();
}

export interface SliceWish {
  indicator: string;
  niveau: string;
  periode: string;
  uitsplitsing: string;
}

export interface ProvenanceWish {
  indicator: string;
  gebied: string;
  periode: string;
  uitsplitsing: string;
}

/** Files hold the origins of all areas of a level together. */
async function provenanceInFile(wish: ProvenanceWish): Promise<Provenance> {
  const { gebied, ...rest } = wish;
  const area = (await api.areas()).gebieden.find((one) => one.code === gebied);
  const all = await getWorded<Record<string, Provenance | null>>(`herkomst?${query({ ...rest, niveau: area?.niveau ?? '' })}`);
  const found = all[gebied] ?? null;
  if (found === null) {
    throw new ApiError('unknown', gebied);
  }
  return found;
}

export const api = {
  release: () => get<Release>('release'),
  catalogue: () => getWorded<Catalogue>('indicatoren'),
  areas: () => get<Areas>('gebieden'),
  slice: (wish: SliceWish) => getWorded<Slice>(`waarden?${query({ ...wish })}`),
  overview: (level: string, gemeente: string | undefined) =>
    getWorded<Overview>(
      `overzichten/${encodeURIComponent(level)}${gemeente === undefined ? '' : `?${query({ gemeente })}`}`,
    ),
  /** All groups of an indicator at a level in one period; where there is no server, all of the indicator. */
  table: (indicator: string, level: string, period: string) =>
    kept<Cube>(addressOfForm(isStatic, indicator, 'json-stat', { niveau: level, periode: period }), loadFrom),
  profile: (code: string) => getWorded<Profile>(`profielen/${encodeURIComponent(code)}`),
  map: (level: string) => get<Topology>(`kaarten/${encodeURIComponent(level)}`),
  gaps: (indicator?: string) =>
    getWorded<Gaps>(indicator === undefined ? 'verschillen' : `verschillen?${query({ indicator })}`),
  signals: () => getWorded<Signals>('signalen'),
  changes: (release: string) => get<Changes>(`uitgaven/${encodeURIComponent(release)}/wijzigingen`),
  gate: () => get<GateReport>('privacypoort'),
  provenance: (wish: ProvenanceWish) =>
    isStatic ? provenanceInFile(wish) : getWorded<Provenance>(`herkomst?${query({ ...wish })}`),
};
