/* site.spec.ts - the pages as plain files (`wijkscan export site`) show what the server shows.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { expect, test, type APIRequestContext, type Page } from '@playwright/test';

import { address, areasAt, choiceWith, demoUrl, indicatorsAt, open, staticUrl } from './region';

test.skip(staticUrl === '', 'WKS_STATIC_URL is not set');

/** All words and numbers of a page, but for the files to take along. */
async function wordsOf(page: Page, base: string, path: string): Promise<string> {
  await open(page, base, path);
  return page.locator('main').evaluate((main) => {
    const copy = main.cloneNode(true) as HTMLElement;
    copy.querySelectorAll('.downloads').forEach((part) => part.remove());
    return copy.textContent.replace(/\s+/g, ' ').trim();
  });
}

type Paths = (request: APIRequestContext) => Promise<string[]>;

const pages: Record<string, Paths> = {
  'the start and the map': async (request) => ['/', '/kaart', address((await choiceWith(request, demoUrl, 'wijk', 'hidden'))!)],
  'a profile and an indicator': async (request) => [
    `/gebied/${(await areasAt(request, demoUrl, 'wijk'))[3]!.code}`,
    '/gebied/GM0153',
    `/onderwerp/${(await indicatorsAt(request, demoUrl, 'wijk'))[0]!.id}`,
  ],
  'signals, news and a comparison': () => Promise.resolve(['/signalen', '/nieuw', '/vergelijken', '/verschillen', '/verschillen?indicator=poh-ggz']),
  'what explains': () => Promise.resolve(['/privacypoort', '/over', '/definities', '/uitleg']),
};

for (const [language, prefix] of [['Dutch', ''], ['English', '/en']] as const) {
  for (const [name, paths] of Object.entries(pages)) {
    test(`${name} say the same in ${language}`, async ({ page, request }) => {
      for (const path of await paths(request)) {
        const served = await wordsOf(page, demoUrl, prefix + path);
        expect(await wordsOf(page, staticUrl, prefix + path), path).toBe(served);
        expect(served.length, path).toBeGreaterThan(150);
      }
    });
  }
}

test('nothing that a page asks for is missing, and nothing comes from elsewhere', async ({ page }) => {
  const asked: string[] = [];
  page.on('response', (reply) => {
    if (reply.status() >= 400 || !reply.url().startsWith(staticUrl)) {
      asked.push(`${reply.status()} ${reply.url()}`);
    }
  });
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  for (const path of ['/', '/kaart', '/gebied/GM0153', '/onderwerp/poh-ggz', '/en/vergelijken']) {
    await open(page, staticUrl, path);
  }
  expect(asked).toEqual([]);
  expect(faults).toEqual([]);
});

test('"Hoe komt dit cijfer tot stand?" is answered without a server', async ({ page }) => {
  const answers: string[] = [];
  for (const base of [demoUrl, staticUrl]) {
    await open(page, base, '/gebied/GM0153');
    await page.locator('summary').first().click();
    await page.locator('.provenance button').first().click();
    const answer = page.locator('.provenance__answer').first();
    await expect(answer).toBeVisible();
    answers.push((await answer.textContent())!.replace(/\s+/g, ' '));
  }
  expect(answers[1]).toBe(answers[0]);
});

test('a page that is not there says so, and figures can be taken along', async ({ page, request }) => {
  const reply = await request.get(`${staticUrl}/gebied/GM9999/`);
  expect(reply.status()).toBe(404);
  await open(page, staticUrl, '/onderwerp/poh-ggz');
  const links = page.locator('.downloads a');
  await expect(links).toHaveCount(4);
  for (const link of await links.all()) {
    expect((await request.get(staticUrl + (await link.getAttribute('href'))!)).status()).toBe(200);
  }
});
