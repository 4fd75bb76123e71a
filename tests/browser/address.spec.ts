/* address.spec.ts - the address holds the state: it can be shared, reloaded and gone back to.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test } from '@playwright/test';

import { address, areasAt, ask, demoUrl, indicatorsAt, open, openMap, periodsAt, type Indicator } from './region';

/* A text as a pattern that matches just that text. */
function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

test('what is chosen comes back after a reload', async ({ page, request }) => {
  const indicators = await indicatorsAt(request, demoUrl, 'wijk');
  const indicator = indicators.at(-1)!;
  await openMap(page, demoUrl, '/kaart');
  await page.locator('#kies-indicator').selectOption(indicator.id);
  await page.getByRole('radio', { name: 'wijk' }).check({ force: true });
  await expect(page).toHaveURL(/niveau=wijk|indicator=/);
  const period = periodsAt(indicator, 'wijk')[0]!;
  await page.locator('#kies-periode').selectOption(period);
  await page.locator('#tabel thead th', { hasText: 'Waarde' }).getByRole('button').click();
  await expect(page).toHaveURL(/sorteer=waarde/);
  const before = await page.locator('#tabel').innerText();
  const url = new URL(page.url());
  expect(url.searchParams.get('indicator')).toBe(indicator.id);
  expect(url.searchParams.get('periode')).toBe(period);
  await page.reload();
  await openMap(page, demoUrl, url.pathname + url.search);
  expect(await page.locator('#tabel').innerText()).toBe(before);
  await expect(page.locator('#kies-indicator')).toHaveValue(indicator.id);
  await expect(page.locator('#kies-periode')).toHaveValue(period);
});

test('Back undoes a choice', async ({ page, request }) => {
  const indicators = await indicatorsAt(request, demoUrl, 'wijk');
  expect(indicators.length).toBeGreaterThan(1);
  await openMap(page, demoUrl, `/kaart?indicator=${indicators[0]!.id}&niveau=wijk`);
  await page.locator('#kies-indicator').selectOption(indicators[1]!.id);
  await expect(page.locator('h1')).toHaveText(indicators[1]!.naam);
  await expect(page).toHaveTitle(new RegExp(literally(indicators[1]!.naam)));
  await page.goBack();
  await expect(page.locator('h1')).toHaveText(indicators[0]!.naam);
  await expect(page.locator('#kies-indicator')).toHaveValue(indicators[0]!.id);
});

test('changing one choice leaves the others', async ({ page, request }) => {
  const indicators = await indicatorsAt(request, demoUrl, 'buurt');
  const choice = { indicator: indicators[0]!.id, niveau: 'buurt', periode: periodsAt(indicators[0]!, 'buurt')[0]! };
  await openMap(page, demoUrl, address(choice));
  await page.locator('#kies-indicator').selectOption(indicators.at(-1)!.id);
  await expect(page).toHaveURL(/niveau=buurt/);
  expect(new URL(page.url()).searchParams.get('periode')).toBe(choice.periode);
});

test('a link to a chosen area marks it on the map and in the table', async ({ page, request }) => {
  const areas = await areasAt(request, demoUrl, 'wijk');
  const area = areas.at(-1)!;
  await openMap(page, demoUrl, `/kaart?niveau=wijk&gebied=${area.code}`);
  await expect(page.locator(`[data-marked="${area.code}"]`)).toBeAttached();
  await expect(page.locator(`#tabel tr[data-code="${area.code}"]`)).toBeInViewport();
});

test('a link inside the site moves the focus to the heading and changes the title', async ({ page, request }) => {
  await openMap(page, demoUrl, '/kaart?niveau=wijk');
  const link = page.locator('#tabel tr[data-code] a').first();
  const name = await link.innerText();
  await link.click();
  await expect(page.locator('h1')).toHaveText(name);
  await expect(page.locator('h1')).toBeFocused();
  await expect(page).toHaveTitle(new RegExp(`^${literally(name)} - `));
  const { regio } = await ask<{ regio: { naam: string } }>(request, demoUrl, 'release');
  await expect(page).toHaveTitle(new RegExp(literally(regio.naam)));
});

test('the profile leads up to its gemeente and down to its areas', async ({ page, request }) => {
  const [wijk] = await areasAt(request, demoUrl, 'wijk');
  await open(page, demoUrl, `/gebied/${wijk!.code}`);
  await expect(page.locator('.profile').first()).toBeVisible();
  await expect(page.locator('.crumbs [aria-current="page"]')).toHaveText(wijk!.naam);
  await page.locator(`.crumbs a[href="/gebied/${wijk!.ouder}"]`).click();
  await expect(page).toHaveURL(`${demoUrl}/gebied/${wijk!.ouder}`);
  await page.locator(`.children a[href="/gebied/${wijk!.code}"]`).click();
  await expect(page.locator('h1')).toHaveText(wijk!.naam);
});

test('the profile says how a number came about', async ({ page, request }) => {
  const [gemeente] = await areasAt(request, demoUrl, 'gemeente');
  await open(page, demoUrl, `/gebied/${gemeente!.code}`);
  await page.locator('summary').first().click();
  await page.getByRole('button', { name: 'Hoe komt dit cijfer tot stand?' }).first().click();
  const answer = page.locator('.provenance dl').first();
  await expect(answer).toContainText('Besluit bij de privacypoort');
  await expect(answer).toContainText('Levering');
});

test('an indicator without numbers at the level says so and shows a way on', async ({ page, request }) => {
  const { indicatoren } = await ask<{ indicatoren: Indicator[] }>(request, demoUrl, 'indicatoren');
  const coarse = indicatoren.find((i) => i.reeksen.length > 0 && !i.reeksen.some((s) => s.niveau === 'buurt'));
  test.skip(coarse === undefined, 'every indicator of this release has numbers per buurt');
  await open(page, demoUrl, `/kaart?indicator=${coarse!.id}&niveau=buurt`);
  await expect(page.getByRole('alert')).toContainText('geen cijfers per buurt');
  await page.getByRole('alert').getByRole('link').first().click();
  await expect(page.locator('#tabel tr[data-code]').first()).toBeVisible();
});

test('an address that names what does not exist says so, says what does, and is a 404 that still shows figures', async ({ page }) => {
  const reply = await page.goto(`${demoUrl}/kaart?niveau=straat&gemeente=GM9999`);
  expect(reply!.status()).toBe(404);
  const note = page.locator('.stray');
  await expect(note).toContainText('niveau ‘straat’');
  await expect(note).toContainText('Wel: gemeente, wijk, buurt.');
  await expect(note).toContainText('gemeente ‘GM9999’');
  await expect(page.locator('#tabel tr[data-code]').first()).toBeVisible();
  await page.goto(`${demoUrl}/kaart?niveau=wijk`);
  await expect(page.locator('h1')).toBeVisible();
  await expect(note).toHaveCount(0);
});
