/* screenshots.mjs - the pictures of docs/: start, compare, map and table by value and by verdict, profile, indicator, need and use, gate;
 * demo and Twente, desk and phone.
 * screenshots.mjs OUTPUT_FOLDER, with WKS_BASE_URL and WKS_TWENTE_URL as for run.sh; started by screenshots.sh.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(new URL('../../web/', import.meta.url));
const { chromium } = require('@playwright/test');

const folder = process.argv[2];
const regions = { demo: process.env.WKS_BASE_URL, twente: process.env.WKS_TWENTE_URL };
const sizes = { desk: { width: 1440, height: 1000 }, phone: { width: 390, height: 844 } };
if (folder === undefined) {
  console.error('screenshots.mjs: expected the folder to write to');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
for (const [region, base] of Object.entries(regions)) {
  if (base === undefined || base === '') {
    console.log(`${region}: no address, skipped`);
    continue;
  }
  const areas = await (await fetch(`${base}/api/v1/gebieden`)).json();
  const wijk = areas.gebieden.find((area) => area.code === 'WK015301') ?? areas.gebieden.find((area) => area.niveau === 'wijk');
  const ask = async (path) => (await fetch(`${base}/api/v1/${path}`)).json();
  // An area with a label, where there is one: its profile shows the most.
  const { lijsten } = await ask('signalen');
  const labelled = lijsten
    .filter((list) => list.etiketten)
    .flatMap((list) => list.gebieden)
    .find((signal) => signal.aanwijzing === 'sterk');
  const shown = labelled?.gebied ?? wijk.code;
  const { indicatoren } = await ask('indicatoren');
  const judged = ['psychische-klachten-volwassenen', 'bijstand'].find((id) =>
    indicatoren.some((indicator) => indicator.id === id && indicator.reeksen.some((series) => series.niveau === 'wijk')),
  );
  for (const [size, viewport] of Object.entries(sizes)) {
    const page = await browser.newPage({ viewport, locale: 'nl-NL' });
    const save = async (name) => {
      await page.waitForLoadState('networkidle');
      const path = join(folder, `${region}-${name}-${size}.png`);
      await page.screenshot({ path });
      console.log(path);
    };
    await page.goto(`${base}/`);
    await page.locator('.start__list, .start__signals .note').waitFor();
    await save('start');
    const beside = areas.gebieden.filter((area) => area.niveau === 'wijk').slice(0, 3).map((area) => area.code);
    await page.goto(`${base}/vergelijken?gebieden=${beside.join(',')}`);
    await page.locator('.heat tr[data-code]').first().waitFor();
    await save('compare');
    await page.goto(`${base}/kaart?niveau=wijk&sorteer=-waarde`);
    await page.locator('#tabel tr[data-code]').first().waitFor();
    if (size === 'desk') {
      await save('map');
    } else {
      await page.locator('#tabel').evaluate((element) => element.scrollIntoView());
      await save('table');
      await page.locator('#kaart').evaluate((element) => element.scrollIntoView());
      await save('map');
    }
    await page.goto(`${base}/kaart?indicator=${judged}&niveau=wijk&kleur=oordeel`);
    await page.locator('#tabel tr[data-code]').first().waitFor();
    if (size === 'phone') {
      await page.locator('#tabel').evaluate((element) => element.scrollIntoView());
    }
    await save('verdict');
    await page.goto(`${base}/gebied/${shown}`);
    await page.locator('.profile').first().waitFor();
    await save('profile');
    await page.goto(`${base}/onderwerp/${judged}`);
    await page.locator('.spread').first().waitFor();
    await page.locator('#kop-verdeling').evaluate((element) => element.scrollIntoView());
    await save('indicator');
    await page.goto(`${base}/signalen`);
    await page.locator('.signals').first().waitFor();
    if (size === 'phone') {
      await page.locator('.signals').first().evaluate((element) => element.scrollIntoView());
    }
    await save('signals');
    await page.goto(`${base}/privacypoort`);
    await page.locator('.gate').first().waitFor();
    await page.locator('#tabellen').evaluate((element) => element.scrollIntoView());
    await save('gate');
    await page.close();
  }
}
await browser.close();
