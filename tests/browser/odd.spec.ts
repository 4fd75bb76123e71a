/* odd.spec.ts - regions as no demo has them: long names, one wijk, 400 of them, all hidden, all equal, below zero, one
 * period.  No page breaks, sticks out, or says what is no number.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test } from '@playwright/test';

import { areasAt, ask, open } from './region';

/** "kind=address", made and served by serve_and_run.sh. */
const regions = (process.env['WKS_ODD_URLS'] ?? '').split(' ').filter((word) => word !== '').map((word) => word.split('=') as [string, string]);

test('the odd regions are served', () => {
  expect(regions.map(([kind]) => kind)).toEqual(['long', 'one', 'many', 'hidden', 'equal', 'negative', 'period']);
});

for (const [kind, base] of regions) {
  test(`every page stands up to a region of this kind: ${kind}`, async ({ page, request }) => {
    test.setTimeout(120_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    const { indicatoren } = await ask<{ indicatoren: { id: string; reeksen: { niveau: string }[] }[] }>(request, base, 'indicatoren');
    const indicator = indicatoren.find(({ reeksen }) => reeksen.some(({ niveau }) => niveau === 'wijk'));
    const wijken = await areasAt(request, base, 'wijk');
    const id = indicator?.id ?? indicatoren[0]!.id;
    const paths = [
      '/', '/kaart?niveau=wijk', '/kaart?niveau=wijk&kleur=oordeel', '/vergelijken?niveau=wijk&thema=context', `/gebied/${wijken[0]!.code}?groepen=ja`,
      `/onderwerp/${id}?niveau=wijk&gebieden=${wijken.slice(0, 3).map(({ code }) => code).join(',')}`, '/signalen', '/over', '/definities', '/nieuw', '/privacypoort', '/verschillen', `/verschillen?indicator=${id}`,
    ];
    for (const width of [320, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      for (const path of paths) {
        await open(page, base, path);
        const where = `${path} at ${width}`;
        const words = await page.locator('body').innerText();
        expect(words, where).not.toMatch(/NaN|undefined|Infinity|\[object|null/);
        expect(words, where).not.toContain('Er ging iets mis');
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), where).toBeLessThanOrEqual(0);
        const header = await page.locator('.header__inner').boundingBox();
        expect(header!.x + header!.width, where).toBeLessThanOrEqual(width);
        expect(header!.height, where).toBeLessThan(width < 700 ? 560 : 200);
        const numbers = await page.locator('svg [d*="NaN"], svg [points*="NaN"], svg [x1="NaN"], svg [cx="NaN"], svg [y1="NaN"]').count();
        expect(numbers, where).toBe(0);
      }
    }
    await open(page, base, `/kaart?niveau=wijk&indicator=${id}`);
    const shapes = await page.locator('#kaart [data-fill]').count();
    const counted = await page.locator('.legend li').evaluateAll((lines) => lines.reduce((sum, line) => sum + Number(line.getAttribute('data-count')), 0));
    if (indicator !== undefined) {
      expect(counted, 'the legend counts every shape').toBe(shapes);
      await expect(page.locator('#tabel tr[data-code]')).toHaveCount(wijken.length);
    }
    expect(faults).toEqual([]);
  });
}
