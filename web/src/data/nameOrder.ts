/* data/nameOrder.ts - every area has a place in the order of gemeente, name and code: worked out once for a release, because
 * comparing the names of 14,000 buurten takes longer than painting them.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { gemeenteOf, type House } from './house.ts';
import type { Area } from './types.ts';

export interface Places {
  areas: Map<string, number>;
  gemeenten: Map<string, number>;
}

const collator = new Intl.Collator('nl', { numeric: true });
const known = new WeakMap<House, Places>();

function byName(a: Area, b: Area): number {
  return collator.compare(a.naam, b.naam) || (a.code < b.code ? -1 : 1);
}

export function placeOf(house: House): Places {
  let places = known.get(house);
  if (places === undefined) {
    places = place(house);
    known.set(house, places);
  }
  return places;
}

function place(house: House): Places {
  const members = new Map<string, Area[]>();
  for (const area of house.areas) {
    const gemeente = gemeenteOf(house, area.code)?.code ?? '';
    const found = members.get(gemeente);
    if (found === undefined) {
      members.set(gemeente, [area]);
    } else {
      found.push(area);
    }
  }
  const gemeenten = house.areas.filter((area) => area.niveau === 'gemeente').sort(byName);
  // What lies in no gemeente stands before the first.
  const order = ['', ...gemeenten.map((area) => area.code)];
  const areas = order.flatMap((code) => (members.get(code) ?? []).sort(byName));
  return {
    areas: new Map(areas.map((area, k) => [area.code, k])),
    gemeenten: new Map(order.map((code, k) => [code, k])),
  };
}
