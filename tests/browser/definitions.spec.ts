/* definitions.spec.ts - every indicator of the release has its definition here, and typing finds it; the quality of each
 * source agrees with the figures.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test } from '@playwright/test';

import { ask, demoUrl, open } from './region';

interface Catalogue {
  indicatoren: { id: string; naam: string; teller: string; bron: string; reeksen: unknown[] }[];
}

test('all indicators are there, and typing narrows them down and stays in the address', async ({ page, request }) => {
  const catalogue = await ask<Catalogue>(request, demoUrl, 'indicatoren');
  const chosen = catalogue.indicatoren.filter((indicator) => indicator.reeksen.length > 0);
  await open(page, demoUrl, '/definities');
  await expect(page.locator('.definition')).toHaveCount(chosen.length);
  const last = chosen.at(-1)!;
  await page.getByLabel('Zoek in de definities').fill(last.naam);
  await expect(page.locator('.definition', { hasText: last.naam })).toHaveAttribute('open');
  await expect(page.locator('.definition').first()).toContainText(last.teller);
  await expect(page).toHaveURL(/zoek=/);
  await page.reload();
  await expect(page.getByLabel('Zoek in de definities')).toHaveValue(last.naam);
  await page.getByLabel('Zoek in de definities').fill('qqqq');
  await expect(page.locator('main [role="status"]', { hasText: '0 onderwerpen' })).toBeVisible();
});

test('the quality of a source counts what the API gives', async ({ page, request }) => {
  interface Overview {
    reeksen: { indicator: string; waarde: (number | null)[] }[];
  }
  const catalogue = await ask<Catalogue>(request, demoUrl, 'indicatoren');
  const { reeksen } = await ask<Overview>(request, demoUrl, 'overzichten/wijk');
  await open(page, demoUrl, '/over');
  const sources = [...new Set(catalogue.indicatoren.map(({ bron }) => bron))];
  let compared = 0;
  for (const source of sources) {
    const own = reeksen.filter(({ indicator }) => catalogue.indicatoren.some(({ id, bron }) => id === indicator && bron === source));
    const cells = own.flatMap(({ waarde }) => waarde);
    if (cells.length > 0) {
      const shown = cells.filter((value) => value !== null).length;
      const share = shown === cells.length ? 100 : Math.min(99, Math.max(1, Math.round((100 * shown) / cells.length)));
      await expect(page.locator(`[data-source="${source}"]`)).toContainText(`${share}% van de cijfers van wijken`);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(2);
});
