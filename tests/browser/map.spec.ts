/* map.spec.ts - map, table and legend show the same; what has no number is never shown as one.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test } from '@playwright/test';

import { expectAgreement } from './agreement';
import { address, ask, choiceWith, demoUrl, indicatorsAt, openMap, periodsAt, twenteUrl, noTwente, type Slice } from './region';

for (const [name, base] of [['demo', demoUrl], ['Twente', twenteUrl]] as const) {
  for (const level of ['gemeente', 'wijk', 'buurt']) {
    test(`legend, map and table agree for every indicator, ${name}, per ${level}`, async ({ page, request }) => {
      test.skip(base === '', noTwente);
      test.setTimeout(400_000);
      for (const indicator of await indicatorsAt(request, base, level)) {
        const period = periodsAt(indicator, level).at(-1)!;
        const choice = { indicator: indicator.id, niveau: level, periode: period };
        await openMap(page, base, address(choice));
        await expectAgreement(page);
        const slice = await ask<Slice>(request, base, `waarden?${new URLSearchParams(choice).toString()}`);
        await expect(page.locator('#tabel tr[data-code]')).toHaveCount(slice.gebied.length);
      }
    });
  }
}

test('the table shows the numbers of the server, with a decimal comma', async ({ page, request }) => {
  const [indicator] = await indicatorsAt(request, demoUrl, 'wijk');
  const choice = { indicator: indicator!.id, niveau: 'wijk', periode: periodsAt(indicator!, 'wijk').at(-1)! };
  const slice = await ask<Slice>(request, demoUrl, `waarden?${new URLSearchParams(choice).toString()}`);
  await openMap(page, demoUrl, address(choice));
  const shown = Object.fromEntries(
    await page.locator('#tabel tr[data-code]').evaluateAll((rows) =>
      rows.map((row) => [row.getAttribute('data-code'), row.querySelector('.value__number')!.textContent!.trim()] as const),
    ),
  );
  const format = new Intl.NumberFormat('nl-NL', {
    minimumFractionDigits: indicator!.decimalen,
    maximumFractionDigits: indicator!.decimalen,
    useGrouping: 'min2',
  } as Intl.NumberFormatOptions);
  slice.gebied.forEach((code, k) => {
    const value = slice.waarde[k];
    if (value === null || value === undefined) {
      expect(shown[code], code).not.toMatch(/\d/);
    } else {
      expect(shown[code], code).toBe(format.format(value).replace('-', '−'));
    }
  });
});

test('hidden areas are hatched on the map, named in the table and counted in the legend', async ({ page, request }) => {
  const choice =
    (await choiceWith(request, demoUrl, 'wijk', 'hidden')) ?? (await choiceWith(request, demoUrl, 'buurt', 'hidden'));
  expect(choice, 'the demo region holds a hidden value').not.toBeNull();
  const slice = await ask<Slice>(request, demoUrl, `waarden?${new URLSearchParams({ ...choice! }).toString()}`);
  const hidden = slice.gebied.filter((_, k) => slice.status[k] === 'hidden');
  await openMap(page, demoUrl, address(choice!));
  let drawn = 0;
  for (const code of hidden) {
    const row = page.locator(`#tabel tr[data-code="${code}"]`);
    await expect(row.locator('td.values__status')).toContainText('verborgen (privacy)');
    expect(await row.locator('.value__number').innerText()).not.toMatch(/\d/);
    if ((await row.getAttribute('data-on-map')) === 'true') {
      drawn += 1;
      const shape = page.locator(`#kaart path[data-code="${code}"]`);
      await expect(shape).toHaveAttribute('fill', 'url(#map-hidden)');
    }
  }
  expect(drawn).toBeGreaterThan(0);
  await expect(page.locator('#map-hidden .hatch-ink')).toHaveCount(1);
  const entry = page.locator('.legend li[data-fill="hidden"]');
  await expect(entry).toHaveAttribute('data-count', String(drawn));
  await expect(entry).toContainText('verborgen (privacy)');
});

test('five classes at most, and each class has one colour', async ({ page }) => {
  await openMap(page, demoUrl, '/kaart?niveau=wijk');
  const colours = await page.locator('#kaart path[data-fill^="class-"]').evaluateAll((shapes) => {
    const found: Record<string, string[]> = {};
    for (const shape of shapes) {
      const key = shape.getAttribute('data-fill')!;
      const colour = getComputedStyle(shape).fill;
      found[key] = [...new Set([...(found[key] ?? []), colour])];
    }
    return found;
  });
  expect(Object.keys(colours).length).toBeLessThanOrEqual(5);
  for (const list of Object.values(colours)) {
    expect(list).toHaveLength(1);
  }
  expect(new Set(Object.values(colours).flat()).size).toBe(Object.keys(colours).length);
});

test('table and map point at each other', async ({ page }) => {
  await openMap(page, demoUrl, '/kaart?niveau=wijk');
  const row = page.locator('#tabel tr[data-on-map="true"]').nth(2);
  const code = await row.getAttribute('data-code');
  await row.hover();
  await expect(page.locator(`[data-marked="${code}"]`)).toBeAttached();
  await page.mouse.move(0, 0);
  await expect(page.locator('[data-marked]')).toHaveCount(0);
  await row.locator('a').focus();
  await expect(page.locator(`[data-marked="${code}"]`)).toBeAttached();
  await row.locator('a').blur();

  const other = await page.locator('#tabel tr[data-on-map="true"]').last().getAttribute('data-code');
  await page.locator(`#kaart path[data-code="${other}"]`).dispatchEvent('pointerover');
  const otherRow = page.locator(`#tabel tr[data-code="${other}"]`);
  await expect(otherRow).toHaveClass(/is-marked/);
  await expect(otherRow).toBeInViewport();
});

test('a choice of one gemeente keeps its areas only', async ({ page }) => {
  await openMap(page, demoUrl, '/kaart?niveau=wijk');
  const all = await page.locator('#tabel tr[data-code]').count();
  const name = await page.locator('#kies-gemeente option').nth(1).innerText();
  await page.locator('#kies-gemeente').selectOption({ label: name });
  await expect(page.locator('.page__subtitle')).toContainText(name);
  const some = await page.locator('#tabel tr[data-code]').count();
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(all);
  await expectAgreement(page);
});
