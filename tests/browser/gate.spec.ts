/* gate.spec.ts - the privacypoort: counts are those of the server, every hidden number leads here, and nothing on the
 * page says why one number is hidden.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

import { address, areasAt, ask, choiceWith, demoUrl, noTwente, open, openMap, twenteUrl } from './region';

interface Counts {
  cijfers: number;
  getoond: number;
  verborgen: number;
  nietVrijgegeven: number;
  leeg: number;
}

interface Report {
  regels: { tekst: string }[];
  tabellen: { indicator: string; niveau: string; periode: string; gevraagd: Counts | null; openbaar: Counts | null }[];
  totaal: { gevraagd: Counts; openbaar: Counts };
  uitgaven: { nummer: number; id: string; datum: string; verzegeld: boolean; sleutel: string | null; grootboek: number | null }[];
}

const dutch = new Intl.NumberFormat('nl-NL', { useGrouping: 'min2' } as Intl.NumberFormatOptions);
const askedTable = '.gate[data-side="gevraagd"]';

/** The numbers of a column, from top to bottom, without the total. */
async function column(page: Page, kind: string): Promise<number[]> {
  const cells = await page.locator(`${askedTable} tbody td.gate__${kind}`).allInnerTexts();
  return cells.map((cell) => Number(cell.trim().replaceAll('.', '')));
}

test('the sums of the page are those of the server, the sentence first', async ({ page, request }) => {
  const report = await ask<Report>(request, demoUrl, 'privacypoort');
  const { gevraagd, openbaar } = report.totaal;
  expect(gevraagd.verborgen, 'the demo region has hidden numbers').toBeGreaterThan(0);
  await open(page, demoUrl, '/privacypoort');
  for (const count of [gevraagd.cijfers, gevraagd.getoond, gevraagd.verborgen, openbaar.getoond]) {
    await expect(page.locator('.gate-summary')).toContainText(dutch.format(count));
  }
  const isFirst = await page.evaluate(() => {
    const table = document.querySelector('.gate')!;
    return document.querySelector('.gate-summary')!.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING;
  });
  expect(isFirst).toBeTruthy();
  const indicators = new Set(report.tabellen.filter((t) => t.gevraagd !== null).map((t) => t.indicator));
  await expect(page.locator(`${askedTable} tbody tr`)).toHaveCount(indicators.size);
  for (const indicator of indicators) {
    const hidden = report.tabellen
      .filter((t) => t.indicator === indicator)
      .reduce((sum, t) => sum + (t.gevraagd?.verborgen ?? 0), 0);
    const row = page.locator(`${askedTable} tr[data-row="${indicator}"]`);
    await expect(row.locator('.gate__verborgen')).toHaveText(dutch.format(hidden));
    await expect(row.locator('th a')).toHaveAttribute('href', `/onderwerp/${indicator}`);
  }
  await expect(page.locator(`${askedTable} tfoot .gate__verborgen`)).toHaveText(dutch.format(gevraagd.verborgen));
});

test('what is chosen stands in the address and narrows the tables; Back undoes it', async ({ page, request }) => {
  const { tabellen } = await ask<Report>(request, demoUrl, 'privacypoort');
  const asked = tabellen.filter((t) => t.gevraagd !== null);
  const one = asked.find((t) => t.gevraagd!.verborgen > 0)!;
  await open(page, demoUrl, '/privacypoort');
  await page.locator('#kies-indicator').selectOption(one.indicator);
  await expect(page).toHaveURL(new RegExp(`indicator=${one.indicator}`));
  const tables = asked.filter((t) => t.indicator === one.indicator);
  await expect(page.locator(`${askedTable} tbody tr`)).toHaveCount(tables.length);
  await page.locator('#kies-niveau').selectOption(one.niveau);
  await page.locator('#kies-periode').selectOption(one.periode);
  await expect(page.locator(`${askedTable} tbody tr`)).toHaveCount(1);
  expect(await column(page, 'verborgen')).toEqual([one.gevraagd!.verborgen]);
  await expect(page.locator('#tabellen [role="status"]')).toContainText(`${dutch.format(one.gevraagd!.verborgen)} verborgen`);
  await expect(page.locator(`${askedTable} caption`)).toContainText(one.periode);
  const chosen = page.url();
  await page.goBack();
  await expect(page.locator('#kies-periode')).toHaveValue('');
  await page.goto(chosen);
  await expect(page.locator(`${askedTable} tbody tr`)).toHaveCount(1);
});

test('a choice that is not in this release is as no choice', async ({ page, request }) => {
  const { totaal } = await ask<Report>(request, demoUrl, 'privacypoort');
  await open(page, demoUrl, '/privacypoort?indicator=bestaat-niet&niveau=straat&periode=1999&sorteer=-waarde');
  await expect(page.locator(`${askedTable} tfoot .gate__verborgen`)).toHaveText(dutch.format(totaal.gevraagd.verborgen));
});

