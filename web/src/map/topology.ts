/* map/topology.ts - a TopoJSON map in RD metres goes in, SVG paths for a fixed drawing width come out.
 *
 * RD is planar with y up, the screen has y down; so the only projection is a scale and a flip.
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { Topology, TopologyGeometry } from '../data/types.ts';

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export type Point = [number, number];

export interface Shape {
  code: string;
  /** Closed lines, the first point again at the end; in drawing units. */
  rings: Point[][];
  /** Middle of the largest part, in drawing units. */
  x: number;
  y: number;
  box: Box;
  /** In square drawing units. */
  area: number;
  neighbours: string[];
}

export interface Drawing {
  width: number;
  height: number;
  shapes: Shape[];
  /** The borders of the gemeenten as one path; empty when the map holds none. */
  borders: string;
  edition: number;
  /** Tiles of one size instead of borders. */
  isTiles: boolean;
}

export const drawingWidth = 1000;

function arcsInMetres(topology: Topology): Point[][] {
  const transform = topology.transform;
  if (transform === undefined) {
    return topology.arcs;
  }
  const [scaleX, scaleY] = transform.scale;
  const [left, bottom] = transform.translate;
  return topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]): Point => {
      x += dx;
      y += dy;
      return [x * scaleX + left, y * scaleY + bottom];
    });
  });
}

/** One line from a chain of arcs; a negative index is an arc walked backwards. */
function chain(arcs: Point[][], indices: readonly number[]): Point[] {
  const line: Point[] = [];
  for (const index of indices) {
    const arc = index < 0 ? [...(arcs[~index] ?? [])].reverse() : (arcs[index] ?? []);
    // Consecutive arcs share their joint.
    line.push(...(line.length > 0 ? arc.slice(1) : arc));
  }
  return line;
}

function ringsOf(geometry: TopologyGeometry): number[][] {
  switch (geometry.type) {
    case 'Polygon':
      return geometry.arcs as number[][];
    case 'MultiPolygon':
      return (geometry.arcs as number[][][]).flat();
    default:
      return [];
  }
}

function linesOf(geometry: TopologyGeometry): number[][] {
  switch (geometry.type) {
    case 'LineString':
      return [geometry.arcs as number[]];
    case 'MultiLineString':
      return geometry.arcs as number[][];
    case 'GeometryCollection':
      return ((geometry as { geometries?: TopologyGeometry[] }).geometries ?? []).flatMap(linesOf);
    default:
      return ringsOf(geometry);
  }
}

const paths = new WeakMap<Shape, string>();

/** The outline as an SVG path; made when it is first asked for, because a canvas needs none. */
export function outlineOf(shape: Shape): string {
  let path = paths.get(shape);
  if (path === undefined) {
    path = shape.rings.map((ring) => pathOf(ring, true)).join('');
    paths.set(shape, path);
  }
  return path;
}

function pathOf(line: readonly Point[], isClosed: boolean): string {
  const steps = line.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`);
  return `M${(isClosed ? steps.slice(0, -1) : steps).join('L')}${isClosed ? 'Z' : ''}`;
}

function centroidOf(ring: readonly Point[]): { x: number; y: number; area: number; signed: number } {
  let area = 0;
  let x = 0;
  let y = 0;
  for (let k = 0; k + 1 < ring.length; k += 1) {
    const [x0, y0] = ring[k]!;
    const [x1, y1] = ring[k + 1]!;
    const cross = x0 * y1 - x1 * y0;
    area += cross;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  if (area === 0) {
    const [x0, y0] = ring[0] ?? [0, 0];
    return { x: x0, y: y0, area: 0, signed: 0 };
  }
  return { x: x / (3 * area), y: y / (3 * area), area: Math.abs(area) / 2, signed: area / 2 };
}

export function boxOf(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}

function boxOfPoints(points: readonly Point[]): Box {
  const box: Box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x, y] of points) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

export function draw(topology: Topology): Drawing {
  const metres = arcsInMetres(topology);
  const extent = boxOfPoints(metres.flat());
  const scale = drawingWidth / (extent.right - extent.left);
  // In RD the smallest y is the south: "bottom" of the extent is its largest y, the north.
  const arcs = metres.map((arc) =>
    arc.map(([x, y]): Point => [(x - extent.left) * scale, (extent.bottom - y) * scale]),
  );
  const shapes = topology.objects.gebieden.geometries.flatMap((geometry): Shape[] => {
    const rings = ringsOf(geometry).map((indices) => chain(arcs, indices));
    if (geometry.id === undefined || rings.length === 0) {
      return [];
    }
    const middles = rings.map(centroidOf);
    const middle = middles.reduce((best, next) => (next.area > best.area ? next : best));
    return [
      {
        code: geometry.id,
        rings,
        x: middle.x,
        y: middle.y,
        box: boxOfPoints(rings.flat()),
        area: Math.abs(middles.reduce((sum, ring) => sum + ring.signed, 0)),
        neighbours: geometry.properties?.buren ?? [],
      },
    ];
  });
  const gemeenten = topology.objects.gemeenten;
  return {
    width: drawingWidth,
    height: Math.ceil((extent.bottom - extent.top) * scale),
    shapes,
    borders:
      gemeenten === undefined
        ? ''
        : linesOf(gemeenten as TopologyGeometry)
            .map((indices) => pathOf(chain(arcs, indices), false))
            .join(''),
    edition: topology.editie,
    isTiles: false,
  };
}
