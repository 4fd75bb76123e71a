/* axe.ts - the page at hand holds nothing that axe objects to.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export async function expectAccessible(page: Page): Promise<void> {
  const { violations, passes } = await new AxeBuilder({ page }).analyze();
  expect(passes.length, 'rules that axe could check').toBeGreaterThan(20);
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([]);
}

/** Once wide in Dutch, once on a phone in English: longer words where they have the least room. */
export const looks = [
  { look: 'wide, Dutch', viewport: { width: 1440, height: 900 }, language: 'nl' },
  { look: 'phone, English', viewport: { width: 360, height: 740 }, language: 'en' },
] as const;
