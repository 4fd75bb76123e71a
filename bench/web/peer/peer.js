/* peer.js - one indicator for all areas of a level, as a page would be made with MapLibre GL and Observable Plot: a map with
 * fills, a sorted chart of dots with their intervals, and a table.  The areas and figures are those of wijkscan's own API.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import 'maplibre-gl/dist/maplibre-gl.css';
import './peer.css';

import * as Plot from '@observablehq/plot';
import { Map as GlMap, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { feature } from 'topojson-client';

setWorkerUrl(workerUrl);

const wished = new URLSearchParams(location.search);
const level = wished.get('niveau') ?? 'wijk';
const shades = ['#d9ecf2', '#a5d0dd', '#6aaec4', '#3487a5', '#125e7e'];

const replies = new Map();
function ask(path) {
  if (!replies.has(path)) {
    replies.set(path, fetch(`/api/v1/${path}`).then((reply) => reply.json()));
  }
  return replies.get(path);
}

/** Metres of RD to degrees that look the same: exact enough for a picture, and cheaper than the real projection. */
function degreesOf([x, y]) {
  const north = 52.156 + (y - 463000) / 111_320;
  return [5.387 + (x - 155000) / (111_320 * Math.cos((52.3 * Math.PI) / 180)), north];
}

function inDegrees(geometry) {
  const walk = (part) => (typeof part[0] === 'number' ? degreesOf(part) : part.map(walk));
  return { ...geometry, coordinates: walk(geometry.coordinates) };
}

function sliceOf(indicator) {
  const series = indicator.reeksen.find((one) => one.niveau === level && one.perioden.length > 0);
  const question = new URLSearchParams({
    indicator: indicator.id,
    niveau: level,
    periode: series.perioden.at(-1),
    uitsplitsing: indicator.uitsplitsingen[0].id,
  });
  return ask(`waarden?${question}`).then((slice) => ({ slice, bounds: series.grenzen }));
}

function rowsOf(slice, names) {
  return slice.gebied.map((code, k) => ({
    code,
    name: names.get(code) ?? code,
    value: slice.waarde[k],
    lower: slice.onder[k],
    upper: slice.boven[k],
  }));
}

function shadeOf(value, bounds) {
  return value === null ? '#e4e4e4' : shades[Math.min(bounds.filter((bound) => value >= bound).length, shades.length - 1)];
}

function drawTable(rows) {
  const table = document.createElement('table');
  table.innerHTML = '<thead><tr><th>Gebied</th><th>Waarde</th><th>Van</th><th>Tot</th></tr></thead>';
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const cell of [row.name, row.value ?? '-', row.lower ?? '', row.upper ?? '']) {
      line.insertCell().textContent = String(cell);
    }
  }
  document.querySelector('#table').replaceChildren(table);
}

function drawChart(rows) {
  const told = rows.filter((row) => row.value !== null);
  const chart = Plot.plot({
    width: 600,
    height: 40 + 14 * told.length,
    marginLeft: 190,
    y: { label: null },
    x: { zero: true, label: null },
    marks: [
      Plot.ruleY(told, { y: 'name', x1: 'lower', x2: 'upper', stroke: '#8aa' }),
      Plot.dot(told, { y: 'name', x: 'value', fill: '#125e7e', sort: { y: 'x', reverse: true } }),
    ],
  });
  document.querySelector('#chart').replaceChildren(chart);
}

const [{ indicatoren }, { gebieden }, topology] = await Promise.all([ask('indicatoren'), ask('gebieden'), ask(`kaarten/${level}`)]);
const names = new Map(gebieden.map((area) => [area.code, area.naam]));
const indicators = indicatoren.filter((one) => one.reeksen.some((series) => series.niveau === level && series.perioden.length > 0));
const collection = feature(topology, topology.objects.gebieden);
collection.features = collection.features.map((one) => ({ ...one, properties: { code: one.id }, geometry: inDegrees(one.geometry) }));
const points = collection.features.flatMap((one) => one.geometry.coordinates.flat(one.geometry.type === 'Polygon' ? 1 : 2));
const [across, up] = [points.map((point) => point[0]), points.map((point) => point[1])];
const extent = (numbers) => numbers.reduce(([low, high], n) => [Math.min(low, n), Math.max(high, n)], [Infinity, -Infinity]);
const [[west, east], [south, north]] = [extent(across), extent(up)];

const map = new GlMap({
  container: 'map',
  attributionControl: false,
  fadeDuration: 0,
  bounds: [west, south, east, north],
  style: {
    version: 8,
    sources: { areas: { type: 'geojson', data: collection, promoteId: 'code' } },
    layers: [
      { id: 'fill', type: 'fill', source: 'areas', paint: { 'fill-color': ['coalesce', ['feature-state', 'shade'], '#e4e4e4'] } },
      { id: 'line', type: 'line', source: 'areas', paint: { 'line-color': '#ffffff', 'line-width': 0.7 } },
    ],
  },
});

/** The map is painted, table and chart stand there. */
async function show(indicator) {
  document.body.dataset.painted = '';
  const { slice, bounds } = await sliceOf(indicator);
  const rows = rowsOf(slice, names).sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
  document.querySelector('h1').textContent = indicator.naam;
  for (const row of rows) {
    map.setFeatureState({ source: 'areas', id: row.code }, { shade: shadeOf(row.value, bounds) });
  }
  drawTable(rows);
  drawChart(rows);
  await new Promise((resolve) => map.once('idle', resolve));
  document.body.dataset.painted = indicator.id;
}

const select = document.querySelector('#kies-indicator');
select.replaceChildren(...indicators.map((one) => new Option(one.naam, one.id)));
select.value = wished.get('indicator') ?? indicators[0].id;
select.addEventListener('change', () => show(indicators.find((one) => one.id === select.value)));
map.once('load', () => show(indicators.find((one) => one.id === select.value)));
