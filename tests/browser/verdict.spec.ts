/* verdict.spec.ts - what is said of differences: the same on map, in table, legend and profile as the server says.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test, type APIRequestContext, type Page } from '@playwright/test';

import { expectAgreement } from './agreement';
import {
  address, areasAt, ask, demoUrl, indicatorsAt, noTwente, open, openMap, periodsAt, twenteUrl, type Choice, type Slice,
} from './region';

const words: Record<string, string> = {
  hoger: 'hoger',
  lager: 'lager',
  geen_verschil: 'geen aantoonbaar verschil',
  geen: 'geen oordeel',
};

const count = (values: string[]): Record<string, number> =>
  values.reduce<Record<string, number>>((sum, value) => ({ ...sum, [value]: (sum[value] ?? 0) + 1 }), {});

async function sliceOf(request: APIRequestContext, base: string, choice: Choice): Promise<Slice> {
  return ask<Slice>(request, base, `waarden?${new URLSearchParams({ ...choice }).toString()}`);
}

/** The latest choice per level in which some areas differ and some do not. */
async function mixedChoice(request: APIRequestContext, level: string): Promise<Choice> {
  for (const indicator of await indicatorsAt(request, demoUrl, level)) {
    const choice = { indicator: indicator.id, niveau: level, periode: periodsAt(indicator, level).at(-1)! };
    const { oordeel } = await sliceOf(request, demoUrl, choice);
    if (['hoger', 'lager', 'geen_verschil', 'geen'].every((label) => oordeel.includes(label))) {
      return choice;
    }
  }
  throw new Error(`no indicator per ${level} has every verdict`);
}

const byVerdict = (choice: Choice): string => `${address(choice)}&kleur=oordeel`;

for (const [name, base] of [['demo', demoUrl], ['Twente', twenteUrl]] as const) {
  for (const level of ['gemeente', 'wijk', 'buurt']) {
    test(`map, table, legend and server count the same verdicts, ${name}, per ${level}`, async ({ page, request }) => {
      test.skip(base === '', noTwente);
      test.setTimeout(400_000);
      for (const indicator of await indicatorsAt(request, base, level)) {
        const choice = { indicator: indicator.id, niveau: level, periode: periodsAt(indicator, level).at(-1)! };
        await openMap(page, base, byVerdict(choice));
        await expectAgreement(page);
        const slice = await sliceOf(request, base, choice);
        const shown = await page.locator('#tabel tr[data-code] td.values__verdict .verdict').evaluateAll((cells) =>
          cells.map((cell) => cell.getAttribute('data-verdict') ?? ''),
        );
        expect(count(shown), indicator.id).toEqual(count(slice.oordeel));
        // A number without a verdict and an area without a number are not the same on the map.
        const rows = await page.locator('#tabel tr[data-code]').evaluateAll((elements) =>
          elements.map((e) => [e.getAttribute('data-code') ?? '', e.getAttribute('data-fill') ?? ''] as const),
        );
        for (const [code, fill] of rows) {
          const k = slice.gebied.indexOf(code);
          expect(fill, code).toBe(slice.waarde[k] === null ? slice.status[k] : `verdict-${slice.oordeel[k]}`);
        }
        const line = page.locator('.test-line');
        await expect(line).toHaveAttribute('data-tested', String(slice.toets?.getoetst ?? 0));
        await expect(line).toHaveAttribute('data-flagged', String(slice.toets?.aangewezen ?? 0));
      }
    });
  }
}

