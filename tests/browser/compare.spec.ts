/* compare.spec.ts - areas by indicators: the numbers of the API, reached by keyboard, and areas side by side.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

import { areasAt, ask, demoUrl, noTwente, open, phone, twenteUrl, wide, type Indicator, type Slice } from './region';

interface Overview {
  reeksen: (Slice & { indicator: string; periode: string })[];
}

async function openCompare(page: Page, base: string, query = ''): Promise<void> {
  await open(page, base, `/vergelijken${query}`);
  await expect(page.locator('.heat tr[data-code]').first()).toBeVisible();
}

const focused = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['place']);

for (const [width, viewport] of Object.entries({ wide, phone })) {
  test.describe(`axe, ${width}`, () => {
    test.use({ viewport });
    test('comparing, with areas side by side', async ({ page, request }) => {
      const areas = await areasAt(request, demoUrl, 'wijk');
      // One theme: axe takes long over thousands of cells that are all alike.
      const codes = areas.slice(0, 3).map((area) => area.code).join(',');
      await openCompare(page, demoUrl, `?thema=zorggebruik-ggz&gebieden=${codes}`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([]);
    });

    test('nothing of the table sticks out of the page', async ({ page, request }) => {
      const areas = await areasAt(request, demoUrl, 'wijk');
      await openCompare(page, demoUrl, `?gebieden=${areas.slice(0, 6).map((area) => area.code).join(',')}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
    });
  });
}

for (const [name, base] of [['demo', demoUrl], ['Twente', twenteUrl]] as const) {
  test(`every cell says what the API says, ${name}`, async ({ page, request }) => {
    test.skip(base === '', noTwente);
    const { reeksen } = await ask<Overview>(request, base, 'overzichten/wijk');
    const { indicatoren } = await ask<{ indicatoren: Indicator[] }>(request, base, 'indicatoren');
    const decimals = new Map(indicatoren.map((indicator) => [indicator.id, indicator.decimalen]));
    await openCompare(page, base);
    const shown = await page.evaluate(() => {
      const heads = [...document.querySelectorAll('.heat__head .heat__name')].map((head) => head.firstChild?.textContent?.trim());
      return [...document.querySelectorAll<HTMLElement>('.heat tbody tr')].map((row) => ({
        code: row.dataset['code'],
        cells: [...row.querySelectorAll<HTMLElement>('.heat__cell')].map((cell, k) => ({
          head: heads[k],
          number: [...cell.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join('').trim(),
          kind: cell.className.replace(/^.*\bis-(\w+).*$/, '$1'),
        })),
      }));
    });
    const nameOf = new Map(indicatoren.map((indicator) => [indicator.naam, indicator.id]));
    let compared = 0;
    for (const row of shown) {
      expect(row.cells.length).toBe(reeksen.length);
      for (const cell of row.cells) {
        const series = reeksen.find((one) => one.indicator === nameOf.get(cell.head ?? ''))!;
        const k = series.gebied.indexOf(row.code ?? '');
        const value = k < 0 ? null : series.waarde[k]!;
        if (value === null) {
          expect(cell.kind, `${row.code} ${series.indicator}`).toBe(k < 0 ? 'not_delivered' : series.status[k]);
          continue;
        }
        compared += 1;
        const digits = decimals.get(series.indicator)!;
        const wanted = new Intl.NumberFormat('nl-NL', { minimumFractionDigits: digits, maximumFractionDigits: digits });
        expect(Number(cell.number.replaceAll('.', '').replace(',', '.')), `${row.code} ${series.indicator}`).toBe(
          Number(wanted.format(value).replaceAll('.', '').replace(',', '.')),
        );
        expect(cell.kind).toBe(series.oordeel[k]);
      }
    }
    expect(compared).toBeGreaterThan(200);
    expect(shown.length).toBe(new Set(reeksen.flatMap((series) => series.gebied)).size);
  });
}

test('the table is one Tab stop, and arrow keys reach every cell of it', async ({ page }) => {
  await openCompare(page, demoUrl, '?thema=zorggebruik-ggz');
  expect(await page.locator('.heat [tabindex="0"]').count()).toBe(1);
  await page.locator('.heat [tabindex="0"]').focus();
  await page.keyboard.press('Control+End');
  const rows = await page.locator('.heat tr[data-code]').count();
  const columns = await page.locator('.heat__head').count();
  expect(await focused(page)).toBe(`${rows} ${columns + 1}`);
  await page.keyboard.press('Control+Home');
  expect(await focused(page)).toBe('0 0');
  for (let k = 1; k <= columns + 1; k += 1) {
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe(`0 ${k}`);
  }
  await page.keyboard.press('ArrowDown');
  expect(await focused(page)).toBe(`1 ${columns + 1}`);
  const code = await page.locator('.heat tr[data-code]').first().getAttribute('data-code');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/gebied/${code}$`));
});

test('a column is sorted from high to low first, and the address says so', async ({ page }) => {
  await openCompare(page, demoUrl, '?thema=zorggebruik-ggz');
  const head = page.locator('.heat__head').first();
  await head.locator('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  const numbers = (await page.locator('.heat tbody tr').all()).map(async (row) => {
    const cell = row.locator('.heat__cell').first();
    return cell.evaluate((one) => [...one.childNodes].map((node) => (node.nodeType === 3 ? node.textContent : '')).join('').trim());
  });
  const shown = (await Promise.all(numbers)).filter((number) => /^\d/.test(number)).map((number) => Number(number.replace(',', '.')));
  expect(shown.length).toBeGreaterThan(20);
  expect(shown).toEqual([...shown].sort((a, b) => b - a));
  await expect(page).toHaveURL(/sorteer=-/);
  await page.reload();
  await expect(page.locator('.heat__head').first()).toHaveAttribute('aria-sort', 'descending');
});

test('two to six areas stand side by side, with interval and verdict, and stay in the address', async ({ page }) => {
  await openCompare(page, demoUrl);
  const ticks = page.locator('.heat tbody .heat__pick input');
  await ticks.nth(0).check();
  await expect(page.locator('.beside [role=status]')).toBeVisible();
  for (let k = 1; k < 6; k += 1) {
    await ticks.nth(k).check();
  }
  await expect(page.locator('.beside__area')).toHaveCount(6);
  await expect(ticks.nth(6)).toBeDisabled();
  await expect(page.locator('.beside .values__interval').first()).toHaveText(/\d+,\d tot \d+,\d/);
  await page.reload();
  await expect(page.locator('.beside__area')).toHaveCount(6);
  await page.locator('.beside__remove').first().click();
  await expect(page.locator('.beside__area')).toHaveCount(5);
  await expect(ticks.nth(6)).toBeEnabled();
});

test('what does not exist in the address is left out, and the page says what there is', async ({ page }) => {
  await openCompare(page, demoUrl, '?niveau=straat&thema=nergens&gemeente=GM9999&sorteer=-niets&gebieden=WK9,XX');
  await expect(page.locator('#kies-niveau')).toHaveValue('wijk');
  await expect(page.locator('#kies-thema')).toHaveValue('');
  await expect(page.locator('.beside__area')).toHaveCount(0);
  await expect(page.locator('.heat__area[aria-sort]')).toHaveAttribute('aria-sort', 'ascending');
});

test('the sentence on chance counts what is shown', async ({ page, request }) => {
  const { reeksen } = await ask<Overview>(request, demoUrl, 'overzichten/wijk');
  const tested = reeksen.reduce((sum, series) => sum + (series.toets?.getoetst ?? 0), 0);
  await openCompare(page, demoUrl);
  await expect(page.locator('.heat-legend')).toContainText(`zijn ${tested} vergelijkingen`);
});

test('the profile leads to the areas that are like this one, with the middle of them and no verdict about it', async ({ page, request }) => {
  const [wijk] = await areasAt(request, demoUrl, 'wijk');
  await open(page, demoUrl, `/gebied/${wijk!.code}`);
  await page.getByRole('link', { name: 'Vergelijk met wijken die erop lijken' }).click();
  await expect(page).toHaveURL(new RegExp(`lijkt=${wijk!.code}`));
  const rows = page.locator('.heat tbody tr');
  await expect(rows).toHaveCount(12);
  await expect(rows.nth(0)).toHaveAttribute('data-code', wijk!.code);
  await expect(rows.nth(1)).toContainText('Het midden van deze 10');
  await expect(rows.nth(1).locator('.is-hoger, .is-lager')).toHaveCount(0);
  await expect(rows.nth(1).locator('input')).toHaveCount(0);
  await expect(page.locator('.like')).toContainText('65-plussers');
  // Every cell can still be reached: down the names, past the middle, which leads nowhere.
  await page.locator('[data-place="1 1"]').focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-place="2 1"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/vergelijken/);
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('[data-place="2 0"]')).toBeFocused();
  const axe = await new AxeBuilder({ page }).include('.like').include('.heat tbody tr:nth-child(2)').analyze();
  expect(axe.violations.map((violation) => violation.id)).toEqual([]);
  await page.getByRole('button', { name: 'Toon alle wijken' }).click();
  await expect(page).not.toHaveURL(/lijkt/);
  await expect(rows).not.toHaveCount(12);
});
