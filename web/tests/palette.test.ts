/* tests/palette.test.ts - colours that have to be told apart can be, also by readers who see fewer colours.
 *
 * Colour vision: the matrices of Machado, Oliveira and Fernandes (2009), full severity, IEEE Transactions on Visualization
 * and Computer Graphics 15(6):1291-1298, doi:10.1109/TVCG.2009.113.  Distance: CIE 1976, of colours in CIELAB (D65).
 * SPDX-License-Identifier: EUPL-1.2
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

type Triple = [number, number, number];

function tokensOf(sheet: string): Map<string, string> {
  const css = readFileSync(new URL(`../src/style/${sheet}`, import.meta.url), 'utf8');
  return new Map([...css.matchAll(/(--wks-[\w-]+):\s*(#[0-9a-f]{6})\b/g)].map((match) => [match[1]!, match[2]!]));
}

const light = tokensOf('tokens.css');
const dark = tokensOf('dark.css');
const palettes = { light, dark: new Map([...light, ...dark]) };

/** The colours of one palette by the name of the token. */
function coloursOf(tokens: Map<string, string>): (name: string) => Triple {
  return (name) => {
    const hex = tokens.get(`--wks-${name}`);
    assert.ok(hex !== undefined, `there is no colour --wks-${name}`);
    return [1, 3, 5].map((at) => linear(parseInt(hex.slice(at, at + 2), 16) / 255)) as Triple;
  };
}

/** sRGB to linear light. */
function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function times(matrix: readonly Triple[], [r, g, b]: Triple): Triple {
  return matrix.map(([x, y, z]) => Math.min(Math.max(x * r + y * g + z * b, 0), 1)) as Triple;
}

const vision: Record<string, Triple[]> = {
  all: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

function lab(light: Triple): Triple {
  const xyz = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.072175],
    [0.0193339, 0.119192, 0.9503041],
  ].map(([x, y, z], k) => (x! * light[0] + y! * light[1] + z! * light[2]) / [0.95047, 1, 1.08883][k]!);
  const [x, y, z] = xyz.map((t) => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27) * (t / 116) + 16 / 116)) as Triple;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function distance(a: Triple, b: Triple): number {
  const [p, q] = [lab(a), lab(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

function luminance([r, g, b]: Triple): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2, contrast ratio. */
function contrast(a: Triple, b: Triple): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const classes = [1, 2, 3, 4, 5].map((k) => `map-class-${k}-color`);

test('no style sheet but the tokens, and those for paper, holds a colour of its own', () => {
  const folder = new URL('../src/style/', import.meta.url);
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.css') && !['tokens.css', 'dark.css'].includes(file) && !file.startsWith('print'))) {
    const own = readFileSync(new URL(name, folder), 'utf8').replace(/url\([^)]*\)/g, '').match(/#[0-9a-f]{3,8}\b(?=[;\s)])/g);
    assert.deepEqual(own, null, name);
  }
});

test('the dark palette names every colour of the light one', () => {
  assert.deepEqual([...dark.keys()].sort(), [...light.keys()].filter((name) => dark.has(name)).sort());
  assert.deepEqual([...light.keys()].filter((name) => !dark.has(name)), []);
});

for (const [palette, tokens] of Object.entries(palettes)) {
  const colour = coloursOf(tokens);
  /** On a light ground the darker class is more, on a dark one the lighter. */
  const more = palette === 'light' ? 1 : -1;

  test(`${palette}: each class of the map stands out more than the one before, in steps that can be seen`, () => {
    for (const [kind, matrix] of Object.entries(vision)) {
      const steps = classes.map((name) => times(matrix, colour(name)));
      for (let k = 1; k < steps.length; k += 1) {
        assert.ok((lab(steps[k - 1]!)[0] - lab(steps[k]!)[0]) * more > 8, `${kind}: class ${k + 1} is hardly more than class ${k}`);
        assert.ok(distance(steps[k]!, steps[k - 1]!) > 12, `${kind}: classes ${k} and ${k + 1}`);
      }
    }
  });

  test(`${palette}: a value that is less certain has a colour that no class has, for every reader`, () => {
    const names = [...classes, 'map-group-low-color', 'map-group-middle-color', 'map-group-high-color', 'map-unsure-color'];
    for (const [kind, matrix] of Object.entries(vision)) {
      for (const [k, a] of names.entries()) {
        for (const b of names.slice(k + 1)) {
          const apart = distance(times(matrix, colour(a)), times(matrix, colour(b)));
          assert.ok(apart > 10, `${kind}: ${a} and ${b} are ${apart.toFixed(1)} apart`);
        }
      }
      const sand = names.slice(classes.length, -1).map((name) => more * lab(times(matrix, colour(name)))[0]);
      assert.ok(sand[0]! > sand[1]! + 8 && sand[1]! > sand[2]! + 8, `${kind}: higher stands out more here too`);
    }
  });

  test(`${palette}: the nine colours of two variables can be told apart, and both high stands out most, for every reader`, () => {
    const parts = ['low', 'middle', 'high'];
    const names = parts.flatMap((second) => parts.map((first) => `map-duo-${first}-${second}-color`));
    for (const [kind, matrix] of Object.entries(vision)) {
      const seen = names.map((name) => times(matrix, colour(name)));
      for (const [k, a] of seen.entries()) {
        for (const [n, b] of seen.entries()) {
          assert.ok(n <= k || distance(a, b) > 20, `${kind}: ${names[k]} and ${names[n]} are ${distance(a, b).toFixed(1)} apart`);
        }
      }
      const light = seen.map((one) => more * lab(one)[0]);
      assert.equal(Math.min(...light), light[8], kind);
      assert.equal(Math.max(...light), light[0], kind);
    }
  });

  test(`${palette}: higher, lower and no difference are three colours for every reader`, () => {
    const names = ['verdict-higher-color', 'verdict-lower-color', 'verdict-alike-color'];
    for (const [kind, matrix] of Object.entries(vision)) {
      for (const [k, a] of names.entries()) {
        for (const b of names.slice(k + 1)) {
          const apart = distance(times(matrix, colour(a)), times(matrix, colour(b)));
          assert.ok(apart > 20, `${kind}: ${a} and ${b} are ${apart.toFixed(1)} apart`);
        }
      }
    }
  });

  test(`${palette}: words can be read on every ground that they stand on`, () => {
    const grounds = ['basis-color-default-bg-document', 'basis-color-default-bg-subtle', 'basis-color-default-bg-hover', 'basis-color-accent-bg-subtle'];
    const words = ['basis-color-default-text-document', 'basis-color-default-text-subtle', 'basis-color-accent-text-link'];
    for (const ground of grounds) {
      for (const word of words) {
        assert.ok(contrast(colour(word), colour(ground)) >= 4.5, `${word} on ${ground}`);
      }
    }
    assert.ok(contrast(colour('basis-color-accent-text-inverse'), colour('basis-color-accent-bg-default')) >= 4.5);
    assert.ok(contrast(colour('basis-color-warning-text-default'), colour('basis-color-warning-bg-subtle')) >= 4.5);
  });

  test(`${palette}: signs and edges of controls stand out from their ground`, () => {
    const ground = colour('basis-color-default-bg-document');
    for (const name of ['verdict-higher-color', 'verdict-lower-sign-color', 'basis-color-default-border-default', 'map-hatch-color', 'basis-focus-outline-color', 'course-1-color', 'course-2-color', 'course-3-color', 'course-4-color', 'course-5-color', 'course-6-color']) {
      assert.ok(contrast(colour(name), ground) >= 3, name);
    }
  });
}
