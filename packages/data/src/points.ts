import { describe, GenlabError, type NdArray } from "@genlab/base";
import type { Dataset } from "./dataset.js";
import { fromArrays } from "./from-arrays.js";
import { checkRandomSource, type RandomSource } from "./random-source.js";

/** A distribution of points in the plane. */
export interface PointDistribution {
  /**
   * Independent points: `x` `[2]` and `y`, the index of the mode that the point was drawn from.
   *
   * @throws GenlabError for a count that is none, or a source that is none.
   */
  sample(count: number, rng: RandomSource): Dataset;
}

/** An even mixture of round Gaussians. */
export interface GaussianMixture extends PointDistribution {
  /** The centres, float32 `[modes, 2]`; row i is the one of `y` = i. */
  readonly modes: NdArray;
  /** The standard deviation of each, along each axis. */
  readonly standardDeviation: number;
}

export interface LabelledPoint {
  readonly point: readonly [number, number];
  readonly mode: number;
}

/** The distribution that `draw` draws from. */
export function pointDistribution(draw: (rng: RandomSource) => LabelledPoint): PointDistribution {
  return {
    sample(count, rng) {
      if (!Number.isSafeInteger(count) || count < 1) {
        throw new GenlabError(`${describe(count)} points cannot be drawn. Give a whole number from 1.`);
      }
      checkRandomSource("sample", rng);
      const points = new Float32Array(2 * count);
      const modes = new Int32Array(count);
      for (let i = 0; i < count; i++) {
        const { point, mode } = draw(rng);
        points.set(point, 2 * i);
        modes[i] = mode;
      }
      return fromArrays({ x: { data: points, shape: [count, 2] }, y: { data: modes, shape: [count] } });
    },
  };
}
