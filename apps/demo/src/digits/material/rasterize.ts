import type { Strokes } from "../../session/strokes.js";

export interface RasterizeOptions {
  /** Half the width of the pen, where the picture goes from -1 to 1. */
  readonly pen: number;
  /** Whether to move and scale the drawing until it fills the picture, as the digits do. */
  readonly fit: boolean;
}

/** The pen that gives as much ink as the digits have. */
export const PEN = 0.15;

/** A dot is not blown up to fill the picture. */
const MOST_ENLARGED = 4;
/** The digits were scanned as 32 × 32 black or white dots, and so are drawings: a pixel is the share of its dots that are black. */
const DOTS = 32;

/** A drawing as grey levels `[size × size]` in [0, 1], row by row from the top. */
export function rasterize(strokes: Strokes, size: number, { pen, fit }: RasterizeOptions): Float32Array {
  const lines = (fit ? fitted(strokes, pen) : strokes).flatMap(segmentsOf);
  const perPixel = Math.max(1, Math.round(DOTS / size));
  const dots = perPixel * size;
  const levels = new Float32Array(size * size);
  const place = (index: number) => (2 * (index + 0.5)) / dots - 1;
  for (let row = 0; row < dots; row++) {
    for (let column = 0; column < dots; column++) {
      const [x, y] = [place(column), -place(row)];
      if (!lines.some((line) => distanceTo(line, x, y) <= pen)) continue;
      levels[Math.floor(row / perPixel) * size + Math.floor(column / perPixel)]! += 1 / perPixel ** 2;
    }
  }
  return levels;
}

type Point = readonly [number, number];
type Segment = readonly [from: Point, to: Point];

/** Moved to the middle, and scaled until the longer side fills the picture but for the pen. */
export function fitted(strokes: Strokes, pen: number): Strokes {
  const points = strokes.flat();
  const [left, right] = extent(points.map(([x]) => x));
  const [below, above] = extent(points.map(([, y]) => y));
  const scale = Math.min(MOST_ENLARGED, (2 * (1 - pen)) / Math.max(right - left, above - below, 1e-6));
  const [middleX, middleY] = [(left + right) / 2, (below + above) / 2];
  return strokes.map((stroke) => stroke.map(([x, y]) => [(x - middleX) * scale, (y - middleY) * scale]));
}

const extent = (values: readonly number[]): Point => [Math.min(...values), Math.max(...values)];

function segmentsOf(stroke: readonly Point[]): readonly Segment[] {
  if (stroke.length === 1) return [[stroke[0]!, stroke[0]!]];
  return stroke.slice(1).map((to, index) => [stroke[index]!, to]);
}

function distanceTo([[fromX, fromY], [toX, toY]]: Segment, x: number, y: number): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const length = alongX ** 2 + alongY ** 2;
  const share = length === 0 ? 0 : ((x - fromX) * alongX + (y - fromY) * alongY) / length;
  const nearest = Math.min(1, Math.max(0, share));
  return Math.hypot(x - fromX - nearest * alongX, y - fromY - nearest * alongY);
}
