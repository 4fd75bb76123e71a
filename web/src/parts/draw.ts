/* parts/draw.ts - from what stands on the page to a file: styles go into the drawing, and a drawing becomes pixels.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Chart } from '../data/picture.ts';

/** What a drawing needs of the style sheets, with the values that say nothing. */
const styles: Record<string, string> = {
  fill: 'rgb(0, 0, 0)',
  'fill-opacity': '1',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-linejoin': 'miter',
  'stroke-linecap': 'butt',
  'vector-effect': 'none',
  'paint-order': 'normal',
  opacity: '1',
  'font-size': '',
  'font-weight': '400',
  'text-anchor': 'start',
  'dominant-baseline': 'auto',
};

function inlined(source: Element): Element {
  const copy = source.cloneNode(true) as Element;
  const from = [source, ...source.querySelectorAll('*')];
  const to = [copy, ...copy.querySelectorAll('*')];
  from.forEach((element, k) => {
    const computed = getComputedStyle(element);
    const isText = element.tagName === 'text' || element.tagName === 'tspan';
    const target = to[k]!;
    for (const name of target.getAttributeNames().filter((name) => /^(class|style|data-.*|aria-.*)$/.test(name))) {
      target.removeAttribute(name);
    }
    // As attributes, which every program that reads SVG knows, and no rule for style sheets stops.
    for (const [name, plain] of Object.entries(styles)) {
      const value = computed.getPropertyValue(name);
      const isOfText = name.startsWith('font') || name === 'text-anchor' || name === 'dominant-baseline';
      if (value === plain || (isOfText && !isText)) {
        target.removeAttribute(name);
      } else {
        target.setAttribute(name, value.replaceAll('"', ''));
      }
    }
  });
  return copy;
}

/** The hatches that a drawing names. */
function defsOf(markup: string): string {
  const names = new Set([...markup.matchAll(/url\(['"]?(?:&quot;)?#([\w-]+)/g)].map((match) => match[1]!));
  const found = [...names].flatMap((name) => {
    const pattern = document.getElementById(name);
    return pattern === null ? [] : [new XMLSerializer().serializeToString(inlined(pattern))];
  });
  return found.length === 0 ? '' : `<defs>${found.join('')}</defs>`;
}

function markupOf(svg: SVGSVGElement): string {
  const copy = inlined(svg);
  const markup = [...copy.childNodes].map((node) => new XMLSerializer().serializeToString(node)).join('');
  return defsOf(markup) + markup;
}

/** Paper is light, whatever the screen is: a picture is for paper and slides. */
export function inLight<T>(work: () => T): T {
  const root = document.documentElement;
  const was = root.hasAttribute('data-light');
  root.toggleAttribute('data-light', true);
  try {
    return work();
  } finally {
    root.toggleAttribute('data-light', was);
  }
}

export function chartOf(svg: SVGSVGElement, heading: string): Chart {
  const { width, height } = svg.getBoundingClientRect();
  const viewBox = svg.getAttribute('viewBox') ?? `0 0 ${width} ${height}`;
  return { heading, markup: markupOf(svg), viewBox, width: Math.round(width), height: Math.round(height) };
}

export function measured(): (text: string, size: number, isBold: boolean) => number {
  const context = document.createElement('canvas').getContext('2d');
  return (text, size, isBold) => {
    if (context === null) {
      return text.length * size * 0.55;
    }
    context.font = `${isBold ? '600 ' : ''}${size}px system-ui, sans-serif`;
    return context.measureText(text).width;
  };
}

export function save(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has begun by then; who keeps it keeps the whole picture in memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Twice the pixels, so that it is sharp in print. */
export async function pixelsOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = 2 * image.naturalWidth;
  canvas.height = 2 * image.naturalHeight;
  const context = canvas.getContext('2d');
  if (context === null) {
    throw new Error('no canvas');
  }
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png');
  });
}
