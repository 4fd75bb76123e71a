/* frame.spec.ts - what holds for every page: width, the mark of invented figures, no other hosts, weight, faults.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { gzipSync } from 'node:zlib';

import { expect, test, type Page } from '@playwright/test';

import { areasAt, demoUrl, indicatorsAt, noTwente, open, openMap, twenteUrl } from './region';

const scriptBudget = 60_000;
const mapBudget = 72_000;

async function pagesOf(request: import('@playwright/test').APIRequestContext, base: string): Promise<string[]> {
  const codes = await Promise.all(['gemeente', 'wijk', 'buurt'].map((level) => areasAt(request, base, level)));
  const [indicator] = await indicatorsAt(request, base, 'wijk');
  const pages = ['/', '/nieuw', '/vergelijken?thema=zorggebruik-ggz', '/kaart?kleur=oordeel', '/over', '/uitleg', '/signalen', '/verschillen', `/verschillen?indicator=${indicator!.id}`, '/privacypoort', `/onderwerp/${indicator!.id}`, '/gebied/WK999999'];
  return [...pages, ...codes.map((areas) => `/gebied/${areas[0]!.code}`)];
}

for (const width of [320, 360, 768, 1440]) {
  test(`no page scrolls sideways at ${width} px`, async ({ page, request }) => {
    await page.setViewportSize({ width, height: width === 320 ? 256 : 800 });
    for (const path of await pagesOf(request, demoUrl)) {
      await open(page, demoUrl, path);
      const { content, view } = await page.evaluate(() => ({
        content: document.documentElement.scrollWidth,
        view: document.documentElement.clientWidth,
      }));
      expect(content, path).toBeLessThanOrEqual(view);
    }
  });
}

test('every page of the demo says "Verzonnen cijfers", on paper too', async ({ page, request }) => {
  for (const path of await pagesOf(request, demoUrl)) {
    await page.emulateMedia({ media: 'screen' });
    await open(page, demoUrl, path);
    await expect(page.locator('.invented'), path).toContainText('Verzonnen cijfers');
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('.invented'), path).toBeVisible();
    // A named page carries the mark in the margin of every sheet.
    expect(await page.evaluate(() => getComputedStyle(document.body).getPropertyValue('page')), path).toBe('invented');
  }
});

test('no page of the real region says "Verzonnen cijfers"', async ({ page, request }) => {
  test.skip(twenteUrl === '', noTwente);
  for (const path of await pagesOf(request, twenteUrl)) {
    await open(page, twenteUrl, path);
    await expect(page.locator('.invented'), path).toHaveCount(0);
    expect(await page.evaluate(() => getComputedStyle(document.body).getPropertyValue('page')), path).toBe('auto');
  }
});

test('nothing is asked of another host, no cookie is set, no policy is broken', async ({ page, request, context }) => {
  const strangers: string[] = [];
  const complaints: string[] = [];
  page.on('request', (asked) => {
    if (!asked.url().startsWith(demoUrl) && !asked.url().startsWith('data:')) {
      strangers.push(asked.url());
    }
  });
  page.on('console', (message) => {
    // Chromium itself reports the 404 of the unknown area.
    if (message.type() === 'error' && !message.text().includes('404')) {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  for (const path of await pagesOf(request, demoUrl)) {
    await open(page, demoUrl, path);
  }
  expect(strangers).toEqual([]);
  expect(complaints).toEqual([]);
  expect(await context.cookies()).toEqual([]);
});

async function scriptOf(page: Page, arrive: () => Promise<void>): Promise<number> {
  const sizes: number[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') {
      void response.body().then((body) => sizes.push(gzipSync(body, { level: 9 }).length));
    }
  });
  await arrive();
  await expect.poll(() => sizes.length).toBeGreaterThan(0);
  return sizes.reduce((sum, size) => sum + size, 0);
}

test('the first page loads less than 60 kB of script, gzipped', async ({ page }) => {
  expect(await scriptOf(page, () => open(page, demoUrl, '/'))).toBeLessThan(scriptBudget);
});

test('the map, the heaviest page, loads less than 72 kB with all that the first page brings', async ({ page }) => {
  const script = await scriptOf(page, () => openMap(page, demoUrl, '/kaart'));
  expect(script).toBeLessThan(mapBudget);
  // What only some maps need is not among it.
  const names = await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name));
  expect(names.filter((name) => /(canvasMap|duoMap|tileDrawing|PairTable|drawPicture)\.js$/.test(name))).toEqual([]);
});

test('a server that does not answer gives a sentence and a way on', async ({ page }) => {
  await page.route('**/api/v1/release', (route) => route.abort());
  await page.goto(`${demoUrl}/kaart`);
  await expect(page.getByRole('alert')).toContainText('De server antwoordt niet');
  await page.unroute('**/api/v1/release');
  await page.getByRole('button', { name: 'Probeer het opnieuw' }).click();
  await expect(page.locator('#tabel tr[data-code]').first()).toBeVisible();
});

test('numbers that do not arrive give a sentence and a way on', async ({ page }) => {
  await page.route('**/api/v1/waarden*', (route) => route.fulfill({ status: 503, body: '' }));
  await page.goto(`${demoUrl}/kaart`);
  await expect(page.getByRole('alert')).toContainText('De server antwoordt niet');
  await page.unroute('**/api/v1/waarden*');
  await page.getByRole('button', { name: 'Probeer het opnieuw' }).click();
  await expect(page.locator('#tabel tr[data-code]').first()).toBeVisible();
});

test('an unknown area and an unknown indicator say so and show a way on', async ({ page }) => {
  await open(page, demoUrl, '/gebied/WK999999');
  await expect(page.locator('h1')).toContainText('WK999999');
  await page.getByRole('alert').getByRole('link').click();
  await expect(page.locator('#tabel tr[data-code]').first()).toBeVisible();
  await open(page, demoUrl, '/kaart?indicator=bestaat-niet');
  await expect(page.getByRole('alert')).toContainText('bestaat-niet');
});

test('loading does not make the page jump', async ({ page }) => {
  await page.route('**/api/v1/waarden*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await page.goto(`${demoUrl}/kaart`);
  await expect(page.locator('.table-region.placeholder')).toBeVisible();
  const before = await page.locator('.table-region').boundingBox();
  await expect(page.locator('#tabel tr[data-code]').first()).toBeVisible();
  const after = await page.locator('.table-region').boundingBox();
  expect(after).toEqual(before);
});

test('every source is named with its licence, below each page and on the page of sources', async ({ page, request }) => {
  const response = await request.get(`${demoUrl}/api/v1/release`);
  const { bronnen } = (await response.json()) as { bronnen: { naam: string; licentie: string; leveringen: { bestand: string }[] }[] };
  expect(bronnen.length).toBeGreaterThan(0);
  await open(page, demoUrl, '/over');
  for (const source of bronnen) {
    await expect(page.locator('footer')).toContainText(source.naam);
    await expect(page.locator('footer')).toContainText(source.licentie);
    for (const delivery of source.leveringen) {
      await expect(page.locator('main')).toContainText(delivery.bestand);
    }
  }
});

test('beside the map every column of the table is in view, intervals and all', async ({ page }) => {
  for (const width of [1280, 1440, 1920]) {
    await page.setViewportSize({ width, height: 1000 });
    await openMap(page, demoUrl, '/kaart?indicator=psychische-klachten-volwassenen&niveau=wijk');
    const hidden = await page.locator('.table-region').evaluate((region) => region.scrollWidth - region.clientWidth);
    expect(hidden, `${width} px`).toBeLessThanOrEqual(0);
  }
});
