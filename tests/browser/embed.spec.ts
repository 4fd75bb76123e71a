/* embed.spec.ts - the map in a frame of another site: there and nowhere else, with what it is and whose figures it shows.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

import { address, choiceWith, demoUrl, open, openMap } from './region';

const embedded = (choice: object): string => `/insluiten/kaart?${new URLSearchParams({ ...choice }).toString()}`;

/** A site of somebody else that holds this HTML. */
async function hostOf(html: string): Promise<{ url: string; server: Server }> {
  const server = createServer((_, reply) => reply.setHeader('Content-Type', 'text/html').end(`<!doctype html><title>Site</title>${html}`));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/`, server };
}

test('the HTML of the map page shows that map on another site', async ({ page, request }) => {
  const choice = (await choiceWith(request, demoUrl, 'wijk', 'hidden'))!;
  await openMap(page, demoUrl, address(choice));
  await page.locator('.embed-code summary').click();
  const html = await page.locator('.embed-code textarea').inputValue();
  const wanted = await page.locator('#kaart path[data-code]').evaluateAll((paths) => paths.map((path) => path.getAttribute('fill')));
  const { url, server } = await hostOf(html);
  try {
    await page.goto(url);
    const frame = page.frameLocator('iframe');
    await expect(frame.locator('path[data-code]').first()).toBeVisible();
    const shown = await frame.locator('path[data-code]').evaluateAll((paths) => paths.map((path) => path.getAttribute('fill')));
    expect(shown).toEqual(wanted);
    await expect(frame.locator('.embed__invented')).toContainText('Verzonnen cijfers');
    await expect(frame.locator('header, footer')).toHaveCount(0);
    const [tab] = await Promise.all([page.waitForEvent('popup'), frame.locator('.embed__foot a').click()]);
    await expect(tab.locator('h1')).toBeVisible();
    expect(tab.url()).toContain('/kaart?');
  } finally {
    server.close();
  }
});

test('no other page can be framed', async ({ page, request }) => {
  for (const path of ['/', '/kaart', '/en/kaart', '/gebied/GM0153', '/api/v1/release', '/assets/app.js']) {
    const headers = (await request.get(demoUrl + path)).headers();
    expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'");
    expect(headers['x-frame-options'], path).toBe('DENY');
  }
  for (const path of ['/insluiten/kaart', '/en/insluiten/kaart']) {
    const headers = (await request.get(demoUrl + path)).headers();
    expect(headers['content-security-policy']).toContain('frame-ancestors *');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['x-frame-options']).toBeUndefined();
  }
  const { url, server } = await hostOf(`<iframe src="${demoUrl}/kaart"></iframe>`);
  try {
    await page.goto(url);
    await expect(page.frameLocator('iframe').locator('#kaart')).toHaveCount(0);
  } finally {
    server.close();
  }
});

for (const prefix of ['', '/en']) {
  test(`the map in a frame is accessible${prefix === '' ? '' : ' in English'}`, async ({ page, request }) => {
    const choice = (await choiceWith(request, demoUrl, 'wijk', 'hidden'))!;
    await open(page, demoUrl, prefix + embedded(choice));
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
  });
}

test('what does not exist says what does', async ({ page }) => {
  await open(page, demoUrl, '/insluiten/kaart?indicator=bestaat-niet');
  await expect(page.locator('main')).toContainText('bestaat-niet');
  await expect(page.locator('main a')).toHaveAttribute('href', '/kaart');
});
