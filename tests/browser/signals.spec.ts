/* signals.spec.ts - need and use: labels and numbers are those of the server, and a trial never labels an area.
 * Also the page of one indicator and the page on how differences are read.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test } from '@playwright/test';

import { areasAt, ask, demoUrl, indicatorsAt, noTwente, open, periodsAt, twenteUrl, type Slice } from './region';

interface Signals {
  lijsten: {
    id: string;
    naam: string;
    etiketten: boolean;
    toelichting: string;
    gevoeligheid: unknown[];
    gebieden: { gebied: string; aanwijzing: string; ladder: { tekst: string; uitkomst: string }[] }[];
  }[];
}

test('areas with a label come first, each with its ladder; the rest is counted and listed', async ({ page, request }) => {
  const { lijsten } = await ask<Signals>(request, demoUrl, 'signalen');
  const list = lijsten.find((candidate) => candidate.etiketten)!;
  expect(list, 'the demo region has a list with labels').toBeDefined();
  await open(page, demoUrl, '/signalen');
  const part = page.locator(`[id="${list.id}"]`);
  const labels = await part.locator('.signal .signal-mark').evaluateAll((marks) => marks.map((m) => m.getAttribute('data-label')));
  const labelled = list.gebieden.filter(({ aanwijzing }) => aanwijzing === 'sterk' || aanwijzing === 'mogelijk');
  const strong = labelled.filter(({ aanwijzing }) => aanwijzing === 'sterk').length;
  expect(labels).toEqual([...Array<string>(strong).fill('sterk'), ...Array<string>(labelled.length - strong).fill('mogelijk')]);
  for (const { gebied, ladder } of labelled) {
    const card = part.locator(`[data-signal="${gebied}"]`);
    expect(await card.locator('li[data-rung]').count()).toBe(ladder.length);
    for (const { tekst } of ladder) {
      await expect(card).toContainText(tekst);
    }
    await expect(card).toContainText('van verwacht');
  }
  const unclear = list.gebieden.filter(({ aanwijzing }) => aanwijzing === 'geen_uitspraak').length;
  await expect(part.locator('.signals__counts')).toContainText(`${unclear} zonder uitspraak`);
  await part.locator('.signals__all > summary').first().focus();
  await page.keyboard.press('Enter');
  await expect(part.locator('tr[data-area]')).toHaveCount(list.gebieden.length);
  await expect(part.locator('tr[data-area]').first()).toBeVisible();
  await expect(part.locator('[data-sensitivity] tbody tr')).toHaveCount(list.gevoeligheid.length);
});

test('the page warns before it shows anything', async ({ page }) => {
  await open(page, demoUrl, '/signalen');
  const caution = page.locator('.caution');
  for (const warning of ['niet hetzelfde als te weinig zorg', 'niet over personen', 'staat ingeschreven', 'Wlz']) {
    await expect(caution).toContainText(warning);
  }
  const isFirst = await page.evaluate(() => {
    const list = document.querySelector('.signals')!;
    return document.querySelector('.caution')!.compareDocumentPosition(list) & Node.DOCUMENT_POSITION_FOLLOWING;
  });
  expect(isFirst).toBeTruthy();
});

test('a trial says that it is one, and labels no area', async ({ page, request }) => {
  test.skip(twenteUrl === '', noTwente);
  const { lijsten } = await ask<Signals>(request, twenteUrl, 'signalen');
  const trial = lijsten.find((candidate) => !candidate.etiketten)!;
  expect(trial, 'real Twente has a trial').toBeDefined();
  await open(page, twenteUrl, '/signalen');
  const part = page.locator(`[id="${trial.id}"]`);
  await expect(part).toContainText('Proef, geen oordeel');
  await expect(part).toContainText(trial.toelichting);
  await expect(part.locator('.signal-mark')).toHaveCount(0);
  expect(await part.locator('tbody').first().innerText()).not.toMatch(/aanwijzing|waarschijnlijk/);
  await expect(part.locator('tr[data-area]')).toHaveCount(trial.gebieden.length);
  // Nor does the profile of an area of the trial.
  await open(page, twenteUrl, `/gebied/${trial.gebieden[0]!.gebied}`);
  await expect(page.locator('.signal-note')).toHaveCount(0);
});

test('the profile of an area on a list leads to it, that of another does not', async ({ page, request }) => {
  const { lijsten } = await ask<Signals>(request, demoUrl, 'signalen');
  const list = lijsten.find((candidate) => candidate.etiketten)!;
  const on = list.gebieden.find(({ aanwijzing }) => aanwijzing === 'sterk' || aanwijzing === 'mogelijk');
  const off = list.gebieden.find(({ aanwijzing }) => aanwijzing === 'geen_uitspraak')!;
  await open(page, demoUrl, `/gebied/${off.gebied}`);
  await expect(page.locator('.profile').first()).toBeVisible();
  await expect(page.locator('.signal-note')).toHaveCount(0);
  expect(on).toBeDefined(); // the demo is the same every time, and has areas with a label
  await open(page, demoUrl, `/gebied/${on!.gebied}`);
  await page.locator('.signal-note a').click();
  await expect(page).toHaveURL(`${demoUrl}/signalen#${list.id}`);
  await expect(page.locator(`[id="${list.id}"]`)).toBeFocused();
});

test('the page of an indicator counts the areas of the server and lists them by name', async ({ page, request }) => {
  const indicator = (await indicatorsAt(request, demoUrl, 'wijk')).find((i) => i.id === 'psychische-klachten-volwassenen')!;
  const period = periodsAt(indicator, 'wijk').at(-1)!;
  const slice = await ask<Slice>(request, demoUrl, `waarden?indicator=${indicator.id}&niveau=wijk&periode=${period}`);
  await open(page, demoUrl, `/onderwerp/${indicator.id}`);
  await expect(page.locator('h1')).toHaveText(indicator.naam);
  await expect(page.locator('[data-allowed]')).toHaveCount(3);
  const withNumber = slice.waarde.filter((value) => value !== null).length;
  await expect(page.locator('.spread [data-area]')).toHaveCount(withNumber);
  for (const figure of await page.locator('.spread svg').all()) {
    await expect(figure).toHaveAttribute('aria-label', /De getallen staan in de tabel/);
  }
  const table = page.locator('details', { has: page.locator('tr[data-verdict]') });
  await table.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(table.locator('tr[data-area]')).toHaveCount(slice.gebied.length);
  const names = await table.locator('tr[data-area] th a').allInnerTexts();
  expect(names).toEqual([...names].sort(new Intl.Collator('nl', { numeric: true }).compare));
});

test('the choices of an indicator stand in the address; buurten are shown per gemeente', async ({ page, request }) => {
  const indicator = (await indicatorsAt(request, demoUrl, 'buurt'))[0]!;
  await open(page, demoUrl, `/onderwerp/${indicator.id}`);
  await page.locator('#kies-niveau').selectOption('buurt');
  await expect(page).toHaveURL(/niveau=buurt/);
  await expect(page.locator('.panels figure')).toHaveCount(1);
  const period = periodsAt(indicator, 'buurt')[0]!;
  await page.locator('#kies-periode').selectOption(period);
  await expect(page).toHaveURL(new RegExp(`periode=${period}`));
  await expect(page).toHaveURL(/niveau=buurt/);
  await page.goBack();
  await expect(page.locator('#kies-periode')).toHaveValue(periodsAt(indicator, 'buurt').at(-1)!);
});

test('what may not be done with a number says why', async ({ page, request }) => {
  const { indicatoren } = await ask<{ indicatoren: { id: string; gebruik: { effect: boolean }; reeksen: unknown[] }[] }>(request, demoUrl, 'indicatoren');
  const forbidden = indicatoren.find((i) => !i.gebruik.effect && i.reeksen.length > 0)!;
  await open(page, demoUrl, `/onderwerp/${forbidden.id}`);
  await expect(page.locator('[data-allowed="false"]').first()).toContainText('Nee. ');
});

test('an unknown indicator has a way on', async ({ page }) => {
  await open(page, demoUrl, '/onderwerp/bestaat-niet');
  await expect(page.getByRole('alert').getByRole('link')).toBeVisible();
});

test('wherever a verdict stands, the explanation is one link away', async ({ page, request }) => {
  const [wijk] = await areasAt(request, demoUrl, 'wijk');
  const [indicator] = await indicatorsAt(request, demoUrl, 'wijk');
  for (const path of ['/', '/kaart', `/gebied/${wijk!.code}`, `/onderwerp/${indicator!.id}`, '/signalen']) {
    await open(page, demoUrl, path);
    await expect(page.locator('main a[href="/uitleg"]').first(), path).toBeVisible();
  }
  await page.locator('main a[href="/uitleg"]').first().click();
  await expect(page.locator('h1')).toHaveText('Zo lezen we verschillen');
  await expect(page.locator('h1')).toBeFocused();
});

test('a page whose script does not arrive says so and can be asked again', async ({ page }) => {
  await page.route('**/assets/SignalsPage.js', (route) => route.abort());
  await page.goto(`${demoUrl}/signalen`);
  await expect(page.getByRole('alert')).toContainText('De server antwoordt niet');
});
