import type { Pulls } from "../../session/looks/pulls.js";
import { left, type Plane, top } from "./plane.js";

const LONGEST = 0.16; // of the picture's side
const HEAD = 3.5;

/** Arrows along the pulls. A weak pull is a short arrow; a strong one is never longer than `LONGEST`. */
export function drawArrows(plane: Plane, { from, along }: Pulls): void {
  const { context, size, colors } = plane;
  context.strokeStyle = colors.arrows;
  context.lineWidth = 1.3;
  context.beginPath();
  for (let i = 0; i < from.data.length; i += 2) {
    const [dx, dy] = [along.data[i]!, -along.data[i + 1]!];
    const strength = Math.hypot(dx, dy);
    if (!(strength > 0)) continue;
    const length = (LONGEST * size * strength) / (1 + strength);
    const [x, y] = [left(plane, from.data[i]!), top(plane, from.data[i + 1]!)];
    const [ux, uy] = [dx / strength, dy / strength];
    const [tipX, tipY] = [x + ux * length, y + uy * length];
    context.moveTo(x, y);
    context.lineTo(tipX, tipY);
    if (length < HEAD) continue;
    context.moveTo(tipX - HEAD * (ux - 0.6 * uy), tipY - HEAD * (uy + 0.6 * ux));
    context.lineTo(tipX, tipY);
    context.lineTo(tipX - HEAD * (ux + 0.6 * uy), tipY - HEAD * (uy - 0.6 * ux));
  }
  context.stroke();
}
