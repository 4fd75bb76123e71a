/* tiles.spec.ts - the map of tiles: the same areas and colours as the map of borders, walked with the same keys.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test } from '@playwright/test';

import { expectAgreement } from './agreement';
import { expectAccessible, looks } from './axe';
import { demoUrl, indicatorsAt, inLanguage, noTwente, openMap, twenteUrl } from './region';

for (const [name, base] of [['demo', demoUrl], ['Twente', twenteUrl]] as const) {
  for (const level of ['gemeente', 'wijk', 'buurt']) {
    test(`tiles have the colours of the borders, one size, and do not overlap, ${name}, per ${level}`, async ({ page, request }) => {
      test.skip(base === '', noTwente);
      const [indicator] = await indicatorsAt(request, base, level);
      await openMap(page, base, `/kaart?indicator=${indicator!.id}&niveau=${level}`);
      const fills = (): Promise<Record<string, string>> =>
        page.locator('#kaart [data-code]').evaluateAll((all) => Object.fromEntries(all.map((e) => [e.getAttribute('data-code')!, e.getAttribute('data-fill')!])));
      const borders = await fills();
      await page.locator('input[name="vorm"][value="tegels"]').check({ force: true });
      await expect(page).toHaveURL(/vorm=tegels/);
      await expect(page.locator('[data-displacement]')).toContainText('tegel van de echte plek');
      expect(await fills()).toEqual(borders);
      await expectAgreement(page);
      const boxes = await page.locator('#kaart [data-code]').evaluateAll((all) =>
        all.map((e) => e.getBoundingClientRect()).map(({ x, y, width, height }) => ({ x, y, width, height })),
      );
      for (const box of boxes) {
        expect(Math.abs(box.width - boxes[0]!.width)).toBeLessThan(0.5);
        expect(Math.abs(box.height - box.width)).toBeLessThan(0.5);
      }
      const middles = new Set(boxes.map((box) => `${Math.round((box.x - boxes[0]!.x) / box.width)} ${Math.round((box.y - boxes[0]!.y) / box.width)}`));
      expect(middles.size).toBe(boxes.length);
    });
  }
}

test('arrow keys walk over tiles and speak', async ({ page }) => {
  await openMap(page, demoUrl, '/kaart?niveau=wijk&vorm=tegels');
  await expect(page.locator('[data-displacement]')).toBeVisible();
  const map = page.locator('#kaart');
  await map.focus();
  await page.keyboard.press('Home');
  const seen = new Set<string>();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
    await page.keyboard.press(key);
    seen.add((await map.locator('[data-marked]').getAttribute('data-marked'))!);
  }
  expect(seen.size).toBeGreaterThan(3);
  await expect(page.locator('[data-live]').first()).toContainText('gemeente');
});

for (const { look, viewport, language } of looks) {
  test(`axe finds nothing on tiles, ${look}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await openMap(page, demoUrl, inLanguage[language]('/kaart?niveau=wijk&vorm=tegels'));
    await expect(page.locator('[data-displacement]')).toBeVisible();
    await expectAccessible(page);
  });
}
