/* duo.spec.ts - two indicators in one map: the legend counts what the map shows, and the area at hand is told with both.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test, type APIRequestContext } from '@playwright/test';

import { expectAgreementOf } from './agreement';
import { expectAccessible, looks } from './axe';
import { demoUrl, indicatorsAt, inLanguage, openMap, twenteUrl, noTwente } from './region';

interface Bounded {
  reeksen: { niveau: string; grenzen: number[] }[];
}

/** Two indicators with classes enough. */
async function couple(request: APIRequestContext, base: string): Promise<string> {
  const [a, b] = (await indicatorsAt(request, base, 'wijk')).filter(
    (one) => (one as unknown as Bounded).reeksen.find((series) => series.niveau === 'wijk')!.grenzen.length === 4,
  );
  return `/kaart?indicator=${a!.id}&niveau=wijk&naast=${b!.id}&samen=ja`;
}

for (const [name, base] of [['demo', demoUrl], ['Twente', twenteUrl]] as const) {
  test(`the legend of two counts what the map shows, ${name}`, async ({ page, request }) => {
    test.skip(base === '', noTwente);
    await openMap(page, base, await couple(request, base));
    await expect(page.locator('.duo td[data-count]')).toHaveCount(9);
    await expect(page.locator('#kaart-naast')).toHaveCount(0);
    await expectAgreementOf(page, 0);
  });
}

test('an area is spoken with both figures, and the summary tells where both are high', async ({ page, request }) => {
  await openMap(page, demoUrl, await couple(request, demoUrl));
  await page.locator('#kaart').focus();
  await page.keyboard.press('Home');
  const names = await page.locator('#tabel thead .sort').allInnerTexts();
  const spoken = await page.locator('[data-live]').first().innerText();
  for (const head of names.slice(-2)) {
    expect(spoken).toContain(head.split(' (')[0]!.trim());
  }
  await expect(page.locator('#kaart-samenvatting')).toContainText('hoog op beide onderwerpen');
});

test('side by side and together are a choice that keeps the rest', async ({ page, request }) => {
  await openMap(page, demoUrl, await couple(request, demoUrl));
  await page.locator('input[name="samen"][value="nee"]').check({ force: true });
  await expect(page.locator('#kaart-naast')).toBeVisible();
  await expect(page).not.toHaveURL(/samen/);
  await expect(page).toHaveURL(/naast=/);
});

for (const { look, viewport, language } of looks) {
  test(`axe finds nothing on two indicators in one map, ${look}`, async ({ page, request }) => {
    await page.setViewportSize(viewport);
    await openMap(page, demoUrl, inLanguage[language](await couple(request, demoUrl)));
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
  });
}

test('the sentence above the map names the groups that the map shows', async ({ page }) => {
  await openMap(page, demoUrl, '/kaart?niveau=wijk');
  const summary = page.locator('#kaart-samenvatting');
  const total = await page.locator('.legend [data-fill="class-5"]').first().getAttribute('data-count');
  await expect(summary).toContainText(`${total} wijk`);
  await expect(page.locator('#kaart')).toHaveAttribute('aria-describedby', /kaart-samenvatting/);
});
