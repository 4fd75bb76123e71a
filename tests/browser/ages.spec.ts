/* ages.spec.ts - the ages of areas: table and chart hold the numbers of the API, men left and women right, on a phone too.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type APIRequestContext, type Page } from '@playwright/test';

import { areasAt, ask, demoUrl, inLanguage, noTwente, open, twenteUrl, type Indicator, type Slice } from './region';

const narrow = { width: 320, height: 700 };

async function openAges(page: Page, base: string, query: string, language: 'nl' | 'en' = 'nl'): Promise<void> {
  await open(page, base, inLanguage[language](`/vergelijken?thema=context&${query}`));
  await expect(page.locator('.ages-table')).toBeVisible();
}

const numberOf = (words: string): number => Number(words.trim().replace('.', '').replace(',', '.'));

/** What the API says of a group of an area. */
async function countOf(request: APIRequestContext, base: string, wish: { indicator: string; niveau: string; group: string; code: string }): Promise<number | null> {
  const { indicatoren } = await ask<{ indicatoren: Indicator[] }>(request, base, 'indicatoren');
  const period = indicatoren.find(({ id }) => id === wish.indicator)!.reeksen.find(({ niveau }) => niveau === wish.niveau)!.perioden.at(-1)!;
  const query = new URLSearchParams({ indicator: wish.indicator, niveau: wish.niveau, periode: period, uitsplitsing: wish.group });
  const slice = await ask<Slice>(request, base, `waarden?${query.toString()}`);
  return slice.waarde[slice.gebied.indexOf(wish.code)] ?? null;
}

/** The shares of the bars of a chart beside those of the table, from young to old. */
async function sharesOf(page: Page, side: number, column: number): Promise<{ bar: number; cell: number }[]> {
  const rows = await page.locator('.ages-table tbody tr').count();
  const bars = await page.locator('.ages__figure').first().locator('.ages__bar').evaluateAll((all) => all.map((bar) => Number(bar.getAttribute('data-share'))));
  expect(bars).toHaveLength(rows * (side < 0 ? 1 : 2));
  const found: { bar: number; cell: number }[] = [];
  for (let k = 0; k < rows; k += 1) {
    const words = await page.locator('.ages-table tbody tr').nth(k).locator('td').nth(column).innerText();
    found.push({ bar: bars[Math.max(side, 0) * rows + k]!, cell: numberOf(words) });
  }
  return found;
}

test('a wijk has the five ages of the API, as bars as long as the table says', async ({ page, request }) => {
  const [wijk] = await areasAt(request, demoUrl, 'wijk');
  await openAges(page, demoUrl, `niveau=wijk&gebieden=${wijk!.code}`);
  const total = await countOf(request, demoUrl, { indicator: 'inwoners', niveau: 'wijk', group: 'totaal', code: wijk!.code });
  for (const [k, group] of ['0-14', '15-24', '25-44', '45-64', '65+'].entries()) {
    const count = await countOf(request, demoUrl, { indicator: 'inwoners', niveau: 'wijk', group, code: wijk!.code });
    const cells = page.locator('.ages-table tbody tr').nth(k).locator('td');
    expect(numberOf(await cells.nth(0).innerText())).toBe(count);
    expect(Math.abs(numberOf(await cells.nth(1).innerText()) - (100 * count!) / total!)).toBeLessThanOrEqual(0.0501);
  }
  for (const { bar, cell } of await sharesOf(page, -1, 1)) {
    expect(Math.abs(cell - bar)).toBeLessThanOrEqual(0.0501);
  }
  await expect(page.locator('.ages__outline').first()).toBeAttached();
});

test('a gemeente has men left and women right, and bars have the lengths of their shares', async ({ page, request }) => {
  const [gemeente] = await areasAt(request, demoUrl, 'gemeente');
  await openAges(page, demoUrl, `niveau=gemeente&gebieden=${gemeente!.code}`);
  await expect(page.locator('.ages-table tbody tr')).toHaveCount(19);
  for (const [k, group] of ['man-0-4', 'vrouw-0-4'].entries()) {
    const count = await countOf(request, demoUrl, { indicator: 'verzekerden', niveau: 'gemeente', group, code: gemeente!.code });
    expect(numberOf(await page.locator('.ages-table tbody tr').first().locator('td').nth(2 * k).innerText())).toBe(count);
  }
  const chart = page.locator('.ages__figure svg').first();
  const bars = await chart.locator('.ages__bar').evaluateAll((all) =>
    all.map((bar) => ({ x: Number(bar.getAttribute('x')), width: Number(bar.getAttribute('width')), share: Number(bar.getAttribute('data-share')) })),
  );
  const middle = Number(await chart.getAttribute('width')) / 2;
  bars.forEach(({ x, width }, k) => {
    expect(k < 19 ? x + width <= middle : x >= middle, `bar ${k}`).toBe(true);
  });
  const [first] = bars;
  for (const { width, share } of bars) {
    expect(width / first!.width).toBeCloseTo(share / first!.share, 3);
  }
  expect((await sharesOf(page, 1, 3)).every(({ bar, cell }) => Math.abs(bar - cell) <= 0.0501)).toBe(true);
});