test('each verdict stands in the table in words, with what was compared', async ({ page, request }) => {
  const choice = await mixedChoice(request, 'wijk');
  const slice = await sliceOf(request, demoUrl, choice);
  await openMap(page, demoUrl, address(choice));
  for (const label of Object.keys(words)) {
    const code = slice.gebied[slice.oordeel.indexOf(label)]!;
    const row = page.locator(`#tabel tr[data-code="${code}"]`);
    const cell = row.locator('td.values__verdict');
    await expect(cell).toContainText(words[label]!);
    await expect(cell.locator('svg')).toBeVisible();
    if (label === 'hoger' || label === 'lager') {
      const gemeente = await row.locator('td.values__gemeente').innerText();
      await expect(cell).toContainText(`dan de rest van ${gemeente}`);
    }
  }
  await expect(page.locator('.test-line')).toContainText(`${slice.toets!.aangewezen} verschillen aantoonbaar`);
  await expect(page.locator('.test-line')).toContainText('toeval');
  await expect(page.locator('.test-line a')).toHaveAttribute('href', '/uitleg');
});

test('without a verdict the reason is a sentence', async ({ page, request }) => {
  test.skip(twenteUrl === '', noTwente);
  const indicator = (await indicatorsAt(request, twenteUrl, 'wijk')).find((i) => i.id === 'hoog-risico-angst-depressie')!;
  await openMap(page, twenteUrl, address({ indicator: indicator.id, niveau: 'wijk', periode: periodsAt(indicator, 'wijk').at(-1)! }));
  await expect(page.locator('.test-line')).toContainText('de bron geeft hier geen marge');
  await expect(page.locator('td.values__status', { hasText: 'schatting' }).first()).toBeVisible();
  await expect(page.locator('[data-word="estimate"]')).toContainText('berekend met een model');
});

test('every verdict on the map has a colour and a sign of its own', async ({ page, request }) => {
  await openMap(page, demoUrl, byVerdict(await mixedChoice(request, 'wijk')));
  const drawn = await page.locator('[id^="map-verdict-"]').evaluateAll((patterns) =>
    patterns.map((pattern) => ({
      ground: getComputedStyle(pattern.querySelector('rect')!).fill,
      sign: [...pattern.querySelectorAll('path, circle')].map((sign) => sign.tagName + (sign.getAttribute('d') ?? '')).join(),
    })),
  );
  expect(drawn).toHaveLength(4);
  expect(new Set(drawn.map(({ ground }) => ground)).size).toBe(4);
  expect(new Set(drawn.map(({ sign }) => sign)).size).toBe(4);
});

test('the colour of the map is a choice in the address, reached with the keyboard, undone with Back', async ({ page }) => {
  await openMap(page, demoUrl, '/kaart?niveau=wijk');
  await page.locator('input[name="kleur"][value="waarde"]').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/kleur=oordeel/);
  await expect(page.locator('#kaart path[data-fill^="verdict-"]').first()).toBeVisible();
  await expect(page.locator('#kaart path[data-fill^="class-"]')).toHaveCount(0);
  await page.reload();
  await expect(page.locator('input[name="kleur"][value="oordeel"]')).toBeChecked();
  await expect(page.locator('.legend')).toContainText('geen aantoonbaar verschil');
  await page.goBack();
  await expect(page.locator('#kaart path[data-fill^="class-"]').first()).toBeVisible();
});

test('walking over the map speaks the verdict', async ({ page, request }) => {
  const choice = await mixedChoice(request, 'wijk');
  const slice = await sliceOf(request, demoUrl, choice);
  await openMap(page, demoUrl, `${byVerdict(choice)}&sorteer=oordeel`);
  await page.locator('a[href="#kaart"]').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Home');
  expect(slice.oordeel).toContain('hoger');
  await expect(page.locator('[data-live]')).toContainText('hoger dan de rest van ');
});

test('no page says good or bad, and none shows a rank', async ({ page, request }) => {
  const { indicatoren } = await ask<{ indicatoren: { richtingEigenaar: string | null }[] }>(request, demoUrl, 'indicatoren');
  expect(indicatoren.every((indicator) => indicator.richtingEigenaar === null)).toBe(true);
  const [wijk] = await areasAt(request, demoUrl, 'wijk');
  for (const path of [byVerdict(await mixedChoice(request, 'wijk')), `/gebied/${wijk!.code}`, '/signalen']) {
    await open(page, demoUrl, path);
    const said = await page.locator('main').innerText();
    expect(said, path).not.toMatch(/gunstig|ranking|\bplaats \d/i);
  }
});

