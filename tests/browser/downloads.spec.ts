/* downloads.spec.ts - the figures of a page as files: the links hold what is chosen, and give the numbers of the screen.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test } from '@playwright/test';

import { ask, choiceWith, demoUrl, open, openMap, type Slice } from './region';

test('each form of what is on the map can be had, and the CSV holds its numbers', async ({ page, request }) => {
  const choice = await choiceWith(request, demoUrl, 'wijk', 'hidden');
  expect(choice, 'something of the demo is hidden').not.toBeNull();
  await openMap(page, demoUrl, `/kaart?${new URLSearchParams({ ...choice! }).toString()}`);
  const links = page.locator('.downloads a');
  await expect(links).toHaveCount(8);
  for (const link of await links.all()) {
    const reply = await request.get(demoUrl + (await link.getAttribute('href'))!);
    expect(reply.status(), (await link.getAttribute('href'))!).toBe(200);
    expect(reply.headers()['content-disposition']).toContain('filename');
  }
  const address = (await page.locator('.downloads a[href*="opmaak=csv&"]').first().getAttribute('href'))!;
  const [head, ...lines] = (await (await request.get(demoUrl + address)).text()).trim().split('\r\n');
  const columns = head!.split(',');
  const slice = await ask<Slice>(request, demoUrl, `waarden?${new URLSearchParams({ ...choice! }).toString()}`);
  expect(lines.length).toBe(slice.gebied.length);
  for (const line of lines) {
    // Names may hold a comma and are quoted; codes and numbers do not.
    const words = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)!.map((word) => word.replace(/,$/, ''));
    const k = slice.gebied.indexOf(words[columns.indexOf('gebied')]!);
    const number = words[columns.indexOf('waarde')]!;
    expect(number === '' ? null : Number(number)).toBe(slice.waarde[k]);
    expect(words[columns.indexOf('status')] === 'geheim').toBe(slice.status[k] === 'hidden');
  }
});

test('the page of an indicator has them too, in both languages', async ({ page, request }) => {
  const choice = await choiceWith(request, demoUrl, 'wijk', 'estimate');
  for (const language of ['', '/en']) {
    await open(page, demoUrl + language, `/onderwerp/${choice!.indicator}`);
    await expect(page.locator('.downloads a')).toHaveCount(8);
  }
});
