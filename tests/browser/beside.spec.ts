/* beside.spec.ts - two maps side by side: linked, with the same classes for the same indicator, and a table of both.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test, type APIRequestContext, type Page } from '@playwright/test';

import { expectAgreementOf } from './agreement';
import { expectAccessible, looks } from './axe';
import { ask, demoUrl, indicatorsAt, inLanguage, openMap, periodsAt, type Slice } from './region';

interface Following {
  gebruik: { trend: boolean };
  breuken: { periode: string }[];
}

/** An indicator that may be followed, with its first and last year; and one that may not. */
async function twoYears(request: APIRequestContext, mayFollow: boolean): Promise<{ id: string; from: string; to: string }> {
  const found = (await indicatorsAt(request, demoUrl, 'wijk')).find((one) => {
    const { gebruik, breuken } = one as unknown as Following;
    return gebruik.trend === mayFollow && breuken.length === 0 && periodsAt(one, 'wijk').length > 1;
  });
  expect(found, `an indicator that may${mayFollow ? '' : ' not'} be followed over the years`).toBeDefined();
  const periods = periodsAt(found!, 'wijk');
  return { id: found!.id, from: periods[0]!, to: periods.at(-1)! };
}

async function openPair(page: Page, path: string): Promise<void> {
  await openMap(page, demoUrl, path);
  await expect(page.locator('#kaart-naast [data-code]').first()).toBeVisible();
}

test('two years of one indicator share their classes, and the table holds both and the change', async ({ page, request }) => {
  const { id, from, to } = await twoYears(request, true);
  await openPair(page, `/kaart?indicator=${id}&niveau=wijk&naast=${from}`);
  const [left, right] = [page.locator('.legend').nth(0), page.locator('.legend').nth(1)];
  expect(await left.locator('[data-fill^="class"] .legend__words').allInnerTexts()).toEqual(
    await right.locator('[data-fill^="class"] .legend__words').allInnerTexts(),
  );
  await expectAgreementOf(page, 0);
  await expectAgreementOf(page, 1);

  const slices = await Promise.all(
    [to, from].map((periode) => ask<Slice>(request, demoUrl, `waarden?${new URLSearchParams({ indicator: id, niveau: 'wijk', periode }).toString()}`)),
  );
  const changes = await page
    .locator('#tabel tr[data-code]')
    .evaluateAll((rows) => rows.map((row) => [row.getAttribute('data-code')!, row.querySelector('.pair__change')!.textContent!.trim()] as const));
  expect(changes.length).toBe(slices[0]!.gebied.length);
  let counted = 0;
  for (const [code, shown] of changes) {
    const [later, earlier] = slices.map((slice) => slice.waarde[slice.gebied.indexOf(code)] ?? null);
    if (later === null || later === undefined || earlier === null || earlier === undefined) {
      expect(shown, code).not.toMatch(/\d/);
    } else {
      counted += 1;
      expect(Math.sign(later - earlier) >= 0 || shown.startsWith('−'), `${code}: ${shown}`).toBe(true);
    }
  }
  expect(counted).toBeGreaterThan(0);
});

test('where an indicator may not be followed there is no change, and a sentence says why', async ({ page, request }) => {
  const { id, from } = await twoYears(request, false);
  await openPair(page, `/kaart?indicator=${id}&niveau=wijk&naast=${from}`);
  await expect(page.locator('[data-change="no_trend"]')).toContainText('niet geschikt om door de jaren heen te volgen');
  await expect(page.locator('.pair__change')).toHaveCount(0);
});

test('two indicators stand side by side without a difference', async ({ page, request }) => {
  const [one, other] = await indicatorsAt(request, demoUrl, 'wijk');
  await openPair(page, `/kaart?indicator=${one!.id}&niveau=wijk&naast=${other!.id}`);
  await expect(page.locator('[data-change="indicator"]')).toBeVisible();
  await expect(page.locator('.pair__change')).toHaveCount(0);
  await expectAgreementOf(page, 0);
  await expectAgreementOf(page, 1);
});

test('an area that is pointed at is marked on both maps and in the table', async ({ page, request }) => {
  const { id, from } = await twoYears(request, true);
  await openPair(page, `/kaart?indicator=${id}&niveau=wijk&naast=${from}`);
  await page.locator('#kaart-naast').focus();
  await page.keyboard.press('ArrowRight');
  const code = await page.locator('#kaart-naast [data-marked]').getAttribute('data-marked');
  await expect(page.locator(`#kaart [data-marked="${code}"]`)).toBeAttached();
  await expect(page.locator(`#tabel tr[data-code="${code}"]`)).toHaveClass(/is-marked/);
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(new RegExp(`gebied=${code}`));
});

test('the second map is chosen, kept in the address, and undone with Back', async ({ page, request }) => {
  const { id, from } = await twoYears(request, true);
  await openMap(page, demoUrl, `/kaart?indicator=${id}&niveau=wijk`);
  await page.locator('#kies-naast').selectOption(from);
  await expect(page.locator('#kaart-naast')).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`naast=${from}`));
  await page.goBack();
  await expect(page.locator('#kaart-naast')).toHaveCount(0);
});

test('what cannot be put beside it leaves one map and says so', async ({ page }) => {
  await openMap(page, demoUrl, '/kaart?niveau=wijk&naast=zomaar');
  await expect(page.locator('.page__notice')).toContainText('"zomaar" is geen jaar of onderwerp');
  await expect(page.locator('#kaart-naast')).toHaveCount(0);
});

for (const { look, viewport, language } of looks) {
  test(`axe finds nothing on two maps, ${look}`, async ({ page, request }) => {
    await page.setViewportSize(viewport);
    const { id, from } = await twoYears(request, true);
    await openPair(page, inLanguage[language](`/kaart?indicator=${id}&niveau=wijk&naast=${from}`));
    await expectAccessible(page);
  });
}

test('two maps fit on 320 px', async ({ page, request }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  const { id, from } = await twoYears(request, true);
  await openPair(page, `/kaart?indicator=${id}&niveau=wijk&naast=${from}`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
