import { left, type Plane, top } from "./plane.js";

interface PointsStyle {
  readonly color: string;
  /** In pixels. */
  readonly radius: number;
  readonly alpha: number;
}

/** Rows of two numbers as dots. */
export function drawPoints(plane: Plane, rows: ArrayLike<number>, { color, radius, alpha }: PointsStyle): void {
  const { context } = plane;
  context.fillStyle = color;
  context.globalAlpha = alpha;
  context.beginPath();
  for (let i = 0; i < rows.length; i += 2) {
    const [x, y] = [left(plane, rows[i]!), top(plane, rows[i + 1]!)];
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
  context.fill();
  context.globalAlpha = 1;
}
