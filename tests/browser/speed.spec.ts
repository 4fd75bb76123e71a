/* speed.spec.ts - what makes the pages quick keeps them whole: nothing is fetched twice, and a long table that changes in turn
 * ends with every row new.  How quick they are is measured in bench/web, and asserted nowhere.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test } from '@playwright/test';

import { expectAgreement } from './agreement';
import { address, ask, demoUrl, indicatorsAt, inLanguage, openMap, periodsAt, wide, type Area, type Slice } from './region';

for (const language of ['nl', 'en'] as const) {
  for (const name of ['the first page', 'a profile', 'the map', 'an indicator']) {
    test(`what the document of ${name} names ahead is what its script asks for, once, ${language}`, async ({ page, request }) => {
      const { gebieden } = await ask<{ gebieden: Area[] }>(request, demoUrl, 'gebieden');
      const [indicator] = await indicatorsAt(request, demoUrl, 'wijk');
      const paths: Record<string, string> = {
        'the first page': '/',
        'a profile': `/gebied/${gebieden.find((area) => area.niveau === 'wijk')!.code}`,
        'the map': '/kaart',
        'an indicator': `/onderwerp/${indicator!.id}`,
      };
      const asked: string[] = [];
      page.on('request', (one) => asked.push(one.url().replace(demoUrl, '')));
      const where = demoUrl + inLanguage[language](paths[name]!);
      const reply = await page.goto(where);
      await page.waitForLoadState('networkidle');
      const named = [...((await reply!.headerValue('link')) ?? '').matchAll(/<([^>]+)>/g)].map(([, path]) => path!);
      expect(named.length).toBeGreaterThan(2);
      for (const path of named) {
        expect(asked.filter((one) => one === path), path).toHaveLength(1);
      }

      // Untold, the page asks for each of them by itself.
      const untold = await page.context().newPage();
      const wanted: string[] = [];
      untold.on('request', (one) => wanted.push(one.url().replace(demoUrl, '')));
      await untold.route(where, async (route) => {
        const response = await route.fetch();
        const { link: _, ...headers } = response.headers();
        await route.fulfill({ response, headers });
      });
      await untold.goto(where);
      await untold.waitForLoadState('networkidle');
      expect(wanted).toEqual(expect.arrayContaining(named));
    });
  }
}

test('a long table ends with every row new, also when choices follow each other fast', async ({ page, request }) => {
  await page.setViewportSize(wide);
  const [first, second, third] = await indicatorsAt(request, demoUrl, 'buurt');
  await openMap(page, demoUrl, address({ indicator: first!.id, niveau: 'buurt', periode: periodsAt(first!, 'buurt').at(-1)! }));
  for (const one of [second!, third!, first!, third!]) {
    await page.locator('#kies-indicator').selectOption(one.id);
  }
  await expect(page.locator('#tabel')).toHaveAttribute('aria-busy', 'false');
  await expect(page.locator('h1')).toHaveText(third!.naam);
  await expect(page.locator('.twin.is-busy')).toHaveCount(0);
  await expect(page.locator('#tabel')).toHaveAttribute('aria-busy', 'false');
  await expectAgreement(page);
  const wish = { indicator: third!.id, niveau: 'buurt', periode: periodsAt(third!, 'buurt').at(-1)! };
  const slice = await ask<Slice>(request, demoUrl, `waarden?${new URLSearchParams(wish).toString()}`);
  const shown = Object.fromEntries(
    await page.locator('#tabel tr[data-code]').evaluateAll((rows) =>
      rows.map((row) => [row.getAttribute('data-code'), row.querySelector('.value__number')!.textContent!.trim()] as const),
    ),
  );
  const format = new Intl.NumberFormat('nl-NL', {
    minimumFractionDigits: third!.decimalen,
    maximumFractionDigits: third!.decimalen,
    useGrouping: 'min2',
  } as Intl.NumberFormatOptions);
  const told = slice.gebied.filter((_, k) => slice.waarde[k] !== null);
  expect(told.length).toBeGreaterThan(150);
  slice.gebied.forEach((code, k) => {
    const value = slice.waarde[k];
    if (value !== null && value !== undefined) {
      expect(shown[code], code).toBe(format.format(value).replace('-', '−'));
    }
  });
});
