/* map/scheme.ts - the classes of a map for what its colours are to tell.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Row } from '../data/rows.ts';
import { classifyCertainty } from './certainty.ts';
import { classify, classifyVerdicts, type Classes } from './classes.ts';

/** What the colours tell: how much it is, how it differs from the rest, or how much and how certain. */
export const colours = ['waarde', 'oordeel', 'zekerheid'] as const;
export type Colour = (typeof colours)[number];

export interface Scheme {
  classes: Classes;
  /** What they do tell: certainty cannot be shown where no value has an interval. */
  colour: Colour;
}

/** others: rows of a second map of the same indicator, which has the same classes. */
export function schemeOf(colour: Colour, bounds: readonly number[], rows: readonly Row[], others: readonly Row[]): Scheme {
  if (colour === 'oordeel') {
    return { classes: classifyVerdicts(rows), colour };
  }
  const certain = colour === 'zekerheid' ? classifyCertainty(bounds, rows, others) : null;
  return certain === null
    ? { classes: classify(bounds, rows, others), colour: 'waarde' }
    : { classes: certain, colour: 'zekerheid' };
}
