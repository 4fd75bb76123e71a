/* browser.mjs - what the benches of the pages share: Chromium, a slow line and a slow processor, and how soon a page stands there.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';

const require = createRequire(new URL('../../web/', import.meta.url));
const { chromium } = require('@playwright/test');

/** hasGl: GL in software, so that a map that wants a graphics card can be drawn at all; all of the page is slower for it. */
export function launch(hasGl = false) {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      ...(hasGl ? ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-rasterization'] : ['--disable-gpu']),
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  });
}

/** The line and the processor of issue 5: 10 Mbit/s both ways with 40 ms, and four times as slow. */
export const slow = { bitsPerSecond: 10_000_000, latency: 40, slower: 4 };

/** In the page, from its first moment: paints, long tasks, and when what a reader came for stands there. */
function watch(selector) {
  const seen = { paint: 0, largest: 0, readable: 0, tasks: [] };
  globalThis.benchSeen = seen;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.name === 'first-contentful-paint') {
        seen.paint = entry.startTime;
      }
    }
  }).observe({ type: 'paint', buffered: true });
  new PerformanceObserver((list) => {
    seen.largest = list.getEntries().at(-1).startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      seen.tasks.push([entry.startTime, entry.duration]);
    }
  }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    const found = document.querySelector(selector);
    if (found !== null && found.getClientRects().length > 0) {
      // The frame in which it was found has it laid out; the next task comes after its paint.
      setTimeout(() => (seen.readable = performance.now()), 0);
    } else {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
}

function kindOf(mime) {
  return /javascript/.test(mime) ? 'script' : /css/.test(mime) ? 'style' : /json/.test(mime) ? 'data' : /html/.test(mime) ? 'document' : 'other';
}

async function throttle(session) {
  const bytesPerSecond = slow.bitsPerSecond / 8;
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: slow.latency,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: slow.slower });
}

/** Opens an address once with an empty cache; times in ms since the navigation began, bytes as they came over the line. */
export async function openOnce(browser, address, selector) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, bypassCSP: true });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await throttle(session);
    const kinds = new Map();
    const bytes = { document: 0, script: 0, style: 0, data: 0, other: 0 };
    session.on('Network.responseReceived', ({ requestId, response }) => kinds.set(requestId, kindOf(response.mimeType)));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      bytes[kinds.get(requestId) ?? 'other'] += encodedDataLength;
    });
    await page.addInitScript(`(${watch})(${JSON.stringify(selector)})`);
    await page.goto(address);
    await page.waitForFunction(() => globalThis.benchSeen.readable > 0, null, { timeout: 60_000 });
    await page.waitForLoadState('networkidle');
    // The observers tell of a paint and of a long task a moment later.
    await page.waitForTimeout(300);
    const seen = await page.evaluate(() => globalThis.benchSeen);
    const blocked = seen.tasks.filter(([start]) => start >= seen.paint).reduce((sum, [, lasts]) => sum + lasts - 50, 0);
    return { paint: seen.paint, largest: seen.largest, readable: seen.readable, blocked, bytes };
  } finally {
    await context.close();
  }
}

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

export const timesOf = ['paint', 'largest', 'readable', 'blocked'];

/** "840 (800 to 912)". */
export function spread(numbers) {
  return `${median(numbers).toFixed(0)} (${Math.min(...numbers).toFixed(0)} to ${Math.max(...numbers).toFixed(0)})`;
}

export function tellMachine(browser, rounds) {
  const load = loadavg()[0].toFixed(1);
  console.log(`${cpus().length} cores, ${cpus()[0].model.trim()}; Chromium ${browser.version()}; load ${load}; ${rounds} rounds`);
}
