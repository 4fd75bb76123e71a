/* agreement.ts - map, table and legend count the same: for colours by value and by verdict.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, type Page } from '@playwright/test';

async function tally(page: Page, selector: string): Promise<Record<string, number>> {
  const fills = await page.locator(selector).evaluateAll((elements) => elements.map((e) => e.getAttribute('data-fill') ?? ''));
  const counts: Record<string, number> = {};
  for (const fill of fills) {
    counts[fill] = (counts[fill] ?? 0) + 1;
  }
  return counts;
}

/** What the legend says, per fill. */
export async function expectAgreement(page: Page): Promise<Record<string, number>> {
  const shapes = await tally(page, '#kaart path[data-code]');
  const rows = await tally(page, '#tabel tr[data-on-map="true"]');
  const legend = Object.fromEntries(
    await page.locator('.legend li[data-fill]').evaluateAll((items) =>
      items.map((item) => [item.getAttribute('data-fill'), Number(item.getAttribute('data-count'))] as const).filter(([, n]) => n > 0),
    ),
  );
  expect(shapes).toEqual(rows);
  expect(legend).toEqual(shapes);
  const offMap = await page.locator('#tabel tr[data-on-map="false"]').count();
  await expect(page.locator('.off-map [data-off-map]')).toHaveCount(offMap);
  return legend;
}

/** The same for the second of two maps, whose figures are a column of the same table. */
export async function expectAgreementOf(page: Page, side: 0 | 1): Promise<void> {
  const section = page.locator('.twin__map').nth(side);
  const shapes = await section.locator('.map [data-code]').evaluateAll((all) => all.map((e) => [e.getAttribute('data-code'), e.getAttribute('data-fill')]));
  const cells = await page
    .locator(`#tabel tr[data-on-map="true"] [data-side="${side}"]`)
    .evaluateAll((all) => all.map((e) => [e.closest('tr')!.getAttribute('data-code'), e.getAttribute('data-fill')]));
  expect(Object.fromEntries(shapes)).toEqual(Object.fromEntries(cells));
  const counts: Record<string, number> = {};
  for (const [, fill] of shapes) {
    counts[fill!] = (counts[fill!] ?? 0) + 1;
  }
  const legend = Object.fromEntries(
    await section.locator('.legend [data-count]').evaluateAll((items) =>
      items.map((item) => [item.getAttribute('data-fill'), Number(item.getAttribute('data-count'))] as const).filter(([, n]) => n > 0),
    ),
  );
  expect(legend).toEqual(counts);
}
