/* tour.spec.ts - the guided tour: every step points at something that is there and in sight, by keyboard alone.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test } from '@playwright/test';

import { demoUrl, open } from './region';

test('each step of the tour points at what it tells of, and keeps it free', async ({ page }) => {
  await open(page, demoUrl, '/');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('rondleiding');
  await page.keyboard.press('Enter');
  const tour = page.getByRole('region', { name: /./ }).and(page.locator('.tour'));
  for (let k = 1; k <= 8; k++) {
    await expect(page).toHaveURL(new RegExp(`rondleiding=${k}$`));
    await expect(tour.locator('h2')).toBeFocused();
    await expect(tour).toContainText(`stap ${k} van 8`);
    const pointed = page.locator('.is-toured');
    await expect(pointed).toHaveCount(1);
    await expect(pointed).toBeInViewport();
    if (k < 8) {
      await page.keyboard.press('Tab');
      if (k > 1) {
        await page.keyboard.press('Tab');
      }
      await expect(page.getByRole('link', { name: 'Volgende stap' })).toBeFocused();
      await page.keyboard.press('Enter');
    }
  }
  await page.getByRole('link', { name: 'Klaar' }).click();
  await expect(tour).toHaveCount(0);
  await expect(page).toHaveURL(`${demoUrl}/uitleg`);
  await expect(page.locator('h1')).toBeFocused();
  await expect(page.locator('.is-toured')).toHaveCount(0);
});

test('Back goes a step back, and what is focused is not behind the tour', async ({ page }) => {
  await open(page, demoUrl, '/kaart?rondleiding=2');
  await page.getByRole('link', { name: 'Volgende stap' }).click();
  await expect(page).toHaveURL(/rondleiding=3/);
  await page.goBack();
  await expect(page.locator('.tour')).toContainText('stap 2 van 8');
  const last = page.locator('.footer a').last();
  await last.focus();
  const [focus, tour] = await Promise.all([last.boundingBox(), page.locator('.tour').boundingBox()]);
  expect(focus!.y + focus!.height).toBeLessThanOrEqual(tour!.y);
});
