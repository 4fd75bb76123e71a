/* accessibility.spec.ts - axe finds nothing on any page, in any width and language; there is no list of exceptions.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

import { areasAt, choiceWith, demoUrl, indicatorsAt, inLanguage, noTwente, open as openPage, phone, twenteUrl, wide } from './region';

const passes = [
  { name: 'wide', viewport: wide, language: 'nl' },
  { name: 'phone', viewport: phone, language: 'nl' },
  // Longer words, and parts that are in another language: once is enough, where they have the least room.
  { name: 'phone, English', viewport: phone, language: 'en' },
] as const;

for (const { name: pass, viewport, language } of passes) {
  test.describe(`axe, ${pass}`, () => {
    test.use({ viewport });

    const isDutch = language === 'nl';
    const regions = isDutch ? ([['demo', demoUrl], ['Twente', twenteUrl]] as const) : ([['demo', demoUrl]] as const);
    const open = (page: import('@playwright/test').Page, base: string, path: string): Promise<void> =>
      openPage(page, base, inLanguage[language](path));

    async function check(page: import('@playwright/test').Page): Promise<void> {
      const { violations, passes } = await new AxeBuilder({ page }).analyze();
      expect(passes.length, 'rules that axe could check').toBeGreaterThan(20);
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([]);
    }

    for (const [name, base] of regions) {
      test(`start, ${name}`, async ({ page }) => {
        test.skip(base === '', noTwente);
        await open(page, base, '/');
        await expect(page.locator('.start__list, .start__signals .note')).toBeVisible();
        await check(page);
      });
    }

    test('what is new', async ({ page }) => {
      await open(page, demoUrl, '/nieuw');
      await check(page);
    });

    test('map and table', async ({ page }) => {
      await open(page, demoUrl, '/kaart');
      await check(page);
    });

    for (const level of isDutch ? ['gemeente', 'wijk', 'buurt'] : ['wijk']) {
      test(`profile of a ${level}`, async ({ page, request }) => {
        const [area] = await areasAt(request, demoUrl, level);
        await open(page, demoUrl, `/gebied/${area!.code}`);
        await page.locator('summary').first().click();
        await page.locator('.provenance button').first().click();
        await expect(page.locator('.provenance dl').first()).toBeVisible();
        await check(page);
      });
    }

    test('an indicator, with its table and model open', async ({ page, request }) => {
      const choice = await choiceWith(request, demoUrl, 'wijk', 'estimate');
      expect(choice, 'the demo region holds an estimate').not.toBeNull();
      await open(page, demoUrl, `/onderwerp/${choice!.indicator}?niveau=wijk&periode=${choice!.periode}`);
      for (const summary of await page.locator('summary').all()) {
        await summary.click();
      }
      await expect(page.locator('.model table')).toBeVisible();
      await check(page);
    });

    for (const [name, base] of regions) {
      test(`need and use with every table open, ${name}`, async ({ page }) => {
        test.skip(base === '', noTwente);
        await open(page, base, '/signalen');
        for (const summary of await page.locator('details:not([open]) > summary').all()) {
          await summary.click();
        }
        await check(page);
      });
    }

    for (const [name, base] of regions) {
      test(`privacypoort with every table open, ${name}`, async ({ page }) => {
        test.skip(base === '', noTwente);
        await open(page, base, '/privacypoort');
        await expect(page.locator('[data-releases]')).toBeVisible();
        for (const summary of await page.locator('details:not([open]) > summary').all()) {
          await summary.click();
        }
        await check(page);
      });
    }

    for (const path of ['/verschillen', '/verschillen?indicator=poh-ggz', '/verschillen?indicator=aanmeldwachttijd']) {
      test(`differences, ${path}`, async ({ page }) => {
        await open(page, demoUrl, path);
        for (const summary of await page.locator('details:not([open]) > summary').all()) {
          await summary.click();
        }
        await check(page);
      });
    }

    test('how differences are read', async ({ page }) => {
      await open(page, demoUrl, '/uitleg');
      await check(page);
    });

    test('definitions, with one open', async ({ page }) => {
      await open(page, demoUrl, '/definities');
      await page.locator('summary').first().click();
      await check(page);
    });

    test('sources', async ({ page }) => {
      await open(page, demoUrl, '/over');
      await check(page);
    });

    test('an unknown area', async ({ page }) => {
      await open(page, demoUrl, '/gebied/WK999999');
      await check(page);
    });

    // The same parts in another state, or a page whose own spec runs axe: in one of the languages.
    if (isDutch) {
      test('map and table by verdict', async ({ page }) => {
        await open(page, demoUrl, '/kaart?niveau=wijk&kleur=oordeel');
        await check(page);
      });

      test('an open search list', async ({ page }) => {
        await open(page, demoUrl, '/over');
        await page.getByRole('combobox', { name: 'Zoek een gebied' }).fill('wijk');
        await expect(page.getByRole('listbox')).toBeVisible();
        await check(page);
      });

      test('the command list', async ({ page }) => {
        await open(page, demoUrl, '/over');
        await page.keyboard.press('Control+k');
        await page.keyboard.press('ArrowDown');
        await expect(page.getByRole('dialog')).toBeVisible();
        await check(page);
      });

      test('a step of the tour', async ({ page }) => {
        await open(page, demoUrl, '/?rondleiding=1');
        await expect(page.locator('.is-toured')).toBeVisible();
        await check(page);
      });

      test('a marked area on the map', async ({ page, request }) => {
        const [indicator] = await indicatorsAt(request, demoUrl, 'wijk');
        await open(page, demoUrl, `/kaart?indicator=${indicator!.id}&niveau=wijk`);
        await page.locator('#kaart').focus();
        await page.keyboard.press('ArrowRight');
        await check(page);
      });
    } else {
      test('areas and indicators side by side', async ({ page }) => {
        await open(page, demoUrl, '/vergelijken?niveau=gemeente');
        await check(page);
      });
    }
  });
}

// What changes with the colours is contrast, so that is what is looked at.
test.describe('in dark colours', () => {
  test.use({ colorScheme: 'dark', viewport: wide });

  test('words stand out from their ground on every page', async ({ page, request }) => {
    test.setTimeout(120_000);
    const [wijk] = await areasAt(request, demoUrl, 'wijk');
    const choice = await choiceWith(request, demoUrl, 'wijk', 'hidden');
    const paths = [
      '/', '/kaart', `/kaart?indicator=${choice!.indicator}&kleur=oordeel`, `/gebied/${wijk!.code}?groepen=ja`, '/over',
      `/onderwerp/${choice!.indicator}`, '/vergelijken?niveau=gemeente', '/signalen', '/privacypoort', '/uitleg', '/?rondleiding=1',
    ];
    for (const path of paths) {
      await openPage(page, demoUrl, path);
      const { violations, passes } = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze();
      expect(passes.length, path).toBe(1);
      expect(violations.flatMap((v) => v.nodes.map((n) => n.target.join(' '))), path).toEqual([]);
    }
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(16, 24, 31)');
  });

  test('paper stays white', async ({ page }) => {
    await openPage(page, demoUrl, '/over');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--wks-basis-color-default-bg-document'))).toMatch(/^#fff(fff)?$/);
  });
});
