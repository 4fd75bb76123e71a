/* picture.spec.ts - a chart that is saved keeps its title, legend, source and date, and the colours of the page.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { readFileSync } from 'node:fs';

import { expect, test, type Page } from '@playwright/test';

import { choiceWith, demoUrl, open, openMap } from './region';

async function saved(page: Page, form: 'PNG' | 'SVG'): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('.save-picture').first().getByRole('button', { name: form }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test('the map as SVG stands alone: words, legend and source are in it, and it paints as many areas as the legend says', async ({ page, request }) => {
  const choice = await choiceWith(request, demoUrl, 'wijk', 'hidden');
  await openMap(page, demoUrl, `/kaart?${new URLSearchParams({ ...choice! }).toString()}`);
  const { name, bytes } = await saved(page, 'SVG');
  expect(name).toBe(`kaart-${choice!.indicator}-wijk-${choice!.periode}.svg`);
  const counts = await page.locator('.legend li').evaluateAll((lines) => lines.map((line) => Number(line.getAttribute('data-count'))));
  const title = await page.locator('h1').innerText();
  // Nothing of the page is there to help it.
  await page.setContent(bytes.toString('utf8'));
  const words = (await page.locator('svg text').allTextContents()).join(' ');
  expect(words).toContain(title);
  expect(words).toContain('Bron:');
  expect(words).toContain('Verzonnen cijfers');
  expect(words).toContain('geen nul');
  const fills = await page.locator('svg svg').first().locator('path').evaluateAll((paths) => {
    const found = new Map<string, number>();
    for (const path of paths) {
      const fill = getComputedStyle(path).fill;
      if (fill !== 'none') {
        found.set(fill, (found.get(fill) ?? 0) + 1);
      }
    }
    return [...found.values()];
  });
  expect(fills.sort()).toEqual(counts.filter((n) => n > 0).sort());
  await expect(page.locator('pattern#map-hidden rect')).not.toHaveCount(0);
});

test('the map as PNG has twice the pixels of the SVG', async ({ page }) => {
  await openMap(page, demoUrl, '/kaart?niveau=gemeente');
  const svg = (await saved(page, 'SVG')).bytes.toString('utf8');
  const { name, bytes } = await saved(page, 'PNG');
  expect(name).toMatch(/^kaart-.*\.png$/);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  expect([width, height]).toEqual([/ width="(\d+)"/, / height="(\d+)"/].map((pattern) => 2 * Number(pattern.exec(svg)![1])));
  expect(bytes.length).toBeGreaterThan(20_000);
});

test.describe('on a dark screen', () => {
  test.use({ colorScheme: 'dark' });

  test('the picture is that of a light one', async ({ page }) => {
    await openMap(page, demoUrl, '/kaart?niveau=gemeente');
    const svg = (await saved(page, 'SVG')).bytes.toString('utf8');
    expect(svg).toContain('rgb(11, 63, 110)');
    expect(svg).not.toContain('rgb(205, 229, 247)');
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(16, 24, 31)');
  });
});

test('the panels of an indicator are one picture, each under its name', async ({ page, request }) => {
  const choice = await choiceWith(request, demoUrl, 'wijk', 'estimate');
  await open(page, demoUrl, `/en/onderwerp/${choice!.indicator}?niveau=wijk`);
  const names = await page.locator('.panels figcaption strong').allTextContents();
  const svg = (await saved(page, 'SVG')).bytes.toString('utf8');
  for (const name of names) {
    expect(svg).toContain(`>${name}`);
  }
  expect(svg.match(/<svg x=/g)!.length).toBeGreaterThanOrEqual(names.length);
  expect(svg).toContain('Source:');
  expect(svg).toContain('lang="en"');
});
