import {
  type Context,
  GenlabError,
  type NdArray,
  type Rng,
  refuseUnknown,
  requireCounts,
  requireRng,
  type Samples,
} from "@genlab/core";
import { type Tensor, tensor } from "@tensorflow/tfjs-core";
import { doublesOf } from "./linear-algebra/doubles-of.js";
import { type Factor, factorise } from "./linear-algebra/factorise.js";
import { checkWidths, type Matrix, matrixOf, rowsOf } from "./linear-algebra/matrix.js";
import type { Rows } from "./rows.js";

export interface MultivariateGaussianMixtureOptions {
  /** `[components]`, 0 or more, that sum to 1. */
  readonly weights: ArrayLike<number>;
  /** `[components, dimensions]` */
  readonly means: Rows;
  /** `[components, dimensions × dimensions]`, each symmetric and positive definite. */
  readonly covariances: Rows;
}

/** A mixture of Gaussians with full covariances: `p(x) = Σₖ wₖ N(x; μₖ, Σₖ)`. */
export class MultivariateGaussianMixture implements Samples {
  /** `[components]` */
  readonly weights: Float64Array;
  /** A row `[dimensions]` for each component. */
  readonly means: readonly Float64Array[];
  /** A row-major matrix `[dimensions × dimensions]` for each component. */
  readonly covariances: readonly Float64Array[];
  private readonly factors: readonly Factor[];

  /** @throws GenlabError for sizes that do not fit, weights that are no distribution, and covariances that are none. */
  constructor({ weights, means, covariances, ...others }: MultivariateGaussianMixtureOptions) {
    const metric = "MultivariateGaussianMixture";
    refuseUnknown(metric, others, { weights, means, covariances });
    const centres = matrixOf(means, { metric, name: "means" });
    const spreads = matrixOf(covariances, { metric, name: "covariances" });
    this.weights = doublesOf(weights, `${metric}: \`weights\``);
    this.means = rowsOf(centres);
    this.covariances = rowsOf(spreads);
    checkSizes(this.weights, centres, spreads);
    this.factors = this.covariances.map((data, k) => positiveFactor(data, centres.columns, k));
  }

  get dimensions(): number {
    return this.means[0]!.length;
  }

  /**
   * `log p(x)` of each point of `[count, dimensions]`, in nats.
   *
   * @throws GenlabError for points of other dimensions, and numbers that are not finite.
   */
  logDensity(points: Rows): Float64Array {
    return Float64Array.from(this.logJoint(points), logSumExponential);
  }

  /** `log wₖ N(x; μₖ, Σₖ)`: for each point a row `[components]`. */
  logJoint(points: Rows): readonly Float64Array[] {
    const x = matrixOf(points, { metric: "MultivariateGaussianMixture", name: "points" });
    checkWidths("MultivariateGaussianMixture", { points: x, means: { ...x, columns: this.dimensions } });
    const joint = rowsOf(x).map(() => new Float64Array(this.factors.length));
    const rest = new Float64Array(x.columns);
    for (const [k, factor] of this.factors.entries()) {
      const constant = Math.log(this.weights[k]!) - logNormaliser(factor);
      const mean = this.means[k]!;
      for (const [n, point] of rowsOf(x).entries()) {
        for (let i = 0; i < rest.length; i++) rest[i] = point[i]! - mean[i]!;
        joint[n]![k] = constant - halfDistance(rest, factor);
      }
    }
    return joint;
  }

  /**
   * Independent draws `[count, dimensions]` as a tensor.
   *
   * @throws GenlabError for a count that is none.
   */
  sample(count: number, { rng }: Context): Tensor {
    const { data, shape } = this.draw(count, rng);
    return tensor(data, [...shape], "float32");
  }

  /**
   * Independent draws, float32 `[count, dimensions]`: `μₖ + F ε` with `Σₖ = F Fᵀ`.
   *
   * @throws GenlabError for a count that is none.
   */
  draw(count: number, rng: Rng): NdArray {
    requireCounts("MultivariateGaussianMixture", { count });
    requireRng("MultivariateGaussianMixture", rng);
    const size = this.dimensions;
    const noise = new Float32Array(size);
    const data = new Float32Array(count * size);
    for (let row = 0; row < count; row++) {
      const k = drawIndex(this.weights, rng);
      rng.fillNormal(noise);
      const x = Float64Array.from(this.means[k]!);
      for (const [j, column] of this.factors[k]!.columns.entries()) {
        for (let i = 0; i < size; i++) x[i]! += column[i]! * noise[j]!;
      }
      data.set(x, row * size);
    }
    return { data, shape: [count, size] };
  }
}

/** `log Σ exp(values)`, relative to the largest. */
export function logSumExponential(values: Float64Array): number {
  const largest = Math.max(...values);
  let sum = 0;
  for (const value of values) sum += Math.exp(value - largest);
  return largest + Math.log(sum);
}

/** An index with probability in proportion to its weight. */
export function drawIndex(weights: Float64Array, rng: Rng): number {
  let left = rng.random() * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return index >= 0 ? index : weights.findLastIndex((weight) => weight > 0); // rounding may leave a rest
}

/** What rounding to float32 may do to a covariance, as a share of the deviations. */
const ASYMMETRY = 1e-5;

/** `½ log |2π Σ|` */
function logNormaliser({ columns, order }: Factor): number {
  return columns.reduce((sum, column, k) => sum + Math.log(column[order[k]!]!) + 0.5 * Math.log(2 * Math.PI), 0);
}

/** `½ rᵀ Σ⁻¹ r`, by forward substitution in `F y = r`, which overwrites r. */
function halfDistance(rest: Float64Array, { columns, order }: Factor): number {
  let sum = 0;
  for (let k = 0; k < columns.length; k++) {
    const column = columns[k]!;
    const pivot = order[k]!;
    const y = rest[pivot]! / column[pivot]!;
    for (let i = 0; i < rest.length; i++) rest[i]! -= y * column[i]!;
    sum += y * y;
  }
  return sum / 2;
}

function positiveFactor(data: Float64Array, size: number, component: number): Factor {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const [lower, upper] = [data[i * size + j]!, data[j * size + i]!];
      const scale = Math.sqrt(Math.abs(data[i * size + i]! * data[j * size + j]!));
      if (Math.abs(lower - upper) <= ASYMMETRY * scale) continue;
      throw new GenlabError(
        `The covariance of component ${component} has ${lower} at [${i}, ${j}] and ${upper} at [${j}, ${i}]. Give a symmetric matrix.`,
      );
    }
  }
  const factor = factorise({ data, rows: size, columns: size });
  if (factor.columns.length === size) return factor;
  throw new GenlabError(
    `The covariance of component ${component} has rank ${factor.columns.length} of ${size}. Give it more points, or a \`regularization\`.`,
  );
}

function checkSizes(weights: Float64Array, means: Matrix, covariances: Matrix): void {
  const area = means.columns ** 2;
  if (weights.length !== means.rows || covariances.rows !== means.rows || covariances.columns !== area) {
    throw new GenlabError(
      `A mixture of ${weights.length} weights, means [${means.rows}, ${means.columns}], covariances [${covariances.rows}, ${covariances.columns}]. ` +
        `Expected a weight, a mean and a covariance of ${area} numbers for each component.`,
    );
  }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (!(Math.abs(sum - 1) < 1e-6 && weights.every((weight) => weight >= 0))) {
    throw new GenlabError(`The mixture's weights are [${weights}]. Give numbers from 0 that sum to 1.`);
  }
}
