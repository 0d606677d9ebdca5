import type { Plane } from "./plane.js";

/** Less than this is no news. */
const LEAST = 0.02;
const HEIGHT = 20;

/** The share of points `[count, 2]` that no picture from `-range` to `range` has; 0 where it is not worth a word. */
export function shareOutside(points: ArrayLike<number> | null | undefined, range: number): number {
  const count = (points?.length ?? 0) / 2;
  let outside = 0;
  for (let i = 0; i < count; i++) {
    const isInside = [points![2 * i]!, points![2 * i + 1]!].every((value) => Math.abs(value) <= range); // not a number is not
    if (!isInside) outside += 1;
  }
  return outside === 0 || outside < LEAST * count ? 0 : outside / count;
}

/** Words at the foot of a picture: what it cannot show. */
export function drawNote({ context, size, colors }: Plane, text: string): void {
  if (text === "") return;
  context.globalAlpha = 0.85;
  context.fillStyle = colors.surface;
  context.fillRect(0, size - HEIGHT, size, HEIGHT);
  context.globalAlpha = 1;
  context.fillStyle = colors.ink;
  context.font = "12px system-ui, sans-serif";
  context.fillText(text, 6, size - 6, size - 12);
}
