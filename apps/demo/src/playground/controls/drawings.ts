import { type Strokes, writeStrokes } from "../../session/strokes.js";

type Point = readonly [number, number];

const curve = (count: number, at: (share: number) => Point): readonly Point[] =>
  Array.from({ length: count + 1 }, (_, i) => at(i / count));

/** https://mathworld.wolfram.com/HeartCurve.html */
const heart: Strokes = [
  curve(48, (share) => {
    const t = 2 * Math.PI * share;
    const y = 13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t);
    return [(16 * Math.sin(t) ** 3) / 15, (y + 2) / 15];
  }),
];

const circle = (x: number, radius: number) =>
  curve(32, (share) => [x + radius * Math.cos(2 * Math.PI * share), radius * Math.sin(2 * Math.PI * share)]);

const loops: Strokes = [circle(-0.45, 0.6), circle(0.45, 0.6)];

const waves: Strokes = [-0.7, 0, 0.7].map((height) =>
  curve(30, (share) => [2.4 * share - 1.2, height + 0.22 * Math.sin(4 * Math.PI * share)]),
);

/** Drawings for those who would rather not draw. */
export const drawings = {
  heart: writeStrokes(heart),
  loops: writeStrokes(loops),
  waves: writeStrokes(waves),
} as const;
