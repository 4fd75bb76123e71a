/* text/nl/number.ts - numbers as Dutch readers write them: decimal comma, a dot from 10.000 on.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
const formats = new Map<string, Intl.NumberFormat>();

function format(least: number, most: number): Intl.NumberFormat {
  const key = `${least}/${most}`;
  let found = formats.get(key);
  if (found === undefined) {
    found = new Intl.NumberFormat('nl-NL', {
      minimumFractionDigits: least,
      maximumFractionDigits: most,
      useGrouping: 'min2',
    });
    formats.set(key, found);
  }
  return found;
}

/** A real minus sign, so that negative numbers align and are read aloud as such. */
function typeset(text: string): string {
  return text.replace('-', '\u2212');
}

export function formatNumber(value: number, decimals: number): string {
  return typeset(format(decimals, decimals).format(value));
}

/** A class bound keeps the decimals it needs, so that the legend never says another bound than it uses. */
export function formatBound(bound: number, decimals: number): string {
  return typeset(format(decimals, decimals + 3).format(bound));
}

/** An expected number, as precise as it is useful: "0,2", "12"; what is nearly nothing is not written as nothing. */
export function formatShort(value: number): string {
  if (value > 0 && value < 0.05) {
    return 'minder dan 0,1';
  }
  return typeset(format(0, value < 10 ? 1 : 0).format(value));
}

/** Part of one as a percentage; never 0% or 100% for what is only nearly so. */
export function formatChance(chance: number): string {
  if (chance > 0.99) {
    return 'meer dan 99%';
  }
  return chance < 0.01 ? 'minder dan 1%' : `${format(0, 0).format(100 * chance)}%`;
}

export function formatCount(count: number): string {
  return format(0, 0).format(count);
}

/** "2026-11-21" as "21 november 2026"; a date of another form is left as it is. */
export function formatDate(date: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (parts === null) {
    return date;
  }
  const day = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])));
  return new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeZone: 'UTC' }).format(day);
}
