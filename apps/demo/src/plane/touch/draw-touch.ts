import { left, type Plane, top } from "../picture/plane.js";

type Spot = readonly number[];

interface Shown {
  /** Where the finger is, if it is in this picture. */
  readonly finger: Spot | null;
  /** Where the model has put it, the latest last. */
  readonly path: readonly Spot[];
}

/** The finger as a ring, and the way of what a model makes of it as a line that ends in a dot. */
export function drawTouch(plane: Plane, { finger, path }: Shown): void {
  const { context, colors } = plane;
  const last = path.at(-1);
  context.strokeStyle = colors.ink;
  context.fillStyle = colors.ink;
  context.lineWidth = 1.4;
  if (path.length > 1) {
    context.globalAlpha = 0.55;
    context.beginPath();
    for (const [x, y] of path) context.lineTo(left(plane, x!), top(plane, y!));
    context.stroke();
    context.globalAlpha = 1;
  }
  if (finger && last) {
    context.setLineDash([3, 3]);
    context.beginPath();
    for (const [x, y] of [finger, last]) context.lineTo(left(plane, x!), top(plane, y!));
    context.stroke();
    context.setLineDash([]);
  }
  if (last) {
    context.beginPath();
    context.arc(left(plane, last[0]!), top(plane, last[1]!), 4, 0, 2 * Math.PI);
    context.fill();
  }
  if (!finger) return;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(left(plane, finger[0]!), top(plane, finger[1]!), 7, 0, 2 * Math.PI);
  context.stroke();
}
