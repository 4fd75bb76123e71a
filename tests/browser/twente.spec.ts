/* twente.spec.ts - the real region: wijken that do not join between editions are named as such, never as zero.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test } from '@playwright/test';

import { address, ask, indicatorsAt, noTwente, openMap, periodsAt, twenteUrl, type Choice, type Slice } from './region';

test.skip(twenteUrl === '', noTwente);

/** A slice of 2020 per wijk: its borders are those of 2020, the map is that of 2022. */
async function choiceOf2020(request: import('@playwright/test').APIRequestContext): Promise<Choice> {
  const indicators = await indicatorsAt(request, twenteUrl, 'wijk');
  const indicator = indicators.find((candidate) => periodsAt(candidate, 'wijk').includes('2020'));
  expect(indicator, 'an indicator of 2020 per wijk').toBeDefined();
  return { indicator: indicator!.id, niveau: 'wijk', periode: '2020' };
}

test('121 wijken of two editions are listed', async ({ page, request }) => {
  await openMap(page, twenteUrl, address(await choiceOf2020(request)));
  await expect(page.locator('#tabel tr[data-code]')).toHaveCount(121);
  await expect(page.locator('#kaart path[data-code]')).toHaveCount(120);
});

for (const code of ['WK170005', 'WK170006']) {
  test(`${code} is on the map of 2022 without a number of 2020: grens gewijzigd`, async ({ page, request }) => {
    const choice = await choiceOf2020(request);
    await openMap(page, twenteUrl, address(choice));
    const slice = await ask<Slice>(request, twenteUrl, `waarden?${new URLSearchParams({ ...choice }).toString()}`);
    expect(slice.waarde[slice.gebied.indexOf(code)]).toBeNull();
    const row = page.locator(`#tabel tr[data-code="${code}"]`);
    await expect(row.locator('td.values__status')).toContainText('grens gewijzigd');
    expect(await row.locator('.value__number').innerText()).not.toMatch(/\d/);
    await expect(page.locator(`#kaart path[data-code="${code}"]`)).toHaveAttribute('data-fill', 'boundary');
  });
}

test('WK170000 has a number of 2020 and no place on the map of 2022: grens gewijzigd', async ({ page, request }) => {
  await openMap(page, twenteUrl, address(await choiceOf2020(request)));
  const row = page.locator('#tabel tr[data-code="WK170000"]');
  await expect(row).toHaveAttribute('data-on-map', 'false');
  await expect(row.locator('td.values__status')).toContainText('grens gewijzigd');
  await expect(page.locator('.off-map [data-off-map="WK170000"]')).toContainText('grens gewijzigd');
  await expect(page.locator('#kaart path[data-code="WK170000"]')).toHaveCount(0);
});
