/* start.spec.ts - the first page: no more signals than a meeting can take in, each with how sure it is; what is new.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test } from '@playwright/test';

import { ask, demoUrl, noTwente, open, openMap, twenteUrl } from './region';

interface Lists {
  lijsten: { etiketten: boolean; gebieden: { gebied: string; aanwijzing: string; kans: number | null }[] }[];
}

test('at most seven signals, and those of places are the surest that the API has', async ({ page, request }) => {
  const { lijsten } = await ask<Lists>(request, demoUrl, 'signalen');
  const labelled = lijsten
    .filter((list) => list.etiketten)
    .flatMap((list) => list.gebieden)
    .filter((signal) => signal.aanwijzing === 'sterk' || signal.aanwijzing === 'mogelijk')
    .sort((a, b) => Number(b.aanwijzing === 'sterk') - Number(a.aanwijzing === 'sterk') || (b.kans ?? 0) - (a.kans ?? 0));
  await open(page, demoUrl, '/');
  await expect(page.locator('.start__list')).toBeVisible();
  const n = await page.locator('.start__signal').count();
  expect(n).toBeGreaterThan(0);
  expect(n).toBeLessThanOrEqual(7);
  const places = page.locator('[data-signal="mismatch"] a[href^="/gebied/"]');
  const shown = await places.evaluateAll((links) => links.map((link) => link.getAttribute('href')!.replace('/gebied/', '')));
  expect(shown).toEqual(labelled.slice(0, shown.length).map((signal) => signal.gebied));
  for (const one of await page.locator('[data-signal="mismatch"]').all()) {
    await expect(one).toContainText(/De kans dat dit zo is, is .*%/);
  }
  for (const one of await page.locator('[data-signal="trend"]').all()) {
    await expect(one).toContainText(/per jaar \([+-]/);
  }
});

interface Differences {
  verschillen: { indicator: string; soort: string; niveau: string; absoluutOnder: number | null; absoluutBoven: number | null; uitModel: boolean }[];
  veranderingen: { indicator: string; soort: string; niveau: string; absoluutOnder: number | null; absoluutBoven: number | null; van: string }[];
}

test('a difference is a signal with both its intervals, and only where these leave out zero', async ({ page, request }) => {
  const { verschillen, veranderingen } = await ask<Differences>(request, demoUrl, 'verschillen');
  await open(page, demoUrl, '/');
  const shown = page.locator('[data-signal="gap"]');
  await expect(shown.first()).toBeVisible();
  for (const one of await shown.all()) {
    const target = new URL((await one.locator('a').getAttribute('href'))!, demoUrl).searchParams;
    const isOf = (row: { indicator: string; soort: string; niveau: string }) =>
      row.indicator === target.get('indicator') &&
      (row.soort === 'ordening' ? row.niveau === target.get('niveau') : target.get('niveau') === null);
    const leavesOutZero = (row: { absoluutOnder: number | null; absoluutBoven: number | null }) =>
      row.absoluutOnder !== null && row.absoluutBoven !== null && row.absoluutOnder * row.absoluutBoven > 0;
    expect(verschillen.filter((row) => isOf(row) && !row.uitModel && leavesOutZero(row))).not.toHaveLength(0);
    expect(veranderingen.filter((row) => isOf(row) && leavesOutZero(row))).not.toHaveLength(0);
    await expect(one).toContainText(/Het verschil werd (groter|kleiner) sinds \d{4}\./);
    await expect(one).toContainText(/verschil in \d{4}: .* \(.* tot .*\)/);
    await expect(one).toContainText(/verandering: .* \(.* tot .*\)/);
  }
});

test('a region without a signal says that this is an outcome too', async ({ page }) => {
  test.skip(twenteUrl === '', noTwente);
  await open(page, twenteUrl, '/');
  await expect(page.locator('.start__signals')).toContainText('Ook dat is een uitkomst');
  await expect(page.locator('.health__state.is-older').first()).toBeVisible();
});

test('the map and all that is new are one step away', async ({ page }) => {
  await open(page, demoUrl, '/');
  await page.locator('.start__map').click();
  await expect(page).toHaveURL(/\/kaart$/);
  await openMap(page, demoUrl, '/kaart');
  await open(page, demoUrl, '/');
  await page.locator('a[href="/nieuw"]').first().click();
  await expect(page.locator('h1')).toBeFocused();
  await expect(page.locator('.news[data-release]')).toHaveCount(1);
  await expect(page.locator('.news')).toContainText('Dit is de eerste uitgave');
});

test('how fresh the figures are is said of every source that has indicators', async ({ page, request }) => {
  const { indicatoren } = await ask<{ indicatoren: { bron: string; reeksen: { perioden: string[] }[] }[] }>(request, demoUrl, 'indicatoren');
  const sources = new Set(indicatoren.filter((one) => one.reeksen.some((series) => series.perioden.length > 0)).map((one) => one.bron));
  await open(page, demoUrl, '/');
  await expect(page.locator('.health tbody tr')).toHaveCount(sources.size);
});
