import type { Colors } from "../../parts/colors.js";

/** A square of the plane on a canvas: from `center - range` to `center + range`, with y upward. */
export interface Plane {
  readonly context: CanvasRenderingContext2D;
  /** Of the canvas, in CSS pixels. */
  readonly size: number;
  readonly range: number;
  readonly colors: Colors;
}

type Square = Pick<Plane, "size" | "range">;

/** Where a coordinate is on the canvas, from the left. */
export const left = ({ size, range }: Square, x: number): number => ((x + range) / (2 * range)) * size;

/** Where a coordinate is on the canvas, from the top. */
export const top = ({ size, range }: Square, y: number): number => ((range - y) / (2 * range)) * size;
