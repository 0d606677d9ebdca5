import { GenlabError } from "@genlab/core";
import { fromArrays, type PointDistribution, type RandomSource } from "@genlab/data";
import { readStrokes } from "./strokes.js";

type Segment = readonly [from: readonly [number, number], to: readonly [number, number]];

/** Points spread evenly along the drawn lines, with Gaussian noise about them. */
export function drawing(text: string, standardDeviation: number): PointDistribution {
  const segments = readStrokes(text).flatMap((stroke) => segmentsOf(stroke));
  if (segments.length === 0) throw new GenlabError("The drawing is empty. Draw a line.");
  const ends: number[] = [];
  for (const segment of segments) ends.push((ends.at(-1) ?? 0) + lengthOf(segment));
  const length = ends.at(-1)!;
  return {
    sample(count, rng) {
      const points = new Float32Array(2 * count);
      for (let i = 0; i < count; i++) {
        const place = rng.random() * length;
        const index = Math.max(
          0,
          ends.findIndex((end) => end >= place),
        );
        const [from, to] = segments[index]!;
        const along = (ends[index]! - place) / lengthOf(segments[index]!);
        const noise = normalPair(rng);
        for (const axis of [0, 1] as const) {
          points[2 * i + axis] = to[axis] + along * (from[axis] - to[axis]) + standardDeviation * noise[axis];
        }
      }
      const modes = { data: new Int32Array(count), shape: [count] };
      return fromArrays({ x: { data: points, shape: [count, 2] }, y: modes });
    },
  };
}

/** A stroke of one point is a dot: a segment that is short, but not nothing. */
function segmentsOf(stroke: readonly (readonly [number, number])[]): readonly Segment[] {
  const [first] = stroke;
  if (first && stroke.length === 1) return [[first, [first[0] + SHORTEST, first[1]]]];
  return stroke.slice(1).map((to, i) => [stroke[i]!, to]);
}

const SHORTEST = 1e-3;

const lengthOf = ([from, to]: Segment) => Math.max(SHORTEST, Math.hypot(to[0] - from[0], to[1] - from[1]));

/** Box and Muller, 1958. */
function normalPair(rng: RandomSource): readonly [number, number] {
  const radius = Math.sqrt(-2 * Math.log(1 - rng.random()));
  const angle = 2 * Math.PI * rng.random();
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}
