/* gaps.spec.ts - differences: what the page says is what the API says, nothing is called a difference without a margin,
 * and all of it is reached by keyboard, on a phone, in forced colours and on paper.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test } from '@playwright/test';

import { ask, demoUrl, noTwente, open, phone, twenteUrl, type Indicator } from './region';

interface Gap {
  indicator: string;
  soort: string;
  niveau: string;
  uitsplitsing: string | null;
  gebied: string;
  periode: string;
  absoluut: number | null;
  absoluutOnder: number | null;
  absoluutBoven: number | null;
  relatief: number | null;
  reden: string | null;
  uitModel: boolean;
  groepen: { waarde: number | null }[];
}
interface Gaps {
  ordeningen: { niveau: string; naam: string; minst: string }[];
  verschillen: Gap[];
  veranderingen: { soort: string; niveau: string; gebied: string; indicator: string; beweging: string | null }[];
  bestaat?: { niveau: string; perioden: string[] }[];
}

const regions = [['demo', demoUrl], ['Twente', twenteUrl]] as const;

const dutchNumber = (value: number, decimals: number): string =>
  new Intl.NumberFormat('nl-NL', { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: 'min2' } as Intl.NumberFormatOptions)
    .format(value)
    .replace('-', '\u2212');

function outcomeOf(gap: Gap): string {
  if (gap.absoluutOnder === null || gap.absoluutBoven === null) {
    return 'unsure';
  }
  return gap.absoluutOnder <= 0 && gap.absoluutBoven >= 0 ? 'alike' : (gap.absoluut ?? 0) > 0 ? 'more' : 'less';
}

for (const [name, base] of regions) {
  test(`every row is one of the API, with its numbers and its outcome, ${name}`, async ({ page, request }) => {
    test.skip(base === '', noTwente);
    const gaps = await ask<Gaps>(request, base, 'verschillen');
    const { indicatoren } = await ask<{ indicatoren: Indicator[] }>(request, base, 'indicatoren');
    const decimals = new Map(indicatoren.map((indicator) => [indicator.id, indicator.decimalen]));
    for (const niveau of ['wijk', 'gemeente']) {
      await open(page, base, `/verschillen?niveau=${niveau}`);
      const table = page.locator('section[aria-labelledby="kop-ordening"]');
      const told = gaps.verschillen.filter((gap) => gap.soort === 'ordening' && gap.niveau === niveau && gap.absoluut !== null);
      const untold = gaps.verschillen.filter((gap) => gap.soort === 'ordening' && gap.niveau === niveau && gap.absoluut === null);
      expect(told.length).toBeGreaterThan(0);
      await expect(table.locator('tr[data-indicator]')).toHaveCount(told.length);
      await expect(table.locator('li[data-indicator]')).toHaveCount(untold.length);
      for (const gap of told) {
        const row = table.locator(`tr[data-indicator="${gap.indicator}"]`);
        await expect(row, gap.indicator).toHaveAttribute('data-outcome', outcomeOf(gap));
        await expect(row).toContainText(dutchNumber(gap.absoluut!, decimals.get(gap.indicator)!));
        if (gap.relatief !== null) {
          await expect(row).toContainText(`${dutchNumber(gap.relatief, 2)} keer`);
        }
        const said = (await row.locator('td').first().textContent())!;
        expect(/^(Hoger|Lager) /.test(said), said).toBe(['more', 'less'].includes(outcomeOf(gap)));
        expect(said).not.toMatch(/gunstig|beter|slechter/);
        expect((await row.locator('th').textContent())!.includes('schatting')).toBe(gap.uitModel);
      }
      await expect(page.locator('h2#kop-ordening')).toContainText(gaps.ordeningen.find((one) => one.niveau === niveau)!.naam);
    }
  });

  test(`one topic shows every period in table and pictures, ${name}`, async ({ page, request }) => {
    test.skip(base === '', noTwente);
    const all = await ask<Gaps>(request, base, 'verschillen');
    const { indicator } = all.verschillen.find((gap) => gap.soort === 'leeftijd' && gap.absoluut !== null && gap.niveau === 'regio')!;
    const gaps = await ask<Gaps>(request, base, `verschillen?indicator=${indicator}`);
    await open(page, base, `/verschillen?indicator=${indicator}`);
    const first = gaps.verschillen.find((gap) => gap.soort === 'ordening')!;
    for (const kind of ['ordening', 'leeftijd', 'gebieden']) {
      const course = gaps.verschillen.filter((gap) =>
        gap.soort === kind && (kind === 'leeftijd' ? gap.niveau === 'regio' : gap.niveau === first.niveau && gap.uitsplitsing === first.uitsplitsing));
      const part = page.locator(`section[data-kind="${kind}"]`);
      await expect(part.locator('.gaps tr[data-period]')).toHaveCount(course.length);
      const known = course.filter((gap) => gap.absoluut !== null);
      if (kind !== 'gebieden') {
        await expect(part.locator('.gap-line__point')).toHaveCount(known.length);
        await expect(part.locator('.gap-line__range')).toHaveCount(known.filter((gap) => gap.absoluutOnder !== null).length);
        const dots = course.flatMap((gap) => gap.groepen).filter((group) => group.waarde !== null);
        await expect(part.locator('.dots svg circle')).toHaveCount(dots.length);
        const spoken = await part.locator('.gap-line svg').getAttribute('aria-label');
        for (const gap of known) {
          expect(spoken).toContain(`${gap.periode}: `);
        }
      }
    }
  });
}

test('a topic is chosen by keyboard, and stands in the address', async ({ page }) => {
  await open(page, demoUrl, '/verschillen');
  await page.locator('#kies-indicator').focus();
  await page.locator('#kies-indicator').selectOption('poh-ggz');
  await expect(page).toHaveURL(`${demoUrl}/verschillen?indicator=poh-ggz`);
  await expect(page.locator('h1')).toContainText('POH-GGZ');
  await expect(page.locator('section[data-kind="ordening"]')).toBeVisible();
  await page.locator('#kies-gemeente').selectOption({ index: 1 });
  await expect(page).toHaveURL(/gemeente=GM/);
  await page.goBack();
  await page.goBack();
  await expect(page.locator('h1')).toHaveText('Verschillen');
  await expect(page.locator('section[aria-labelledby="kop-leeftijd"]')).toBeVisible();
});

test('the ways in: the menu, the first page and the page of a topic', async ({ page }) => {
  await open(page, demoUrl, '/');
  await page.locator('.start__ways a[href="/verschillen"]').click();
  await expect(page).toHaveURL(`${demoUrl}/verschillen`);
  await expect(page.locator('h1')).toBeFocused();
  await expect(page.locator('.menu a[aria-current]')).toHaveText('Verschillen');
  await open(page, demoUrl, '/onderwerp/poh-ggz');
  await page.locator('.page__subtitle a', { hasText: 'Verschillen' }).click();
  await expect(page).toHaveURL(`${demoUrl}/verschillen?indicator=poh-ggz`);
});

test('a topic without differences says what there is, an unknown one that it is unknown', async ({ page, request }) => {
  const gaps = await ask<Gaps>(request, demoUrl, 'verschillen?indicator=aanmeldwachttijd');
  expect(gaps.verschillen).toEqual([]);
  await open(page, demoUrl, '/verschillen?indicator=aanmeldwachttijd');
  for (const period of gaps.bestaat!.flatMap((series) => series.perioden)) {
    await expect(page.locator('.gaps__untold')).toContainText(period);
  }
  await open(page, demoUrl, '/verschillen?indicator=bestaat-niet');
  await expect(page.locator('.page')).toContainText('bestaat-niet');
  await expect(page.locator('.page a.button')).toHaveAttribute('href', '/verschillen');
});

test('the page says how to read differences, how not to, and what chance does', async ({ page }) => {
  await open(page, demoUrl, '/verschillen');
  await expect(page.locator('.page__lead')).toContainText('geen verschillen tussen mensen');
  await expect(page.locator('section[aria-labelledby="kop-zo"]')).toContainText('Een verborgen cijfer telt nergens mee');
  await expect(page.locator('section[aria-labelledby="kop-zo-niet"]')).toContainText('Meer zorg is niet goed of slecht');
  await expect(page.locator('section[aria-labelledby="kop-ordening"]')).toContainText('wijst toeval er naar verwachting');
});

test.describe('on a phone', () => {
  test.use({ viewport: phone });
  test('rows become cards that name their cells, and pictures fit', async ({ page }) => {
    await open(page, demoUrl, '/verschillen?indicator=poh-ggz');
    const part = page.locator('section[data-kind="ordening"]');
    const label = await part.locator('.gaps td').first().evaluate((cell) => getComputedStyle(cell, '::before').content);
    expect(label).toContain('Lijn bij');
    for (const picture of await part.locator('svg[role="img"]').all()) {
      expect((await picture.boundingBox())!.width).toBeLessThanOrEqual(phone.width);
    }
  });
});

test('forced colours keep the two ends apart, and paper keeps tables and pictures', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await open(page, demoUrl, '/verschillen?indicator=poh-ggz');
  const part = page.locator('section[data-kind="ordening"]');
  const fillOf = (kind: string): Promise<string> =>
    part.locator(`.dots .dots__${kind}`).first().evaluate((dot) => getComputedStyle(dot).fill);
  expect(await fillOf('first')).not.toBe(await fillOf('last'));
  await page.emulateMedia({ forcedColors: 'none', media: 'print' });
  await expect(part.locator('.gaps')).toBeVisible();
  await expect(part.locator('.gap-line svg')).toBeVisible();
});

test('the differences of the page, and all of them, are there to take along', async ({ page, request }) => {
  await open(page, demoUrl, '/verschillen?indicator=poh-ggz');
  const links = page.locator('.downloads a[download]');
  await expect(links).toHaveCount(8);
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
  expect(addresses.filter((one) => one.includes('indicator=poh-ggz'))).toHaveLength(4);
  for (const address of addresses) {
    const reply = await request.get(demoUrl + address);
    expect(reply.status(), address).toBe(200);
    expect(reply.headers()['content-disposition']).toContain('verschillen');
  }
});
