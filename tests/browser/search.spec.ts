/* search.spec.ts - an area is found by name from every page, with the keyboard.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test } from '@playwright/test';

import { areasAt, demoUrl, indicatorsAt, open } from './region';

test('typing opens a list, arrows choose, Enter goes to the profile', async ({ page, request }) => {
  const gemeenten = await areasAt(request, demoUrl, 'gemeente');
  const gemeente = gemeenten.at(-1)!;
  await open(page, demoUrl, '/over');
  const box = page.getByRole('combobox', { name: 'Zoek een gebied of onderwerp' });
  await expect(box).toHaveAttribute('aria-expanded', 'false');
  await box.focus();
  await page.keyboard.type(gemeente.naam.toUpperCase());
  await expect(box).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  const active = await box.getAttribute('aria-activedescendant');
  const option = page.locator(`#${active}`);
  await expect(option).toHaveAttribute('aria-selected', 'true');
  await expect(option).toContainText(gemeente.naam);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${demoUrl}/gebied/${gemeente.code}`);
  await expect(page.locator('h1')).toBeFocused();
});

test('accents do not matter', async ({ page, request }) => {
  const areas = await areasAt(request, demoUrl, 'gemeente');
  const area = areas[0]!;
  await open(page, demoUrl, '/over');
  // Every vowel typed with an accent that the name does not have.
  const typed = area.naam.replace(/e/g, 'é').replace(/o/g, 'ö').replace(/a/g, 'à');
  expect(typed).not.toBe(area.naam);
  await page.getByRole('combobox').fill(typed);
  await expect(page.getByRole('option').first()).toContainText(area.naam);
});

test('Escape closes the list, an unknown name says that nothing was found', async ({ page }) => {
  await open(page, demoUrl, '/over');
  const box = page.getByRole('combobox');
  await box.fill('wijk');
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toBeHidden();
  await box.fill('qqqqqq');
  await expect(page.locator('.search [role="status"]')).toHaveText('Niets gevonden.');
  await expect(box).toHaveAttribute('aria-expanded', 'false');
});

test('a click on a result opens it', async ({ page }) => {
  await open(page, demoUrl, '/');
  await page.getByRole('combobox', { name: 'Zoek een gebied of onderwerp' }).fill('wijk');
  const option = page.getByRole('option').first();
  const name = await option.locator('.search__name').innerText();
  await option.click();
  await expect(page.locator('h1')).toHaveText(name);
});

test('a topic is found by a part of its name', async ({ page, request }) => {
  const [indicator] = await indicatorsAt(request, demoUrl, 'wijk');
  await open(page, demoUrl, '/over');
  await page.locator('#zoek').fill(indicator!.naam);
  await expect(page.getByRole('option').first()).toContainText(indicator!.naam);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${demoUrl}/onderwerp/${indicator!.id}`);
});

test('Ctrl+K opens the command list with pages and commands; Escape gives the focus back', async ({ page }) => {
  await open(page, demoUrl, '/uitleg');
  const link = page.getByRole('link', { name: 'Vergelijken' });
  await link.focus();
  await page.keyboard.press('Control+k');
  const list = page.getByRole('dialog', { name: 'Zoeken en gaan' });
  await expect(list).toBeVisible();
  await expect(list.getByRole('combobox')).toBeFocused();
  await expect(list.getByRole('option', { name: 'Privacypoort' })).toBeVisible();
  await expect(list.getByRole('option', { name: 'English' })).toBeVisible();
  await page.keyboard.type('privacy');
  await page.keyboard.press('Escape');
  await expect(list.getByRole('combobox')).toHaveValue('');
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(link).toBeFocused();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('privacyp');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${demoUrl}/privacypoort`);
  await expect(page.locator('h1')).toBeFocused();
  await expect(list).toBeHidden();
});

test('the command list goes to the same page in the other language', async ({ page }) => {
  await open(page, demoUrl, '/uitleg');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('english');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${demoUrl}/en/uitleg`);
});