test('two to six areas stand beside each other on one scale', async ({ page, request }) => {
  const areas = (await areasAt(request, demoUrl, 'gemeente')).slice(0, 6);
  await openAges(page, demoUrl, `niveau=gemeente&gebieden=${areas.map(({ code }) => code).join(',')}`);
  await expect(page.locator('.ages__figure')).toHaveCount(areas.length);
  const ends = await page.locator('.ages__figure svg').evaluateAll((all) => all.map((svg) => [...svg.querySelectorAll('.ages__tick')].filter((tick) => tick.getAttribute('y') === String(Number(svg.getAttribute('height')) - 8)).map((tick) => tick.textContent).join(' ')));
  expect(new Set(ends).size).toBe(1);
});

test('without a choice the ages are of the place that the table is of', async ({ page, request }) => {
  const [gemeente] = await areasAt(request, demoUrl, 'gemeente');
  await openAges(page, demoUrl, `niveau=wijk&gemeente=${gemeente!.code}`);
  await expect(page.locator('.ages__figure')).toHaveAttribute('data-area', gemeente!.code);
  await expect(page.locator('.ages')).toContainText('Zet hierboven een vinkje');
});

test('a picture can be saved, with title, source and legend', async ({ page, request }) => {
  const [wijk] = await areasAt(request, demoUrl, 'wijk');
  await openAges(page, demoUrl, `niveau=wijk&gebieden=${wijk!.code}`);
  const waiting = page.waitForEvent('download');
  await page.locator('.ages').getByRole('button', { name: 'SVG' }).press('Enter');
  const file = await waiting;
  expect(file.suggestedFilename()).toBe(`leeftijden-${wijk!.code}.svg`);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) {
    chunks.push(chunk as Buffer);
  }
  const svg = Buffer.concat(chunks).toString('utf8');
  for (const words of [wijk!.naam, 'CBS', 'Balk:', 'Lijn:']) {
    expect(svg).toContain(words);
  }
});

test('the counts are there as CSV, with every group', async ({ page, request }) => {
  const [wijk] = await areasAt(request, demoUrl, 'wijk');
  await openAges(page, demoUrl, `niveau=wijk&gebieden=${wijk!.code}`);
  const address = await page.locator('.ages').getByRole('link', { name: 'CSV', exact: true }).getAttribute('href');
  const reply = await request.get(`${demoUrl}${address!}`);
  expect(reply.status()).toBe(200);
  const text = await reply.text();
  expect(text).toContain(wijk!.code);
  expect(text).toContain('65+');
});

for (const language of ['nl', 'en'] as const) {
  test(`axe finds nothing and nothing sticks out at 320 px (${language})`, async ({ page, request }) => {
    await page.setViewportSize(narrow);
    const areas = await areasAt(request, demoUrl, 'gemeente');
    for (const n of [1, 3]) {
      await openAges(page, demoUrl, `niveau=gemeente&gebieden=${areas.slice(0, n).map(({ code }) => code).join(',')}`, language);
      const { violations } = await new AxeBuilder({ page }).include('.ages').analyze();
      expect(violations.map((violation) => violation.id)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    }
  });
}

test('a profile shows how many people there are, and no row for each of their ages', async ({ page, request }) => {
  const [gemeente] = await areasAt(request, demoUrl, 'gemeente');
  await open(page, demoUrl, `/gebied/${gemeente!.code}`);
  const rows = page.locator('tr[data-indicator="verzekerden"]');
  await expect(rows).toHaveCount(1);
  await open(page, demoUrl, `/gebied/${gemeente!.code}?groepen=ja`);
  await expect(page.locator('.profile__item.is-group').first()).toBeVisible();
  await expect(rows).toHaveCount(1);
});

test('a wijk of which the borders changed says so with a hatch and in words', async ({ page, request }) => {
  test.skip(twenteUrl === '', noTwente);
  const slice = await ask<Slice>(request, twenteUrl, 'waarden?indicator=inwoners&niveau=wijk&periode=2020');
  const changed = slice.gebied[slice.status.indexOf('boundary')];
  const known = slice.gebied[slice.status.indexOf('ok')]!;
  test.skip(changed === undefined, 'every wijk of Twente has its residents');
  await openAges(page, twenteUrl, `niveau=wijk&gebieden=${known},${changed!}`);
  await expect(page.locator(`.ages__figure[data-area="${changed!}"] .ages__empty`)).toHaveCount(5);
  await expect(page.locator(`.ages__figure[data-area="${known}"] .ages__empty`)).toHaveCount(0);
  await expect(page.locator('.ages__legend')).toContainText('grens gewijzigd');
  await expect(page.locator('.ages-table tbody tr').first()).toContainText('grens gewijzigd');
});