interface ProfileReply {
  gebied: { code: string };
  rijen: {
    indicator: string;
    uitsplitsing: string;
    waarden: { onder: number | null }[];
    oordeel: { oordeel: string; verwijzing: number | null };
    trend: { richting: string };
    methode: string | null;
  }[];
}

async function expectProfile(page: Page, reply: ProfileReply): Promise<void> {
  for (const row of reply.rijen) {
    const shown = page.locator(`tr[data-indicator="${row.indicator}"][data-group="${row.uitsplitsing}"]`);
    // Ages are a chart on the page that compares.
    if (['inwoners', 'verzekerden'].includes(row.indicator) && row.uitsplitsing !== 'totaal') {
      await expect(shown).toHaveCount(0);
      continue;
    }
    const verdict = shown.locator('.verdict');
    await expect(verdict).toHaveAttribute('data-verdict', row.oordeel.oordeel);
    await expect(verdict).toContainText(words[row.oordeel.oordeel]!);
    await expect(shown.locator('.trend')).toHaveAttribute('data-trend', row.trend.richting);
    const hasBar = row.waarden[0]!.onder !== null && row.oordeel.verwijzing !== null;
    await expect(shown.locator('svg.interval')).toHaveCount(hasBar ? 1 : 0);
    if (hasBar) {
      await expect(shown.locator('svg.interval')).toHaveAttribute('aria-label', /95%-interval .+ tot .+; de rest van .+: /);
    }
  }
}

for (const [name, base] of [['demo', demoUrl], ['Twente', twenteUrl]] as const) {
  test(`a profile shows verdict, interval and trend of every row, ${name}`, async ({ page, request }) => {
    test.skip(base === '', noTwente);
    test.setTimeout(120_000);
    for (const level of ['gemeente', 'wijk']) {
      const area = (await areasAt(request, base, level))[1]!;
      await open(page, base, `/gebied/${area.code}?groepen=ja`);
      await expectProfile(page, await ask<ProfileReply>(request, base, `profielen/${area.code}`));
    }
  });
}

test('the profile explains a number: method, comparison, trend and model', async ({ page, request }) => {
  const wijk = (await areasAt(request, demoUrl, 'wijk'))[1]!;
  const profile = await ask<ProfileReply>(request, demoUrl, `profielen/${wijk.code}`);
  const modelled = profile.rijen.find((row) => row.methode === 'model')!;
  await open(page, demoUrl, `/gebied/${wijk.code}`);
  const item = page.locator('tbody', { has: page.locator(`tr[data-indicator="${modelled.indicator}"]`) }).first();
  await item.locator('summary').first().click();
  await item.getByRole('button', { name: 'Hoe komt dit cijfer tot stand?' }).click();
  const answer = item.locator('.provenance__answer');
  await expect(answer).toContainText('De marge');
  await expect(answer).toContainText(/Oordeel: (hoger|lager|geen aantoonbaar verschil)/);
  await expect(answer).toContainText('De ontwikkeling');
  await expect(answer.locator('.model')).toContainText('Ingevulde enquêtes');
  await answer.locator('.model summary').click();
  await expect(answer.locator('.model table tbody tr').first()).toBeVisible();
});

test('on paper the verdicts and the sentence above the table stay', async ({ page, request }) => {
  await openMap(page, demoUrl, byVerdict(await mixedChoice(request, 'wijk')));
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.test-line')).toBeVisible();
  await expect(page.locator('#tabel td.values__verdict .verdict').first()).toBeVisible();
  await expect(page.locator('.toolbar')).toBeHidden();
});

test('on a narrow screen each row still says its verdict, once', async ({ page, request }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await openMap(page, demoUrl, address(await mixedChoice(request, 'wijk')));
  const visible = await page.locator('#tabel tr[data-code]').evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll('.verdict')].filter((verdict) => verdict.getClientRects().length > 0).length),
  );
  expect(new Set(visible)).toEqual(new Set([1]));
});
