/* data/ticks.ts - round numbers on an axis.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */

/** Multiples of 1, 2 or 5 times a power of ten between low and high, `most` or about so many. */
export function roundTicks(low: number, high: number, most: number): number[] {
  const wish = (high - low) / Math.max(1, most);
  if (!(wish > 0)) {
    return [low];
  }
  const power = 10 ** Math.floor(Math.log10(wish));
  const size = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= wish) ?? wish;
  const found: number[] = [];
  for (let k = Math.ceil(low / size); k * size <= high; k += 1) {
    found.push(k * size + 0); // not -0
  }
  return found;
}

/** How many decimals the ticks need to be told apart. */
export function decimalsOf(ticks: number[]): number {
  const step = ticks.length > 1 ? Math.abs(ticks[1]! - ticks[0]!) : 1;
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}
