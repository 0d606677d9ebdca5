import {
  GenlabError,
  type Rng,
  refuseUnknown,
  requireCounts,
  requireFinite,
  requireNonNegative,
  requireRng,
} from "@genlab/core";
import { weightedMoments } from "./linear-algebra/covariance.js";
import { columnsOf, type Matrix, matrixOf, rowsOf } from "./linear-algebra/matrix.js";
import { squaredDistance } from "./linear-algebra/squared-distance.js";
import { drawIndex, logSumExponential, MultivariateGaussianMixture } from "./multivariate-gaussian-mixture.js";
import type { Rows } from "./rows.js";

export interface FitGaussianMixtureOptions {
  readonly components: number;
  /** Chooses the start. */
  readonly rng: Rng;
  /** The most steps to take. Default 100. */
  readonly iterations?: number;
  /** Stops when a step gains no more than this, in nats per point. Default 1e-3. */
  readonly tolerance?: number;
  /** Added to every variance, so that no component collapses onto a point, in squared units of the data. Default 1e-6. */
  readonly regularization?: number;
}

export interface GaussianMixtureFit {
  readonly mixture: MultivariateGaussianMixture;
  /** Mean log-likelihood of a point, in nats: of the start, then after each step. It never falls where `regularization` is 0. */
  readonly logLikelihoods: readonly number[];
}

/**
 * Fits a mixture of Gaussians with full covariances to points `[count, dimensions]` by expectation-maximisation, from centres that
 * k-means++ draws. Dempster et al. 1977, https://doi.org/10.1111/j.2517-6161.1977.tb01600.x; Arthur & Vassilvitskii 2007,
 * https://theory.stanford.edu/~sergei/papers/kMeansPP-soda.pdf
 *
 * Fitted to what `encodeData` makes of training data, it is a prior for any encoder and decoder: `withPrior(model, mixture)`. Ghosh et
 * al. 2019 (RAE, 10 components), https://arxiv.org/abs/1903.12436
 *
 * It finds a local optimum, which depends on the start. A component has `dimensions (dimensions + 3) / 2` free numbers: take many times as
 * many points for each.
 *
 * @throws GenlabError for fewer distinct points than components, numbers that are not finite, and options that are none or out of range.
 *
 * @example
 * ```ts
 * import { createRng, fitGaussianMixture, gaussianRing } from "genlab";
 *
 * const { x } = gaussianRing().sample(400, createRng(1)).batch(Array.from({ length: 400 }, (_, i) => i));
 * const { mixture } = fitGaussianMixture(x!, { components: 8, rng: createRng(2) });
 * console.log(mixture.draw(3, createRng(3)).shape); // [3, 2]
 * ```
 */
export function fitGaussianMixture(points: Rows, options: FitGaussianMixtureOptions): GaussianMixtureFit {
  const { components, rng, iterations = 100, tolerance = 1e-3, regularization = 1e-6, ...others } = options;
  refuseUnknown("fitGaussianMixture", others, { components, rng, iterations, tolerance, regularization });
  requireCounts("fitGaussianMixture", { components, iterations });
  requireNonNegative("fitGaussianMixture", { tolerance, regularization });
  requireFinite("fitGaussianMixture", { tolerance, regularization });
  requireRng("fitGaussianMixture", rng);
  const x = matrixOf(points, { metric: "fitGaussianMixture", name: "points", minimumRows: components });
  const columns = columnsOf(x);

  let mixture = maximise(columns, startingShares(rowsOf(x), components, rng), regularization);
  const logLikelihoods: number[] = [];
  for (;;) {
    const { shares, logLikelihood } = expect(x, mixture);
    const gain = logLikelihood - (logLikelihoods.at(-1) ?? Number.NEGATIVE_INFINITY);
    logLikelihoods.push(logLikelihood);
    if (gain <= tolerance || logLikelihoods.length > iterations) return { mixture, logLikelihoods };
    mixture = maximise(columns, shares, regularization);
  }
}

/** Each component's share of each point, `[components][count]`. */
type Shares = readonly Float64Array[];

function expect(x: Matrix, mixture: MultivariateGaussianMixture): { shares: Shares; logLikelihood: number } {
  const shares = mixture.means.map(() => new Float64Array(x.rows));
  let total = 0;
  for (const [n, logJoint] of mixture.logJoint({ data: x.data, shape: [x.rows, x.columns] }).entries()) {
    const logDensity = logSumExponential(logJoint);
    total += logDensity;
    for (const [k, share] of shares.entries()) share[n] = Math.exp(logJoint[k]! - logDensity);
  }
  return { shares, logLikelihood: total / x.rows };
}

/** The moments of the points, weighted by each component's shares. */
function maximise(
  columns: readonly Float64Array[],
  shares: Shares,
  regularization: number,
): MultivariateGaussianMixture {
  const size = columns.length;
  const components = shares.map((ofPoints) => {
    // the least positive count keeps an empty component from dividing by 0
    const count = ofPoints.reduce((sum, share) => sum + share, 10 * Number.EPSILON);
    const { mean, covariance } = weightedMoments(
      columns,
      ofPoints.map((share) => share / count),
    );
    for (let i = 0; i < size; i++) covariance.data[i * size + i]! += regularization;
    return { weight: count / ofPoints.length, mean, covariance: covariance.data };
  });
  return new MultivariateGaussianMixture({
    weights: components.map(({ weight }) => weight),
    means: components.map(({ mean }) => mean),
    covariances: components.map(({ covariance }) => covariance),
  });
}

/** Every point wholly to the nearest of the centres that k-means++ draws: each with probability by its squared distance to the others. */
function startingShares(x: readonly Float64Array[], components: number, rng: Rng): Shares {
  const nearest = new Float64Array(x.length).fill(Number.POSITIVE_INFINITY);
  const owner = new Int32Array(x.length);
  let centre = x[Math.floor(rng.random() * x.length)]!;
  for (let k = 0; k < components; k++) {
    if (k > 0) centre = x[drawIndex(nearest, rng)] ?? tooFew(k, components);
    for (const [n, point] of x.entries()) {
      const distance = squaredDistance(point, centre);
      if (distance >= nearest[n]!) continue;
      nearest[n] = distance;
      owner[n] = k;
    }
  }
  return Array.from({ length: components }, (_, k) => Float64Array.from(owner, (own) => (own === k ? 1 : 0)));
}

function tooFew(distinct: number, components: number): never {
  throw new GenlabError(
    `fitGaussianMixture: \`points\` holds ${distinct} distinct points. Give at least ${components}, one for each component.`,
  );
}
