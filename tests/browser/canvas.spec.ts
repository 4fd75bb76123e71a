/* canvas.spec.ts - thousands of areas on a canvas: counted, pointed at, walked and spoken as areas of an SVG are.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test, type Page } from '@playwright/test';

import { expectAccessible } from './axe';
import { codeAt, nameAt, serveField } from './field';
import { demoUrl, indicatorsAt, open } from './region';

// Three thousand rows take their time on a machine that has more to do.
test.describe.configure({ timeout: 90_000 });

const field = { columns: 60, rows: 50, bends: 2 };

async function openField(page: Page, path: string): Promise<void> {
  await serveField(page, field);
  await open(page, demoUrl, path);
  await expect(page.locator('#kaart canvas[data-counts]')).toBeVisible();
  await page.locator('#kaart').evaluate((map) => map.scrollIntoView({ block: 'center' }));
}

/** Where the middle of a square stands on the screen. */
async function middleOf(page: Page, column: number, row: number): Promise<{ x: number; y: number }> {
  const box = (await page.locator('#kaart').boundingBox())!;
  const margin = 0.02 * Math.max(field.columns, field.rows);
  const scale = Math.min(box.width / (field.columns + 2 * margin), box.height / (field.rows + 2 * margin));
  return {
    x: box.x + box.width / 2 + (column + 0.5 - field.columns / 2) * scale,
    y: box.y + box.height / 2 + (row + 0.5 - field.rows / 2) * scale,
  };
}

test('the legend counts what the canvas painted', async ({ page }) => {
  await openField(page, '/kaart?niveau=wijk');
  const painted = JSON.parse((await page.locator('#kaart canvas').getAttribute('data-counts'))!) as Record<string, number>;
  const legend = Object.fromEntries(
    await page.locator('.legend li[data-fill]').evaluateAll((items) =>
      items.map((item) => [item.getAttribute('data-fill')!, Number(item.getAttribute('data-count'))] as const).filter(([, n]) => n > 0),
    ),
  );
  expect(painted).toEqual(legend);
  expect(Object.values(painted).reduce((sum, n) => sum + n, 0)).toBe(field.columns * field.rows);
  await expect(page.locator('#kaart path[data-code]')).toHaveCount(0);
});

test('each class has the colour of the style sheet on the canvas, and what is hidden is hatched', async ({ page }) => {
  await openField(page, '/kaart?niveau=wijk');
  const { wrong, seen } = await page.evaluate(
    async ({ columns, rows }) => {
      const canvas = document.querySelector<HTMLCanvasElement>('#kaart canvas')!;
      const token = (name: string): string => getComputedStyle(canvas).getPropertyValue(`--wks-map-${name}-color`).trim();
      const colours = [1, 2, 3, 4, 5].map((k) => token(`class-${k}`));
      const margin = 0.02 * Math.max(columns, rows);
      const scale = Math.min(canvas.width / (columns + 2 * margin), canvas.height / (rows + 2 * margin));
      const pixels = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data;
      const counts: Record<string, number> = {};
      for (let row = 0; row < rows; row += 1) {
        for (let column = 0; column < columns; column += 1) {
          const x = Math.round(canvas.width / 2 + (column + 0.5 - columns / 2) * scale);
          const y = Math.round(canvas.height / 2 + (row + 0.5 - rows / 2) * scale);
          const at = 4 * (y * canvas.width + x);
          const hex = `#${[0, 1, 2].map((k) => pixels[at + k]!.toString(16).padStart(2, '0')).join('')}`;
          const key = colours.includes(hex) ? `class-${colours.indexOf(hex) + 1}` : 'other';
          counts[key] = (counts[key] ?? 0) + 1;
        }
      }
      const told = JSON.parse(canvas.dataset['counts']!) as Record<string, number>;
      const classes = Object.keys(told).filter((key) => key.startsWith('class-'));
      return { wrong: classes.filter((key) => counts[key] !== told[key]).map((key) => [key, counts[key], told[key]]), seen: classes.length };
    },
    { columns: field.columns, rows: field.rows },
  );
  expect(seen).toBeGreaterThan(1);
  expect(wrong).toEqual([]);
});

test('pointing finds the area under the pointer, a click chooses it', async ({ page }) => {
  await openField(page, '/kaart?niveau=wijk');
  for (const [column, row] of [[3, 4], [41, 30], [59, 49]] as const) {
    const { x, y } = await middleOf(page, column, row);
    await page.mouse.move(x, y);
    await expect(page.locator('.readout strong')).toHaveText(nameAt(column, row));
    await expect(page.locator(`#kaart [data-marked="${codeAt(column, row)}"]`)).toBeAttached();
  }
  await page.mouse.down();
  await page.mouse.up();
  await expect(page).toHaveURL(new RegExp(`gebied=${codeAt(59, 49)}`));
});

test('arrow keys walk from square to square and speak', async ({ page }) => {
  await openField(page, `/kaart?niveau=wijk&gebied=${codeAt(10, 10)}`);
  await page.locator('#kaart').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator(`#kaart [data-marked="${codeAt(11, 10)}"]`)).toBeAttached();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator(`#kaart [data-marked="${codeAt(11, 11)}"]`)).toBeAttached();
  await expect(page.locator('[data-live]').first()).toContainText(nameAt(11, 11));
});

test('zoomed in, the canvas is painted anew and pointing still finds the right area', async ({ page }) => {
  await openField(page, '/kaart?niveau=wijk');
  const { x, y } = await middleOf(page, 20, 20);
  await page.mouse.move(x, y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -600);
  await page.keyboard.up('Control');
  await expect(page).toHaveURL(/blik=/);
  await page.mouse.move(x + 1, y);
  await expect(page.locator('.readout strong')).toHaveText(nameAt(20, 20));
  await expect(page.locator('#kaart canvas')).toHaveCSS('transform', 'none');
});

test('one gemeente of a country is a region again, drawn as SVG', async ({ page }) => {
  await openField(page, '/kaart?niveau=wijk');
  await page.locator('#kies-gemeente').selectOption({ index: 2 });
  await expect(page.locator('#kaart path[data-code]').first()).toBeVisible();
  await expect(page.locator('#kaart canvas')).toHaveCount(0);
});

test('the table holds the first rows of a country and says so; tiles are refused with the reason', async ({ page }) => {
  // axe looks at 400 rows.
  test.setTimeout(90_000);
  await openField(page, '/kaart?niveau=wijk&vorm=tegels');
  await expect(page.locator('[data-cut]')).toContainText('3000 wijken');
  await expect(page.locator('#tabel tr[data-code]')).toHaveCount(400);
  await expect(page.locator('.page__notice')).toContainText('te veel wijken voor een kaart van tegels');
  await expectAccessible(page);
});

test('another indicator paints the canvas anew', async ({ page, request }) => {
  const [one, other] = await indicatorsAt(request, demoUrl, 'wijk');
  await openField(page, `/kaart?indicator=${one!.id}&niveau=wijk`);
  const before = await page.locator('#kaart canvas').getAttribute('data-counts');
  await page.locator('#kies-indicator').selectOption(other!.id);
  await expect(page.locator('h1')).toHaveText(other!.naam);
  await expect(page.locator('#kaart canvas')).not.toHaveAttribute('data-counts', before!);
});
