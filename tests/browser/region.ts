/* region.ts - what the tests know of the region under test; everything else they ask the server itself,
 * so that they hold for any release.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, type APIRequestContext, type Page } from '@playwright/test';

export const demoUrl = (process.env['WKS_BASE_URL'] ?? '').replace(/\/$/, '');
export const twenteUrl = (process.env['WKS_TWENTE_URL'] ?? '').replace(/\/$/, '');
export const staticUrl = (process.env['WKS_STATIC_URL'] ?? '').replace(/\/$/, '');
export const noTwente = 'WKS_TWENTE_URL is not set';

export const wide = { width: 1440, height: 900 };
export const phone = { width: 360, height: 740 };

/** The same page in another language. */
export const inLanguage = { nl: (path: string) => path, en: (path: string) => `/en${path}` } as const;

interface Series {
  niveau: string;
  perioden: string[];
}

export interface Indicator {
  id: string;
  naam: string;
  decimalen: number;
  uitsplitsingen: { id: string; naam: string }[];
  reeksen: Series[];
}

export interface Area {
  code: string;
  naam: string;
  niveau: string;
  ouder: string | null;
}

export interface Slice {
  gebied: string[];
  waarde: (number | null)[];
  status: string[];
  oordeel: string[];
  toets: { getoetst: number; aangewezen: number; verwachtDoorToeval: number | null } | null;
}

export async function ask<Reply>(request: APIRequestContext, base: string, path: string): Promise<Reply> {
  const response = await request.get(`${base}/api/v1/${path}`);
  expect(response.status(), `GET /api/v1/${path}`).toBe(200);
  return (await response.json()) as Reply;
}

export async function indicatorsAt(request: APIRequestContext, base: string, level: string): Promise<Indicator[]> {
  const { indicatoren } = await ask<{ indicatoren: Indicator[] }>(request, base, 'indicatoren');
  const found = indicatoren.filter((i) => i.reeksen.some((s) => s.niveau === level && s.perioden.length > 0));
  expect(found.length, `indicators with numbers per ${level}`).toBeGreaterThan(0);
  return found;
}

export function periodsAt(indicator: Indicator, level: string): string[] {
  return indicator.reeksen.find((series) => series.niveau === level)?.perioden ?? [];
}

export async function areasAt(request: APIRequestContext, base: string, level: string): Promise<Area[]> {
  const { gebieden } = await ask<{ gebieden: Area[] }>(request, base, 'gebieden');
  return gebieden.filter((area) => area.niveau === level);
}

export interface Choice {
  indicator: string;
  niveau: string;
  periode: string;
}

export function address(choice: Choice): string {
  return `/kaart?${new URLSearchParams({ ...choice }).toString()}`;
}

/** A choice at this level in which at least one area has this status; null when the release holds none. */
export async function choiceWith(
  request: APIRequestContext,
  base: string,
  level: string,
  status: string,
): Promise<Choice | null> {
  for (const indicator of await indicatorsAt(request, base, level)) {
    for (const period of periodsAt(indicator, level)) {
      const choice = { indicator: indicator.id, niveau: level, periode: period };
      const slice = await ask<Slice>(request, base, `waarden?${new URLSearchParams(choice).toString()}`);
      if (slice.status.includes(status)) {
        return choice;
      }
    }
  }
  return null;
}

/** Open a page and wait until its numbers stand there. */
export async function open(page: Page, base: string, path: string): Promise<void> {
  await page.goto(base + path);
  await expect(page.locator('h1')).toBeVisible();
  await page.waitForLoadState('networkidle');
}

export async function openMap(page: Page, base: string, path: string): Promise<void> {
  await open(page, base, path);
  await expect(page.locator('#tabel tr[data-code]').first()).toBeVisible();
  await expect(page.locator('#kaart path[data-code]').first()).toBeVisible();
}