test('by keyboard a column sorts both ways and says so', async ({ page }) => {
  await open(page, demoUrl, '/privacypoort');
  const head = page.locator(`${askedTable} thead th`, { hasText: 'Verborgen' });
  await head.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await page.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expect(head.getByRole('button')).toBeFocused();
  await expect(page).toHaveURL(/sorteer=-verborgen/);
  await expect(page.locator(`${askedTable} [aria-sort]`)).toHaveCount(1);
  const hidden = await column(page, 'verborgen');
  expect(hidden.length).toBeGreaterThan(5);
  expect(hidden).toEqual([...hidden].sort((a, b) => b - a));
});

test('rules, promise and limits are read in order, and nothing says why one number is hidden', async ({ page, request }) => {
  const { regels } = await ask<Report>(request, demoUrl, 'privacypoort');
  expect(regels.length).toBeGreaterThan(3);
  await open(page, demoUrl, '/privacypoort');
  expect(await page.locator('#regels li').allInnerTexts()).toEqual(regels.map((rule) => rule.tekst));
  const heads = await page.locator('main h2').evaluateAll((all) => all.map((head) => head.parentElement!.id));
  expect(heads).toEqual(['waarom', 'belofte', 'regels', 'tabellen', 'uitgaven', 'grenzen']);
  expect(await page.locator('main').innerText()).not.toMatch(/primair|secundair|verlies|interval/i);
  await page.locator('#belofte a').click();
  await expect(page.locator('#grenzen')).toBeInViewport();
});

test('releases are listed the newest first, each with its seal or without one', async ({ page, request }) => {
  const report = await ask<Report>(request, demoUrl, 'privacypoort');
  const uitgaven = [
    { nummer: 3, id: 'cccccccccccccccc', datum: '2027-01-15', verzegeld: true, sleutel: '0123456789abcdef', grootboek: 12 },
    { nummer: 2, id: 'bbbbbbbbbbbbbbbb', datum: '2026-12-01', verzegeld: false, sleutel: null, grootboek: null },
  ];
  const decision = page.locator('#uitgaven > p');
  const limits = page.locator('#grenzen');
  let shown = uitgaven;
  await page.route('**/api/v1/privacypoort', (route) => route.fulfill({ json: { ...report, uitgaven: shown } }));
  await open(page, demoUrl, '/privacypoort');
  await expect(decision).toContainText('vrijgegeven op 15 januari 2027');
  await expect(decision).toContainText('verzegeld');
  await expect(limits).not.toContainText('niet samen met eerdere uitgaven');
  const rows = page.locator('[data-releases] tbody tr');
  expect(await rows.locator('th').allInnerTexts()).toEqual(['Uitgave 3', 'Uitgave 2']);
  await expect(rows.nth(0)).toContainText('0123456789abcdef');
  await expect(rows.nth(0).locator('td').last()).toHaveText('12');
  await expect(rows.nth(1)).toContainText('geen zegel');
  shown = uitgaven.slice(1);
  await open(page, demoUrl, '/privacypoort?');
  await expect(decision).toContainText('geen zegel');
  await expect(limits).toContainText('niet samen met eerdere uitgaven');
});

test('a release of before the rules were kept says so', async ({ page, request }) => {
  const report = await ask<Report>(request, demoUrl, 'privacypoort');
  await page.route('**/api/v1/privacypoort', (route) => route.fulfill({ json: { ...report, regels: [] } }));
  await open(page, demoUrl, '/privacypoort');
  await expect(page.locator('#regels')).toContainText('voordat de regels werden bewaard');
});

test('wherever a hidden number stands, the reason is one link away', async ({ page, request }) => {
  const choice = await choiceWith(request, demoUrl, 'wijk', 'hidden');
  expect(choice, 'the demo region hides a number').not.toBeNull();
  await openMap(page, demoUrl, address(choice!));
  await expect(page.locator('.legend a[href="/privacypoort#waarom"]')).toBeVisible();
  await page.locator('[data-word="hidden"] a').click();
  await expect(page).toHaveURL(`${demoUrl}/privacypoort#waarom`);
  await expect(page.locator('#waarom')).toBeFocused();

  const slice = await ask<{ gebied: string[]; status: string[] }>(
    request, demoUrl, `waarden?${new URLSearchParams({ ...choice! }).toString()}`);
  const area = slice.gebied[slice.status.indexOf('hidden')]!;
  const profile = await ask<{ rijen: { indicator: string; waarden: { status: string }[] }[] }>(request, demoUrl, `profielen/${area}`);
  const hidden = profile.rijen.find((row) => row.waarden[0]!.status === 'hidden');
  expect(hidden, `a number of ${area} is hidden in its latest period`).toBeDefined();
  await open(page, demoUrl, `/gebied/${area}?groepen=ja`);
  await expect(page.locator('.page__lead a[href="/privacypoort#waarom"]')).toBeVisible();
  const item = page.locator('.profile__item', { has: page.locator(`tr[data-indicator="${hidden!.indicator}"]`) });
  await item.locator('summary').first().click();
  await item.locator('.provenance button').first().click();
  await expect(item.locator('.provenance__answer')).toContainText('zo\'n cijfer is ermee terug te rekenen');
  await item.locator('.provenance a[href="/privacypoort#waarom"]').click();
  await expect(page.locator('#waarom')).toBeFocused();
});

