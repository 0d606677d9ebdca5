import { normalPair } from "./normal.js";
import { type PointDistribution, pointDistribution } from "./points.js";
import { refuseOptions } from "./refuse-options.js";

/**
 * A spiral t · (cos t, sin t), t uniform in [1.5π, 4.5π), plus Gaussian noise of standard deviation 0.25, all over 7.5.
 * The parameters are those of WGAN-GP (https://arxiv.org/abs/1704.00028), whose code takes x and z of scikit-learn's
 * `make_swiss_roll`. It is one mode, so `y` is 0.
 *
 * @throws GenlabError for options, of which there are none.
 */
export function swissRoll(...none: readonly []): PointDistribution {
  refuseOptions("swissRoll", none);
  return pointDistribution((rng) => {
    const t = 1.5 * Math.PI * (1 + 2 * rng.random());
    const [dx, dy] = normalPair(rng);
    return { point: [(t * Math.cos(t) + 0.25 * dx) / 7.5, (t * Math.sin(t) + 0.25 * dy) / 7.5], mode: 0 };
  });
}
