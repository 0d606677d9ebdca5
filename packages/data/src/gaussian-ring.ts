import { optionsOf, refuseUnknown } from "@genlab/base";
import { checkSize, gaussianMixture } from "./gaussian-mixture.js";
import type { GaussianMixture } from "./points.js";

/** The measures of the ring. */
export interface GaussianRingOptions {
  /** The distance of the centres from the origin. Default 1. */
  readonly radius?: number;
  /** The standard deviation of each Gaussian. Default 0.01. */
  readonly standardDeviation?: number;
}

/**
 * Eight Gaussians on a circle, centre i at radius · (cos 2πi/8, sin 2πi/8).
 * The defaults are those of VEEGAN (https://arxiv.org/abs/1705.07761) and PacGAN (https://arxiv.org/abs/1712.04086).
 * WGAN-GP (https://arxiv.org/abs/1704.00028) has radius 2 and standard deviation 0.02, and its code
 * divides both by 1.414.
 *
 * @throws GenlabError for a measure that is no length, or an option that is none.
 *
 * @example
 * ```ts
 * import { createRng, gaussianRing } from "genlab";
 *
 * const { x, y } = gaussianRing({ standardDeviation: 0.05 }).sample(1000, createRng(1)).batch([0, 1, 2]);
 * console.log(x!.shape, y!.data); // [3, 2], the mode of each
 * ```
 */
export function gaussianRing(options: GaussianRingOptions = {}): GaussianMixture {
  const { radius = 1, standardDeviation = 0.01, ...others } = optionsOf("gaussianRing", options);
  refuseUnknown("gaussianRing", others, { radius, standardDeviation });
  checkSize("radius", radius);
  const centres = Array.from({ length: 8 }, (_, index) => {
    const angle = (2 * Math.PI * index) / 8;
    return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
  });
  return gaussianMixture(centres, standardDeviation);
}
