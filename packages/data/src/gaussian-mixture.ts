import { describe, GenlabError } from "@genlab/base";
import { normalPair } from "./normal.js";
import { type GaussianMixture, pointDistribution } from "./points.js";

/** The even mixture of Gaussians at these centres. */
export function gaussianMixture(
  centres: readonly (readonly [number, number])[],
  standardDeviation: number,
): GaussianMixture {
  checkSize("standardDeviation", standardDeviation);
  return {
    modes: { data: Float32Array.from(centres.flat()), shape: [centres.length, 2] },
    standardDeviation,
    ...pointDistribution((rng) => {
      const mode = Math.floor(rng.random() * centres.length);
      const [x, y] = centres[mode]!;
      const [dx, dy] = normalPair(rng);
      return { point: [x + standardDeviation * dx, y + standardDeviation * dy], mode };
    }),
  };
}

/** Refuses what is no length. */
export function checkSize(name: string, value: number): void {
  if (!(Number.isFinite(value) && value >= 0)) {
    throw new GenlabError(`${name} is ${describe(value)}. Give a finite number from 0.`);
  }
}
