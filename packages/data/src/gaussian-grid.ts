import { optionsOf, refuseUnknown } from "@genlab/base";
import { checkSize, gaussianMixture } from "./gaussian-mixture.js";
import type { GaussianMixture } from "./points.js";

/** The measures of the grid. */
export interface GaussianGridOptions {
  /** The distance between neighbouring centres. Default 2. */
  readonly spacing?: number;
  /** The standard deviation of each Gaussian. Default 0.05. */
  readonly standardDeviation?: number;
}

/**
 * Twenty-five Gaussians on a square grid, centre 5i + j at spacing · (i − 2, j − 2).
 * The defaults, (−4 + 2i, −4 + 2j) and variance 0.0025, are those of VEEGAN (https://arxiv.org/abs/1705.07761), as
 * given in PacGAN (https://arxiv.org/abs/1712.04086). WGAN-GP (https://arxiv.org/abs/1704.00028) has the same, and its
 * code divides both by 2.828.
 *
 * @throws GenlabError for a measure that is no length, or an option that is none.
 */
export function gaussianGrid(options: GaussianGridOptions = {}): GaussianMixture {
  const { spacing = 2, standardDeviation = 0.05, ...others } = optionsOf("gaussianGrid", options);
  refuseUnknown("gaussianGrid", others, { spacing, standardDeviation });
  checkSize("spacing", spacing);
  const places = [-2, -1, 0, 1, 2];
  const centres = places.flatMap((i) => places.map((j) => [spacing * i, spacing * j] as const));
  return gaussianMixture(centres, standardDeviation);
}
