import { normalPair } from "./normal.js";
import { type PointDistribution, pointDistribution } from "./points.js";
import { refuseOptions } from "./refuse-options.js";

/**
 * Two half circles that reach into each other: with t uniform in [0, π), mode 0 is (cos t, sin t) and mode 1 is
 * (1 − cos t, 0.5 − sin t); to it comes Gaussian noise of standard deviation 0.1, and p becomes 2p − (1, 0.2).
 * The parameters are those of the code of FFJORD (https://arxiv.org/abs/1810.01367), after scikit-learn's `make_moons`.
 *
 * @throws GenlabError for options, of which there are none.
 */
export function twoMoons(...none: readonly []): PointDistribution {
  refuseOptions("twoMoons", none);
  return pointDistribution((rng) => {
    const mode = rng.random() < 0.5 ? 0 : 1;
    const t = Math.PI * rng.random();
    const [dx, dy] = normalPair(rng);
    const x = mode === 0 ? Math.cos(t) : 1 - Math.cos(t);
    const y = mode === 0 ? Math.sin(t) : 0.5 - Math.sin(t);
    return { point: [2 * (x + 0.1 * dx) - 1, 2 * (y + 0.1 * dy) - 0.2], mode };
  });
}
