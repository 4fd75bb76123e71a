/* certainty.spec.ts - the map of how certain: fewer colours where intervals are wide, and a sentence where there are none.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test, type APIRequestContext } from '@playwright/test';

import { expectAgreement } from './agreement';
import { expectAccessible, looks } from './axe';
import { address, ask, demoUrl, indicatorsAt, inLanguage, openMap, periodsAt, type Choice, type Slice } from './region';

type Margins = Slice & { onder: (number | null)[]; boven: (number | null)[] };

/** Choices per wijk of which some, or none, of the figures have an interval. */
async function choices(request: APIRequestContext, hasMargins: boolean, most = Infinity): Promise<Choice[]> {
  const found: Choice[] = [];
  for (const indicator of await indicatorsAt(request, demoUrl, 'wijk')) {
    const choice = { indicator: indicator.id, niveau: 'wijk', periode: periodsAt(indicator, 'wijk').at(-1)! };
    const slice = await ask<Margins>(request, demoUrl, `waarden?${new URLSearchParams(choice).toString()}`);
    if (slice.onder.some((bound, k) => bound !== null && slice.waarde[k] !== null) === hasMargins) {
      found.push(choice);
    }
    if (found.length >= most) {
      break;
    }
  }
  expect(found.length, `series ${hasMargins ? 'with' : 'without'} intervals`).toBeGreaterThan(0);
  return found;
}

const certain = (choice: Choice): string => `${address(choice)}&kleur=zekerheid`;

test('legend, map and table agree for every indicator with intervals, and wide ones lose their class', async ({ page, request }) => {
  test.setTimeout(200_000);
  let uncertain = 0;
  for (const choice of await choices(request, true)) {
    await openMap(page, demoUrl, certain(choice));
    const counts = await expectAgreement(page);
    uncertain += Object.entries(counts).filter(([fill]) => /^(group-|unsure)/.test(fill)).reduce((sum, [, n]) => sum + n, 0);
  }
  expect(uncertain).toBeGreaterThan(0);
});

test('without intervals the map says so and shows the value', async ({ page, request }) => {
  const [choice] = await choices(request, false, 1);
  await openMap(page, demoUrl, certain(choice!));
  await expect(page.locator('.twin__note')).toContainText('geeft de bron geen marges');
  await expect(page.locator('#kaart [data-fill^="group-"], #kaart [data-fill="unsure"]')).toHaveCount(0);
});

for (const { look, viewport, language } of looks) {
  test(`axe finds nothing on a map of certainty, ${look}`, async ({ page, request }) => {
    await page.setViewportSize(viewport);
    const [choice] = await choices(request, true, 1);
    await openMap(page, demoUrl, inLanguage[language](certain(choice!)));
    await expectAccessible(page);
  });
}
