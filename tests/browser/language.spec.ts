/* language.spec.ts - every page is there in English too: the switch keeps what is chosen, links stay in the language, and
 * what is Dutch only is marked as Dutch.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test, type Page } from '@playwright/test';

import { areasAt, ask, choiceWith, demoUrl, inLanguage, indicatorsAt, open, openMap } from './region';

/** Words that no English sentence holds; "per", "in" and "de" are too short or too common to tell. */
const dutchWords =
  /(?<![\p{L}-])(?:de|het|een|van|niet|geen|zijn|wordt|voor|naar|deze|dit|hoger|lager|gemeten|schatting|cijfers?|inwoners|leeftijd|jaar|mensen|zorg|bij|met|uit|tot|onderwerp|marge|weken|aantal)(?![\p{L}-])/iu;

/** What readers see or hear in English: texts and labels outside of what is marked as Dutch. */
async function englishOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const element = node instanceof Element ? node : node.parentElement!;
      if (element.closest('[lang]')?.getAttribute('lang') !== 'en' || element.closest('script, style, noscript') !== null) {
        continue;
      }
      const texts = node instanceof Element
        ? ['aria-label', 'placeholder', 'title', 'alt', 'aria-roledescription'].map((name) => node.getAttribute(name))
        : [node.textContent];
      found.push(...texts.filter((text) => text !== null && text.trim() !== '').map((text) => text!.trim()));
    }
    return found;
  });
}

/** Names of areas and sources are not translated: they are taken out before the rest is looked at. */
async function namesOf(request: import('@playwright/test').APIRequestContext): Promise<string[]> {
  const { gebieden } = await ask<{ gebieden: { naam: string }[] }>(request, demoUrl, 'gebieden');
  const { bronnen } = await ask<{ bronnen: { naam: string }[] }>(request, demoUrl, 'release');
  return [...gebieden, ...bronnen].map(({ naam }) => naam).sort((a, b) => b.length - a.length);
}

const without = (text: string, names: string[]): string => names.reduce((rest, name) => rest.replaceAll(name, ''), text.replace(/\b[0-9a-f]{12,}\b/g, ''));

test('no page in English has Dutch words but where they are marked, scrolls sideways, or leads to a Dutch page', async ({ page, request }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 320, height: 640 });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  const names = await namesOf(request);
  const modelled = (await choiceWith(request, demoUrl, 'wijk', 'estimate'))!;
  const hidden = (await choiceWith(request, demoUrl, 'wijk', 'hidden'))!;
  const [wijk] = await areasAt(request, demoUrl, 'wijk');
  const pages = [
    '/', '/nieuw', '/over', '/definities', '/uitleg', '/signalen', '/verschillen', '/privacypoort', '/vergelijken?niveau=gemeente', '/gebied/WK999999',
    `/kaart?indicator=${hidden.indicator}&niveau=wijk&periode=${hidden.periode}`, '/kaart?niveau=wijk&kleur=oordeel',
    `/onderwerp/${modelled.indicator}`, `/verschillen?indicator=${modelled.indicator}`, `/gebied/${wijk!.code}?groepen=ja`,
  ];
  let marked = 0;
  for (const path of pages) {
    await open(page, demoUrl, inLanguage.en(path));
    await page.locator('details').evaluateAll((all) => all.forEach((details) => ((details as HTMLDetailsElement).open = true)));
    const why = page.locator('.provenance button').first();
    if (await why.isVisible()) {
      await why.click();
      await expect(page.locator('.provenance__answer').first()).toBeVisible();
    }
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    const left = (await englishOf(page)).filter((text) => dutchWords.test(without(text, names)));
    expect(left, path).toEqual([]);
    marked += await page.locator('main [lang="nl"]').count();
    const links = await page.locator('a[href^="/"]:not([hreflang], [download])').evaluateAll((all) => all.map((a) => a.getAttribute('href')!));
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((link) => !link.startsWith('/en/')), path).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), path).toBeLessThanOrEqual(0);
  }
  expect(marked, 'what is Dutch only').toBeGreaterThan(10);
  expect(complaints).toEqual([]);
});

