import type { Strokes } from "../session/strokes.js";

type Point = readonly [number, number];

/** A stroke without the points that are within `tolerance` of the line between others: it is to fit into an address. Ramer 1972; Douglas & Peucker 1973. */
export function simplify(stroke: Strokes[number], tolerance: number): Strokes[number] {
  const [first, last] = [stroke[0], stroke.at(-1)];
  if (!first || !last || stroke.length < 3) return stroke;
  let [farthest, distance] = [0, 0];
  for (const [index, point] of stroke.entries()) {
    const away = distanceFrom(first, last, point);
    if (away > distance) [farthest, distance] = [index, away];
  }
  if (distance <= tolerance) return [first, last];
  const before = simplify(stroke.slice(0, farthest + 1), tolerance);
  return [...before.slice(0, -1), ...simplify(stroke.slice(farthest), tolerance)];
}

function distanceFrom([fromX, fromY]: Point, [toX, toY]: Point, [x, y]: Point): number {
  const length = Math.hypot(toX - fromX, toY - fromY);
  if (length === 0) return Math.hypot(x - fromX, y - fromY);
  return Math.abs((toX - fromX) * (fromY - y) - (fromX - x) * (toY - fromY)) / length;
}
