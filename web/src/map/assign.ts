/* map/assign.ts - who gets which place, so that together they are least far from where they want to be.
 *
 * The shortest augmenting path method for rectangular assignment: Jonker and Volgenant (1987), Computing 38:325-340,
 * doi:10.1007/BF02278710.
 * SPDX-License-Identifier: EUPL-1.2
 */

/** Place of each of n, out of m >= n; cost(i, j) is finite.  The sum of costs is the least possible. */
export function assign(n: number, m: number, cost: (i: number, j: number) => number): number[] {
  if (m < n) {
    throw new RangeError(`${n} cannot have a place each out of ${m}`);
  }
  const ownerOf = new Int32Array(m).fill(-1);
  const rowPrice = new Float64Array(n);
  const placePrice = new Float64Array(m);
  for (let i = 0; i < n; i += 1) {
    extend(i, { ownerOf, rowPrice, placePrice }, m, cost);
  }
  const places = new Array<number>(n).fill(-1);
  ownerOf.forEach((owner, j) => {
    if (owner >= 0) {
      places[owner] = j;
    }
  });
  return places;
}

interface Prices {
  ownerOf: Int32Array;
  rowPrice: Float64Array;
  placePrice: Float64Array;
}

/** Find i a place, by moving others where that is cheaper: the shortest path to a free place (Dijkstra). */
function extend(start: number, prices: Prices, m: number, cost: (i: number, j: number) => number): void {
  const { ownerOf, rowPrice, placePrice } = prices;
  const far = new Float64Array(m).fill(Infinity);
  const from = new Int32Array(m).fill(-1);
  const isDone = new Uint8Array(m);
  let i = start;
  let at = -1;
  let reached = 0;
  for (;;) {
    let next = -1;
    for (let j = 0; j < m; j += 1) {
      if (isDone[j] === 1) {
        continue;
      }
      const length = reached + cost(i, j) - rowPrice[i]! - placePrice[j]!;
      if (length < far[j]!) {
        far[j] = length;
        from[j] = at;
      }
      if (next < 0 || far[j]! < far[next]!) {
        next = j;
      }
    }
    reached = far[next]!;
    isDone[next] = 1;
    at = next;
    if (ownerOf[next]! < 0) {
      break;
    }
    i = ownerOf[next]!;
  }
  rowPrice[start]! += reached;
  for (let j = 0; j < m; j += 1) {
    if (isDone[j] === 1 && ownerOf[j]! >= 0) {
      rowPrice[ownerOf[j]!]! += reached - far[j]!;
      placePrice[j]! -= reached - far[j]!;
    }
  }
  while (at >= 0) {
    const before = from[at]!;
    ownerOf[at] = before < 0 ? start : ownerOf[before]!;
    at = before;
  }
}