test('the switch leads to the same page with everything that is chosen, and back', async ({ page, request }) => {
  const [indicator] = await indicatorsAt(request, demoUrl, 'wijk');
  const chosen = `?indicator=${indicator!.id}&niveau=wijk&sorteer=-waarde&kleur=oordeel`;
  await openMap(page, demoUrl, `/kaart${chosen}`);
  const numbers = (): Promise<string[]> => page.locator('#tabel tr[data-code]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-code')!));
  const before = await numbers();
  const toEnglish = page.getByRole('link', { name: 'English' });
  await expect(toEnglish).toHaveAttribute('lang', 'en');
  await expect(toEnglish).toHaveAttribute('hreflang', 'en');
  await toEnglish.click();
  await expect(page).toHaveURL(`${demoUrl}/en/kaart${chosen}`);
  await expect(page.locator('#tabel tr[data-code]').first()).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('#kies-indicator')).toHaveValue(indicator!.id);
  expect(await numbers()).toEqual(before);
  // What is chosen after that goes along too, and so does a part of the page.
  await page.locator('#tabel thead th', { hasText: 'Value' }).getByRole('button').click();
  await expect(page.getByRole('link', { name: 'Nederlands' })).toHaveAttribute('href', `/kaart${chosen.replace('-waarde', 'waarde')}`);
  await page.goBack();
  await expect(page).toHaveURL(`${demoUrl}/kaart${chosen}`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'nl');
  await open(page, demoUrl, '/uitleg#methoden');
  await page.getByRole('link', { name: 'English' }).click();
  await expect(page).toHaveURL(`${demoUrl}/en/uitleg#methoden`);
  await expect(page.locator('#methoden')).toBeFocused();
});

test('by keyboard: the switch is reached and followed, and a link in English moves the focus to the heading', async ({ page }) => {
  await open(page, demoUrl, '/over');
  const toEnglish = page.getByRole('link', { name: 'English' });
  for (let k = 0; k < 15 && !(await toEnglish.evaluate((link) => link === document.activeElement)); k += 1) {
    await page.keyboard.press('Tab');
  }
  await expect(toEnglish).toBeFocused();
  const box = (await toEnglish.boundingBox())!;
  expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${demoUrl}/en/over`);
  await expect(page.locator('h1')).toHaveText('Sources and explanation');
  await expect(page).toHaveTitle(/^Sources and explanation - /);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'To the content' })).toBeFocused();
  await page.locator('.menu a').nth(3).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('h1')).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`^${demoUrl}/en/`));
});

test('arrow keys walk the map and search finds an area, both in English', async ({ page, request }) => {
  await openMap(page, demoUrl, '/en/kaart?niveau=wijk');
  await page.locator('#kaart').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('[data-live]')).toContainText(/ per cent, .*gemeente /);
  const [gemeente] = await areasAt(request, demoUrl, 'gemeente');
  const box = page.getByRole('combobox', { name: 'Find an area' });
  await box.fill(gemeente!.naam);
  await expect(page.locator('.search [role="status"]')).toContainText('found');
  await box.press('ArrowDown');
  await box.press('Enter');
  await expect(page).toHaveURL(`${demoUrl}/en/gebied/${gemeente!.code}`);
  await expect(page.locator('h1')).toBeFocused();
});

test('a reader in English fetches the English scripts alone, and asks for English sentences', async ({ page }) => {
  const scripts: string[] = [];
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname.endsWith('.js')) {
      scripts.push(pathname);
    }
    if (/^\/api\/v1\/(indicatoren|waarden|signalen|verschillen|profielen|overzichten|herkomst)/.test(pathname)) {
      asked.push(searchParams.get('taal') ?? '');
    }
  });
  for (const path of ['/en/', '/en/kaart', '/en/signalen', '/en/verschillen']) {
    await open(page, demoUrl, path);
  }
  expect(scripts.length).toBeGreaterThan(3);
  expect(scripts.filter((script) => !script.startsWith('/assets/en/'))).toEqual([]);
  expect(asked.length).toBeGreaterThan(4);
  expect(new Set(asked)).toEqual(new Set(['en']));
});

test('numbers and dates are written in the language of the page', async ({ page, request }) => {
  const { datum } = await ask<{ datum: string }>(request, demoUrl, 'release');
  const date = (locale: string): string => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${datum}T00:00:00Z`));
  await openMap(page, demoUrl, '/kaart?niveau=wijk');
  await expect(page.locator('.header__date')).toContainText(date('nl-NL'));
  const numbers = async (): Promise<string[]> =>
    (await page.locator('#tabel .value__number').allInnerTexts()).filter((words) => /\d/.test(words));
  const dutch = await numbers();
  await openMap(page, demoUrl, '/en/kaart?niveau=wijk');
  await expect(page.locator('.header__date')).toContainText(date('en-GB'));
  const english = await numbers();
  expect(english.some((number) => /^\d+\.\d$/.test(number))).toBe(true);
  expect(english).toEqual(dutch.map((number) => number.replaceAll('.', '').replace(',', '.')));
});

test('an address that is no page is none in English either', async ({ page, request }) => {
  for (const path of ['/bestaat-niet', '/en/bestaat-niet', '/en/gebied', '/en/en/']) {
    expect((await request.get(demoUrl + path)).status(), path).toBe(404);
  }
  await open(page, demoUrl, '/en/gebied/WK999999');
  await expect(page.locator('h1')).toContainText('The area WK999999 is not in this release.');
  await page.getByRole('alert').getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`^${demoUrl}/en/`));
});
