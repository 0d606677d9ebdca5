import type { Codes } from "../../session/looks/codes.js";
import { left, type Plane, top } from "./plane.js";

type Prior = NonNullable<Codes["prior"]>;

/** The prior of two codes: the circles of one and two standard deviations, or the square that it fills evenly. */
export function drawPrior(plane: Plane, { kind }: Pick<Prior, "kind">): void {
  const { context, size, range, colors } = plane;
  context.strokeStyle = colors["soft-ink"];
  context.globalAlpha = 0.55;
  context.lineWidth = 1;
  context.setLineDash([3, 3]);
  context.beginPath();
  if (kind === "uniform") context.rect(left(plane, -1), top(plane, 1), size / range, size / range);
  else {
    for (const deviations of [1, 2]) {
      context.moveTo(left(plane, deviations), size / 2);
      context.arc(size / 2, size / 2, (deviations * size) / (2 * range), 0, 2 * Math.PI);
    }
  }
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** Codes of two numbers: an ellipse of one standard deviation each, or a dot. They are in deviations of the prior. */
export function drawCodes(plane: Plane, mean: ArrayLike<number>, deviation: ArrayLike<number> | null): void {
  const { context, size, range, colors } = plane;
  const perUnit = size / (2 * range);
  context.fillStyle = colors.data;
  context.strokeStyle = colors.data;
  context.lineWidth = 0.8;
  context.beginPath();
  for (let i = 0; i < mean.length; i += 2) {
    const [x, y] = [left(plane, mean[i]!), top(plane, mean[i + 1]!)];
    const [across, up] = [0, 1].map((axis) => (deviation ? deviation[i + axis]! * perUnit : 0)) as [number, number];
    context.moveTo(x + Math.max(1.2, across), y);
    context.ellipse(x, y, Math.max(1.2, across), Math.max(1.2, up), 0, 0, 2 * Math.PI);
  }
  context.globalAlpha = deviation ? 0.1 : 0.6;
  context.fill();
  context.globalAlpha = 0.5;
  if (deviation) context.stroke();
  context.globalAlpha = 1;
}

/** Codes of one number along the picture's width, under the prior's bell curve; a bar reaches one deviation to both sides. */
export function drawCodeLine(plane: Plane, mean: ArrayLike<number> | null, deviation: ArrayLike<number> | null): void {
  const { context, size, range, colors } = plane;
  const floor = 0.78 * size;
  context.strokeStyle = colors["soft-ink"];
  context.globalAlpha = 0.7;
  context.lineWidth = 1;
  context.setLineDash([3, 3]);
  context.beginPath();
  for (let x = 0; x <= size; x += 2)
    context.lineTo(x, floor - 0.6 * size * Math.exp(-(((x / size) * 2 - 1) ** 2 * range ** 2) / 2));
  context.stroke();
  context.setLineDash([]);
  context.strokeStyle = colors.data;
  context.fillStyle = colors.data;
  for (let i = 0; mean && i < mean.length; i++) {
    const [x, y] = [left(plane, mean[i]!), floor + 4 + ((i * 0.618) % 1) * 0.17 * size];
    const half = deviation ? (deviation[i]! * size) / (2 * range) : 0;
    context.globalAlpha = 0.5;
    context.fillRect(x - Math.max(1, half), y - 0.75, Math.max(2, 2 * half), 1.5);
  }
  context.globalAlpha = 1;
}
