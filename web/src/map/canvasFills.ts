/* map/canvasFills.ts - the fills of a map on a canvas: the colours of the style sheet, and the hatches of FillPatterns.svelte.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { isPlain } from './paint.ts';
import type { FillKey } from './classes.ts';

type Draw = (context: CanvasRenderingContext2D, token: (name: string) => string) => void;

interface Tile {
  size: number;
  ground: string;
  draw: Draw;
}

function lines(name: string, ...steps: [number, number, number, number][]): Draw {
  return (context, token) => {
    context.strokeStyle = token(name);
    context.beginPath();
    for (const [x0, y0, x1, y1] of steps) {
      context.moveTo(x0, y0);
      context.lineTo(x1, y1);
    }
    context.stroke();
  };
}

function shape(name: string, middle: number, points: [number, number][]): Draw {
  return (context, token) => {
    context.fillStyle = token(name);
    context.beginPath();
    points.forEach(([x, y]) => context.lineTo(middle + x, middle + y));
    context.fill();
  };
}

function dot(name: string, middle: number, radius: number): Draw {
  return (context, token) => {
    context.fillStyle = token(name);
    context.beginPath();
    context.arc(middle, middle, radius, 0, 2 * Math.PI);
    context.fill();
  };
}

const hatch = 'map-hatch-color';
const ground = 'map-hatch-background-color';
const white = 'basis-color-default-bg-document';

const tiles: Partial<Record<FillKey, Tile>> = {
  hidden: { size: 6, ground, draw: lines(hatch, [-1, 7, 7, -1], [-1, 1, 1, -1], [5, 7, 7, 5]) },
  too_few: { size: 6, ground, draw: dot(hatch, 3, 1.3) },
  not_delivered: { size: 11, ground, draw: lines(hatch, [2.5, 5.5, 8.5, 5.5]) },
  not_applicable: { size: 6, ground, draw: lines(hatch, [0, 3, 6, 3]) },
  not_released: { size: 6, ground, draw: lines(hatch, [3, 0, 3, 6]) },
  boundary: { size: 8, ground, draw: lines(hatch, [0, 0, 8, 8], [0, 8, 8, 0]) },
  no_margin: { size: 13, ground: white, draw: lines(hatch, [3.5, 3.5, 9.5, 9.5], [3.5, 9.5, 9.5, 3.5]) },
  'verdict-hoger': { size: 13, ground: 'verdict-higher-color', draw: shape(white, 6.5, [[0, -3.2], [3.6, 3], [-3.6, 3]]) },
  'verdict-lager': { size: 13, ground: 'verdict-lower-color', draw: shape('verdict-lower-sign-color', 6.5, [[0, 3.2], [3.6, -3], [-3.6, -3]]) },
  'verdict-geen_verschil': { size: 8, ground: 'verdict-alike-color', draw: () => undefined },
  'verdict-geen': { size: 13, ground: white, draw: dot(hatch, 6.5, 3) },
};

const ends = ['low', 'middle', 'high'] as const;
const allFills: FillKey[] = [
  ...([1, 2, 3, 4, 5] as const).map((k): FillKey => `class-${k}`),
  ...ends.flatMap((first): FillKey[] => [`group-${first}`, ...ends.map((second): FillKey => `duo-${first}-${second}`)]),
  'unsure',
  ...(Object.keys(tiles) as FillKey[]),
];

export type FillStyle = string | CanvasPattern;

export interface FillStyles {
  styleOf: (fill: FillKey) => FillStyle;
  /** Of areas that were not chosen, and of lines between areas. */
  outside: string;
  line: string;
}

/** element: whose style holds the tokens; ratio: device pixels in one of the page.  To be asked again when the colours of
 * the page change, and not for each painting: reading a style makes the browser lay out the whole page first. */
export function fillStyles(element: Element, ratio: number): FillStyles {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(`--wks-${name}`).trim();
  const made = new Map<FillKey, FillStyle>();
  for (const fill of allFills) {
    const one = tiles[fill];
    made.set(fill, one === undefined || isPlain(fill) ? token(`map-${fill}-color`) : patternOf(one, ratio, token));
  }
  return {
    styleOf: (fill) => made.get(fill) ?? '',
    outside: token('map-outside-color'),
    line: token('map-border-color'),
  };
}

function patternOf({ size, ground: groundToken, draw }: Tile, ratio: number, token: (name: string) => string): FillStyle {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.round(size * ratio);
  const context = canvas.getContext('2d');
  if (context === null) {
    return token(groundToken);
  }
  context.scale(canvas.width / size, canvas.height / size);
  context.fillStyle = token(groundToken);
  context.fillRect(0, 0, size, size);
  context.lineWidth = 1.25;
  draw(context, token);
  return context.createPattern(canvas, 'repeat') ?? token(groundToken);
}
