/* data/picture.ts - a chart as a picture of its own: with title, legend, source, date, and what its empty places mean, so
 * that it can go into somebody's slides without losing them.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */

/** A drawing with its styles inside. */
export interface Chart {
  /** Above the drawing, when there are more. */
  heading: string;
  /** The children of an <svg>, and the defs that they use. */
  markup: string;
  viewBox: string;
  width: number;
  height: number;
}

export interface LegendLine {
  /** null for a line of words alone. */
  swatch: Pick<Chart, 'markup' | 'viewBox'> | null;
  words: string;
}

export interface Picture {
  title: string;
  subtitle: string;
  charts: Chart[];
  legend: LegendLine[];
  /** Source, date, what is hidden: a paragraph each. */
  notes: string[];
  language: string;
  /** Pixels that a text takes at this size. */
  measure: (text: string, size: number, isBold: boolean) => number;
}

const side = 24;
const gap = 24;
const ink = '#14232e';
const quiet = '#4c5c68';

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

/** Lines no wider than width; a word that is wider stands alone. */
export function wrapped(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}

class Sheet {
  readonly parts: string[] = [];
  y = side;
  readonly width: number;
  private readonly picture: Picture;

  constructor(picture: Picture, width: number) {
    this.picture = picture;
    this.width = width;
  }

  text(words: string, size: number, isBold: boolean, colour: string): void {
    const lines = wrapped(words, this.width - 2 * side, (part) => this.picture.measure(part, size, isBold));
    for (const line of lines) {
      this.y += size * 1.3;
      const weight = isBold ? ' font-weight="600"' : '';
      this.parts.push(
        `<text x="${side}" y="${this.y.toFixed(1)}" font-size="${size}" fill="${colour}"${weight}>${escaped(line)}</text>`,
      );
    }
  }

  /** In one column, or in two from left to right. */
  charts(charts: Chart[], columns: number): void {
    for (let k = 0; k < charts.length; k += columns) {
      const row = charts.slice(k, k + columns);
      const heading = charts.length > 1 ? 22 : 0;
      row.forEach((chart, column) => {
        const x = side + column * ((this.width - 2 * side - gap) / columns + gap / columns);
        if (heading > 0) {
          this.parts.push(
            `<text x="${x.toFixed(1)}" y="${(this.y + 15).toFixed(1)}" font-size="14" font-weight="600" fill="${ink}">${escaped(chart.heading)}</text>`,
          );
        }
        this.parts.push(
          `<svg x="${x.toFixed(1)}" y="${(this.y + heading).toFixed(1)}" width="${chart.width}" height="${chart.height}" viewBox="${escaped(chart.viewBox)}">${chart.markup}</svg>`,
        );
      });
      this.y += heading + Math.max(...row.map((chart) => chart.height)) + gap / 2;
    }
  }

  legend(lines: LegendLine[]): void {
    for (const { swatch, words } of lines) {
      if (swatch !== null) {
        this.parts.push(
          `<svg x="${side}" y="${this.y.toFixed(1)}" width="16" height="16" viewBox="${escaped(swatch.viewBox)}">${swatch.markup}</svg>`,
        );
      }
      this.parts.push(
        `<text x="${swatch === null ? side : side + 26}" y="${(this.y + 13).toFixed(1)}" font-size="14" fill="${ink}">${escaped(words)}</text>`,
      );
      this.y += 22;
    }
  }
}

/** The whole as the text of an SVG file. */
export function pictureOf(picture: Picture): string {
  const { charts } = picture;
  const columns = charts.length > 1 ? 2 : 1;
  const widest = Math.max(...charts.map((chart) => chart.width));
  const sheet = new Sheet(picture, Math.max(560, columns * widest + (columns - 1) * gap + 2 * side));
  sheet.text(picture.title, 22, true, ink);
  sheet.text(picture.subtitle, 15, false, quiet);
  sheet.y += gap / 2;
  sheet.charts(charts, columns);
  sheet.legend(picture.legend);
  sheet.y += gap / 4;
  for (const note of picture.notes) {
    sheet.text(note, 12, false, quiet);
  }
  const height = Math.ceil(sheet.y + side);
  const width = Math.ceil(sheet.width);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" ` +
    `aria-labelledby="titel" lang="${picture.language}" font-family="system-ui, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif">` +
    `<title id="titel">${escaped(`${picture.title}, ${picture.subtitle}`)}</title>` +
    `<rect width="${width}" height="${height}" fill="#ffffff"/>${sheet.parts.join('')}</svg>\n`
  );
}
