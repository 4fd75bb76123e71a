/* text/en/number.ts - numbers as English readers write them: decimal point, a comma from 1,000 on.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type * as dutch from '../nl/number.ts';

const formats = new Map<string, Intl.NumberFormat>();

function format(least: number, most: number): Intl.NumberFormat {
  const key = `${least}/${most}`;
  let found = formats.get(key);
  if (found === undefined) {
    found = new Intl.NumberFormat('en-GB', { minimumFractionDigits: least, maximumFractionDigits: most });
    formats.set(key, found);
  }
  return found;
}

/** A real minus sign, so that negative numbers align and are read aloud as such. */
function typeset(text: string): string {
  return text.replace('-', '\u2212');
}

export const formatNumber: typeof dutch.formatNumber = (value, decimals) =>
  typeset(format(decimals, decimals).format(value));

/** A class bound keeps the decimals it needs, so that the legend never says another bound than it uses. */
export const formatBound: typeof dutch.formatBound = (bound, decimals) =>
  typeset(format(decimals, decimals + 3).format(bound));

/** An expected number, as precise as it is useful: "0.2", "12"; what is nearly nothing is not written as nothing. */
export const formatShort: typeof dutch.formatShort = (value) =>
  value > 0 && value < 0.05 ? 'less than 0.1' : typeset(format(0, value < 10 ? 1 : 0).format(value));

/** Part of one as a percentage; never 0% or 100% for what is only nearly so. */
export const formatChance: typeof dutch.formatChance = (chance) => {
  if (chance > 0.99) {
    return 'more than 99%';
  }
  return chance < 0.01 ? 'less than 1%' : `${format(0, 0).format(100 * chance)}%`;
};

export const formatCount: typeof dutch.formatCount = (count) => format(0, 0).format(count);

/** "2026-11-21" as "21 November 2026"; a date of another form is left as it is. */
export const formatDate: typeof dutch.formatDate = (date) => {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (parts === null) {
    return date;
  }
  const day = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])));
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(day);
};
