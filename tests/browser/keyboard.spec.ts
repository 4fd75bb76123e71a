/* keyboard.spec.ts - everything can be reached and done without a mouse.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test, type Page } from '@playwright/test';

import { demoUrl, openMap } from './region';

async function tabTo(page: Page, selector: string, most: number): Promise<void> {
  for (let k = 0; k < most; k += 1) {
    await page.keyboard.press('Tab');
    if (await page.locator(selector).evaluate((element) => element === document.activeElement)) {
      return;
    }
  }
  throw new Error(`${selector} was not reached in ${most} Tabs`);
}

const marked = (page: Page): Promise<string | null> => page.locator('[data-marked]').getAttribute('data-marked');

test('skip links lead to content, table and map', async ({ page }) => {
  await openMap(page, demoUrl, '/kaart');
  await page.keyboard.press('Tab');
  await expect(page.locator('a[href="#inhoud"]')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('#tabel')).toBeFocused();
  await page.reload();
  await openMap(page, demoUrl, '/kaart');
  await tabTo(page, 'a[href="#kaart"]', 3);
  await page.keyboard.press('Enter');
  await expect(page.locator('#kaart')).toBeFocused();
});

test('Tab reaches the choices, then the table, then the map as one stop', async ({ page }) => {
  await openMap(page, demoUrl, '/kaart');
  await tabTo(page, '#kies-indicator', 15);
  await tabTo(page, '#tabel', 9);
  const rows = await page.locator('#tabel tr[data-code]').count();
  const stops = await page.locator('#kaart, #kaart [tabindex], #kaart a').count();
  expect(stops).toBe(1);
  await page.locator('#tabel tr[data-code] a').nth(rows - 1).focus();
  await page.keyboard.press('Tab');
  await expect(page.locator('#kaart')).toBeFocused();
});

test('the table comes before the map in reading order', async ({ page }) => {
  await openMap(page, demoUrl, '/kaart');
  const follows = await page.evaluate(() => {
    const table = document.querySelector('#tabel')!;
    return table.compareDocumentPosition(document.querySelector('#kaart')!) & Node.DOCUMENT_POSITION_FOLLOWING;
  });
  expect(follows).toBeTruthy();
});

test('arrow keys walk, the live line speaks, Home and End go to the ends', async ({ page }) => {
  await openMap(page, demoUrl, '/kaart?niveau=wijk');
  await page.locator('a[href="#kaart"]').focus();
  await page.keyboard.press('Enter');
  const start = await marked(page);
  expect(start).not.toBeNull();
  const seen = new Set([start]);
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowRight']) {
    await page.keyboard.press(key);
    const code = await marked(page);
    seen.add(code);
    const name = await page.locator(`#tabel tr[data-code="${code}"] a`).innerText();
    await expect(page.locator('[data-live]')).toContainText(name);
    await expect(page.locator('[data-live]')).toContainText('gemeente ');
    await expect(page.locator(`#tabel tr[data-code="${code}"]`)).toHaveClass(/is-marked/);
  }
  expect(seen.size).toBeGreaterThan(3);

  const drawn = page.locator('#tabel tr[data-on-map="true"]');
  await page.keyboard.press('Home');
  expect(await marked(page)).toBe(await drawn.first().getAttribute('data-code'));
  await page.keyboard.press('End');
  expect(await marked(page)).toBe(await drawn.last().getAttribute('data-code'));
});

test('walking only right ends at the edge and says so', async ({ page }) => {
  await openMap(page, demoUrl, '/kaart?niveau=wijk');
  await page.locator('#kaart').focus();
  for (let k = 0; k < 60; k += 1) {
    await page.keyboard.press('ArrowRight');
  }
  await expect(page.locator('[data-live]')).toHaveText('Rand van de kaart.');
  const rightmost = await page.locator('#kaart path[data-code]').evaluateAll((shapes) =>
    Math.max(...shapes.map((shape) => shape.getBoundingClientRect().right)),
  );
  const box = await page.locator('[data-marked]').boundingBox();
  const map = await page.locator('#kaart').boundingBox();
  expect(rightmost - (box!.x + box!.width)).toBeLessThan(map!.width / 4);
});

test('Enter opens the profile with the focus on its heading, and Back returns to the marked area', async ({ page }) => {
  await openMap(page, demoUrl, '/kaart?niveau=wijk');
  await page.locator('#kaart').focus();
  await page.keyboard.press('ArrowDown');
  const code = await marked(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${demoUrl}/gebied/${code}`);
  await expect(page.locator('h1')).toBeFocused();
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`gebied=${code}`));
  await expect(page.locator('h1')).toBeFocused();
  await expect(page.locator(`[data-marked="${code}"]`)).toBeAttached();
});

test('sort buttons say how the table is sorted', async ({ page }) => {
  await openMap(page, demoUrl, '/kaart?niveau=wijk');
  const head = page.locator('#tabel thead th', { hasText: 'Waarde' });
  await head.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await page.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expect(page.locator('#tabel thead [aria-sort]')).toHaveCount(1);
  const numbers = await page.locator('#tabel tr[data-code] .value__number').allInnerTexts();
  const values = numbers.filter((n) => /\d/.test(n)).map((n) => Number(n.replaceAll('.', '').replace(',', '.').replace('−', '-')));
  expect(values.length).toBeGreaterThan(5);
  expect(values).toEqual([...values].sort((a, b) => b - a));
  // Areas without a number are at the end.
  expect(numbers.slice(0, values.length).every((n) => /\d/.test(n))).toBe(true);
});

test('the focus is visible', async ({ page }) => {
  await openMap(page, demoUrl, '/kaart');
  await tabTo(page, '#kies-indicator', 15);
  const width = await page.locator('#kies-indicator').evaluate((element) => getComputedStyle(element).outlineWidth);
  expect(width).toBe('3px');
});
