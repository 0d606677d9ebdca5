import {
  describe,
  GenlabError,
  type NdArray,
  ndArrayOf,
  refuseUnknown,
  requireCounts,
  requireOneOf,
} from "@genlab/base";

export interface InterpolateOptions {
  /** How many codes, both ends included: `t` is 0, 1 / (steps − 1), …, 1. At least 2. */
  readonly steps: number;
  /**
   * `linear`: `(1 − t) a + t b`. `spherical`: `sin((1 − t) Ω) / sin Ω · a + sin(t Ω) / sin Ω · b`, with `Ω` the angle between them.
   * Default "linear".
   */
  readonly path?: "linear" | "spherical";
}

/** Below it `sin Ω` is lost in rounding. */
const LEAST_SINE = 1e-6;

/**
 * Codes `[steps, ...]` on the way from one to another of the same shape. On the spherical path those of a Gaussian prior keep lengths that the
 * prior gives, where the middle of a line is shorter. Shoemake 1985, https://doi.org/10.1145/325165.325242; White 2016,
 * https://arxiv.org/abs/1609.04468
 *
 * Where both point the same way, the spherical path is the line.
 *
 * @throws GenlabError for codes of different shapes, fewer steps than 2, an option that it does not have; and on the spherical path for codes
 * that are zero or point in opposite ways, between which every way is as short.
 *
 * @example
 * ```ts
 * import { interpolate } from "genlab";
 *
 * const [from, to] = [[0, 0], [1, 2]].map((code) => ({ data: Float32Array.from(code), shape: [1, 2] }));
 * console.log(interpolate(from!, to!, { steps: 3 }).data); // 0, 0, 0.5, 1, 1, 2
 * ```
 */
export function interpolate(
  givenFrom: NdArray,
  givenTo: NdArray,
  { steps, path = "linear", ...others }: InterpolateOptions,
): NdArray {
  refuseUnknown("interpolate", others, { steps, path });
  requireCounts("interpolate", { steps }, 2);
  requireOneOf("interpolate", { path }, ["linear", "spherical"]);
  const [from, to] = [
    ndArrayOf(givenFrom, "interpolate: the first code"),
    ndArrayOf(givenTo, "interpolate: the last code"),
  ];
  if (`${from.shape}` !== `${to.shape}`) {
    throw new GenlabError(
      `interpolate: the codes have the shapes ${describe(from.shape)} and ${describe(to.shape)}. Give two of one shape.`,
    );
  }
  const weights = path === "linear" ? linear : spherical(from.data, to.data);
  const size = from.data.length;
  const data = new Float32Array(steps * size);
  for (let step = 0; step < steps; step++) {
    const [a, b] = weights(step / (steps - 1));
    for (let i = 0; i < size; i++) data[step * size + i] = a * from.data[i]! + b * to.data[i]!;
  }
  return { data, shape: [steps, ...from.shape] };
}

type Weights = (t: number) => readonly [number, number];

const linear: Weights = (t) => [1 - t, t];

function spherical(from: ArrayLike<number>, to: ArrayLike<number>): Weights {
  let [dot, ofFrom, ofTo] = [0, 0, 0];
  for (let i = 0; i < from.length; i++) {
    dot += from[i]! * to[i]!;
    ofFrom += from[i]! ** 2;
    ofTo += to[i]! ** 2;
  }
  if (ofFrom === 0 || ofTo === 0) {
    throw new GenlabError("interpolate: a code is zero, and has no direction. Use the linear path.");
  }
  const cosine = Math.min(1, Math.max(-1, dot / Math.sqrt(ofFrom * ofTo)));
  const angle = Math.acos(cosine);
  const sine = Math.sin(angle);
  if (sine > LEAST_SINE) return (t) => [Math.sin((1 - t) * angle) / sine, Math.sin(t * angle) / sine];
  if (cosine > 0) return linear;
  throw new GenlabError(
    "interpolate: the codes point in opposite ways, and every way between them is as short. Use the linear path.",
  );
}
