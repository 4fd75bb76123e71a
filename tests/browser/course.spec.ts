/* course.spec.ts - one indicator over the years: areas are added by keyboard, chart and table hold the same numbers, and
 * the address keeps them.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

import { areasAt, ask, demoUrl, noTwente, open, phone, twenteUrl, type Slice } from './region';

interface Catalogue {
  indicatoren: { id: string; gebruik: { trend: boolean }; breuken: unknown[]; reeksen: { niveau: string; perioden: string[] }[] }[];
}

test('an area is added and taken away by keyboard, and the table holds the numbers of the API', async ({ page, request }) => {
  const catalogue = await ask<Catalogue>(request, demoUrl, 'indicatoren');
  const indicator = catalogue.indicatoren.find((one) => one.gebruik.trend && one.reeksen.some(({ niveau, perioden }) => niveau === 'wijk' && perioden.length > 1))!;
  const { perioden } = indicator.reeksen.find(({ niveau }) => niveau === 'wijk')!;
  const [wijk] = await areasAt(request, demoUrl, 'wijk');
  await open(page, demoUrl, `/onderwerp/${indicator.id}?niveau=wijk`);
  const picker = page.getByLabel('Voeg een wijk toe');
  await picker.selectOption(wijk!.code);
  await expect(page, 'choosing alone adds nothing').not.toHaveURL(/gebieden/);
  await picker.focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`gebieden=${wijk!.code}`));
  const row = page.locator(`.course-table tr[data-course="${wijk!.code}"] td`);
  await expect(row).toHaveCount(perioden.length);
  for (const [k, periode] of perioden.entries()) {
    const slice = await ask<Slice>(request, demoUrl, `waarden?indicator=${indicator.id}&niveau=wijk&periode=${periode}`);
    const value = slice.waarde[slice.gebied.indexOf(wijk!.code)] ?? null;
    const words = (await row.nth(k).innerText()).split('\n')[0]!.trim();
    if (value === null) {
      expect(words).not.toMatch(/^[\d-]/);
    } else {
      expect(Number(words.replace('.', '').replace(',', '.'))).toBeCloseTo(value, 1);
    }
  }
  await page.getByRole('button', { name: `Haal ${wijk!.naam} weg` }).press('Enter');
  await expect(page).not.toHaveURL(/gebieden/);
  await expect(row).toHaveCount(0);
});

test('six areas beside the region have labels that do not overlap, and no more can be added', async ({ page, request }) => {
  const wijken = (await areasAt(request, demoUrl, 'wijk')).slice(0, 6);
  for (const viewport of [phone, { width: 1440, height: 900 }]) {
    await page.setViewportSize(viewport);
    await open(page, demoUrl, `/onderwerp/psychische-klachten-volwassenen?niveau=wijk&gebieden=${wijken.map(({ code }) => code).join(',')}`);
    await expect(page.locator('.chips li')).toHaveCount(6);
    await expect(page.getByLabel('Voeg een wijk toe')).toBeDisabled();
    const boxes = await page.locator('.course__name').evaluateAll((names) => names.map((name) => name.getBoundingClientRect().toJSON() as DOMRect));
    expect(boxes.length).toBeGreaterThan(3);
    boxes.forEach((a, i) => {
      for (const b of boxes.slice(i + 1)) {
        expect(a.bottom <= b.top + 1 || b.bottom <= a.top + 1).toBe(true);
      }
      expect(a.right).toBeLessThanOrEqual(viewport.width);
    });
    const { violations } = await new AxeBuilder({ page }).include('[aria-labelledby="kop-verloop"]').analyze();
    expect(violations.map((violation) => violation.id)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  }
});

test('a break is drawn, told, and no line crosses it', async ({ page, request }) => {
  test.skip(twenteUrl === '', noTwente);
  const catalogue = await ask<Catalogue>(request, twenteUrl, 'indicatoren');
  const broken = catalogue.indicatoren.find((one) => one.breuken.length > 0 && one.reeksen.some(({ niveau, perioden }) => niveau === 'gemeente' && perioden.length > 2));
  test.skip(broken === undefined, 'no series of Twente with a break');
  await open(page, twenteUrl, `/onderwerp/${broken!.id}?niveau=gemeente`);
  await expect(page.locator('.course__why').first()).toContainText('gebroken');
  await expect(page.locator('.course__break').first()).toBeAttached();
});
