/* playwright.config.ts - Debian's own Chromium, two pages at a time, no downloads and no retries.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: process.env['WKS_BROWSER_OUT'] ?? '/tmp/wks-browser-results',
  reporter: [['./tap-reporter.ts']],
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  timeout: 30_000,
  expect: { timeout: 7_000 },
  use: {
    locale: 'nl-NL',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
