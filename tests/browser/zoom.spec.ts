/* zoom.spec.ts - names never overlap, outlines keep their width, and what is seen stands in the address.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test, type Page } from '@playwright/test';

import { expectAccessible, looks } from './axe';
import { demoUrl, indicatorsAt, inLanguage, noTwente, openMap, twenteUrl } from './region';

interface Box {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

async function labelsOf(page: Page): Promise<{ labels: Box[]; map: Box }> {
  return page.locator('#kaart').evaluate((map) => {
    const boxOf = (element: Element, text: string): Box => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { text, left, right, top, bottom };
    };
    return { labels: [...map.querySelectorAll('[data-label]')].map((one) => boxOf(one, one.textContent ?? '')), map: boxOf(map, '') };
  });
}

function expectApart({ labels, map }: { labels: Box[]; map: Box }): void {
  for (const [k, a] of labels.entries()) {
    expect(a.left >= map.left - 1 && a.right <= map.right + 1 && a.top >= map.top - 1 && a.bottom <= map.bottom + 1, `${a.text} leaves the map`).toBe(true);
    for (const b of labels.slice(k + 1)) {
      const isApart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      expect(isApart, `${a.text} and ${b.text} overlap`).toBe(true);
    }
  }
}

for (const [name, base] of [['demo', demoUrl], ['Twente', twenteUrl]] as const) {
  for (const width of [320, 768, 1440]) {
    test(`names do not overlap at ${width} px, near and far, as borders and as tiles, ${name}`, async ({ page, request }) => {
      test.skip(base === '', noTwente);
      await page.setViewportSize({ width, height: 800 });
      const [indicator] = await indicatorsAt(request, base, 'wijk');
      for (const rest of ['', '&vorm=tegels', '&blik=700_500_4', `&naast=${(await indicatorsAt(request, base, 'wijk'))[1]!.id}`]) {
        await openMap(page, base, `/kaart?indicator=${indicator!.id}&niveau=wijk${rest}`);
        await expect(page.locator('#kaart [data-label]').first()).toBeAttached();
        const found = await labelsOf(page);
        // A phone that looks at one corner has room for few names that keep clear of the buttons.
        expect(found.labels.length, rest).toBeGreaterThan(width === 320 && rest.includes('blik') ? 0 : 1);
        expectApart(found);
      }
      await openMap(page, base, '/kaart?niveau=gemeente');
      await expect(page.locator('#kaart [data-label]').first()).toBeAttached();
      expectApart(await labelsOf(page));
    });
  }
}

test('buttons and keys zoom, the address keeps what is seen, and zero shows everything again', async ({ page }) => {
  await openMap(page, demoUrl, '/kaart?niveau=wijk');
  const box = (): Promise<string> => page.locator('#kaart > svg').getAttribute('viewBox').then((value) => value!);
  const all = await box();
  await page.getByRole('button', { name: 'Inzoomen' }).click();
  await expect(page).toHaveURL(/blik=-?\d+_-?\d+_1\.60/);
  const near = await box();
  expect(Number(near.split(' ')[2])).toBeCloseTo(Number(all.split(' ')[2]) / 1.6, 0);
  await page.reload();
  await expect(page.locator('#kaart path[data-code]').first()).toBeVisible();
  expect(Number((await box()).split(' ')[2])).toBeCloseTo(Number(near.split(' ')[2]), 0);
  await page.locator('#kaart').focus();
  await page.keyboard.press('+');
  await expect(page).toHaveURL(/blik=-?\d+_-?\d+_2\.56/);
  await page.keyboard.press('0');
  await expect(page).not.toHaveURL(/blik/);
  expect(await box()).toBe(all);
});

test('outlines keep their width at every zoom', async ({ page }) => {
  for (const rest of ['', '&blik=500_400_8']) {
    await openMap(page, demoUrl, `/kaart?niveau=wijk${rest}`);
    const kinds = await page.locator('#kaart path').evaluateAll((paths) =>
      [...new Set(paths.map((path) => `${getComputedStyle(path).vectorEffect} ${getComputedStyle(path).strokeWidth}`))],
    );
    expect(kinds.length).toBeGreaterThan(0);
    for (const kind of kinds) {
      expect(kind, rest).toMatch(/^non-scaling-stroke (0\.75|1\.5|3|6)px$/);
    }
  }
});

test('a drag moves the map and chooses nothing', async ({ page }) => {
  await openMap(page, demoUrl, '/kaart?niveau=wijk&blik=500_400_4');
  const box = (await page.locator('#kaart').boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const before = await page.locator('#kaart > svg').getAttribute('viewBox');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 60, y - 30, { steps: 5 });
  await page.mouse.up();
  await expect(page.locator('#kaart > svg')).not.toHaveAttribute('viewBox', before!);
  await expect(page).not.toHaveURL(/gebied=/);
});

test('two maps show the same part', async ({ page, request }) => {
  const [one, other] = await indicatorsAt(request, demoUrl, 'wijk');
  await openMap(page, demoUrl, `/kaart?indicator=${one!.id}&niveau=wijk&naast=${other!.id}`);
  await page.getByRole('button', { name: 'Inzoomen' }).last().click();
  await expect(page).toHaveURL(/blik=/);
  expect(await page.locator('#kaart-naast > svg').getAttribute('viewBox')).toBe(await page.locator('#kaart > svg').getAttribute('viewBox'));
});

test('walking to an area out of sight brings it into view', async ({ page }) => {
  await openMap(page, demoUrl, '/kaart?niveau=wijk&blik=100_100_6');
  await page.locator('#kaart').focus();
  await page.keyboard.press('End');
  const mark = page.locator('#kaart [data-marked]');
  await expect
    .poll(async () => {
      const [map, area] = [await page.locator('#kaart').boundingBox(), await mark.boundingBox()];
      const [x, y] = [area!.x + area!.width / 2, area!.y + area!.height / 2];
      return x >= map!.x && x <= map!.x + map!.width && y >= map!.y && y <= map!.y + map!.height;
    })
    .toBe(true);
});

for (const { look, viewport, language } of looks) {
  test(`axe finds nothing on a map that was zoomed, ${look}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await openMap(page, demoUrl, inLanguage[language]('/kaart?niveau=wijk&blik=500_400_3'));
    await expectAccessible(page);
  });
}