test('a profile without a hidden number has no such link; menu, foot and page of sources always lead here', async ({ page, request }) => {
  for (const area of await areasAt(request, demoUrl, 'gemeente')) {
    const { rijen } = await ask<{ rijen: { waarden: { status: string }[] }[] }>(request, demoUrl, `profielen/${area.code}`);
    if (rijen.some((row) => row.waarden.some((value) => value.status === 'hidden'))) {
      continue;
    }
    await open(page, demoUrl, `/gebied/${area.code}`);
    await expect(page.locator('.profile').first()).toBeVisible();
    await expect(page.locator('.page__lead a[href="/privacypoort#waarom"]')).toHaveCount(0);
    break;
  }
  await open(page, demoUrl, '/over');
  for (const place of ['.menu', 'main', 'footer']) {
    await expect(page.locator(`${place} a[href="/privacypoort"]`)).toHaveCount(1);
  }
  await page.locator('.menu a[href="/privacypoort"]').click();
  await expect(page.locator('h1')).toBeFocused();
  await expect(page.locator('.menu a[href="/privacypoort"]')).toHaveAttribute('aria-current', 'page');
});

test('at 400 % zoom the table stays whole and can still be sorted', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  await open(page, demoUrl, '/privacypoort');
  const region = page.locator('.gate-region').first();
  expect(await region.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
  const buttons = page.locator(`${askedTable} thead button:visible`);
  await expect(buttons).toHaveCount(3);
  for (const button of await buttons.all()) {
    const box = (await button.boundingBox())!;
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24);
  }
  // What folds away stands in the first column.
  const [asked] = await page.locator(`${askedTable} tbody td.gate__cijfers`).allTextContents();
  await expect(page.locator(`${askedTable} tbody tr`).first().locator('.gate__folded')).toContainText(`van ${asked!.trim()} `);
});

test('in forced colours axe finds nothing and the parts keep their words', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await open(page, demoUrl, '/privacypoort');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => v.id)).toEqual([]);
  for (const words of await page.locator('.gate__words').allInnerTexts()) {
    expect(words).toMatch(/\d%$/);
  }
});

test('on paper the choices go and the table stays, with what was chosen above it', async ({ page }) => {
  await open(page, demoUrl, '/privacypoort?niveau=wijk');
  const rows = await page.locator(`${askedTable} tbody tr`).count();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.toolbar')).toBeHidden();
  await expect(page.locator('.gate__more')).toBeHidden();
  await expect(page.locator(`${askedTable} caption`)).toContainText('per wijk');
  await expect(page.locator(`${askedTable} tbody tr:visible`)).toHaveCount(rows);
  for (const part of ['#regels', '#uitgaven', '#grenzen']) {
    await expect(page.locator(part)).toBeVisible();
  }
});

test('a report that does not arrive gives a sentence and a way on', async ({ page }) => {
  await page.route('**/api/v1/privacypoort', (route) => route.abort());
  await page.goto(`${demoUrl}/privacypoort`);
  await expect(page.getByRole('alert')).toContainText('De server antwoordt niet');
  await page.unroute('**/api/v1/privacypoort');
  await page.getByRole('button', { name: 'Probeer het opnieuw' }).click();
  await expect(page.locator(askedTable)).toBeVisible();
});

test('the real region shows figures of owners only, and says that nothing was asked', async ({ page, request }) => {
  test.skip(twenteUrl === '', noTwente);
  const { totaal } = await ask<Report>(request, twenteUrl, 'privacypoort');
  expect(totaal.gevraagd.cijfers).toBe(0);
  await open(page, twenteUrl, '/privacypoort');
  await expect(page.locator('.gate-summary')).toContainText('alleen cijfers die de eigenaar zelf openbaar heeft gemaakt');
  await expect(page.locator('#tabellen [role="status"]')).toContainText('geen cijfers gevraagd');
  await expect(page.locator(askedTable)).toHaveCount(0);
  await expect(page.locator('.gate[data-side="openbaar"] tfoot .gate__getoond')).toHaveText(dutch.format(totaal.openbaar.getoond));
});
