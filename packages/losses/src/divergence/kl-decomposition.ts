import { GenlabError, refuseUnknown, requireCounts, requireOneOf, requireShape } from "@genlab/core";
import {
  add,
  exp,
  expandDims,
  fill,
  logSumExp,
  mean as meanOf,
  mul,
  neg,
  type Scalar,
  square,
  squaredDifference,
  sub,
  sum,
  type Tensor,
  tensor,
  tidy,
} from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { toFloat } from "../to-float.js";

export interface Posterior {
  /** A draw from each posterior, `[batch, latent]`. */
  readonly z: Tensor;
  readonly mean: Tensor;
  readonly logVariance: Tensor;
}

export interface TotalCorrelationOptions {
  /** The number of examples that batches are drawn from. */
  readonly datasetSize: number;
  /** How the marginal `q(z)` is estimated from a batch: minibatch-weighted or minibatch-stratified. Default "weighted". */
  readonly sampling?: "weighted" | "stratified";
}

/**
 * The three parts of the expected `KL(q(z|x) ‖ p(z))`, whose sum they are.
 *
 * With "weighted" sampling of `N` examples they carry constants, which have no gradient and cancel in the sum: `log N` in the mutual
 * information, `(latent − 1) log N` in the total correlation, `−latent log N` in the dimension-wise divergence.
 */
export interface KlDecomposition {
  /** `E log q(z|x) − log q(z)`: the mutual information of code and example. */
  readonly mutualInformation: Scalar;
  /** `E log q(z) − Σⱼ log q(zⱼ)`: how far the dimensions depend on each other. */
  readonly totalCorrelation: Scalar;
  /** `E Σⱼ log q(zⱼ) − log p(zⱼ)`: how far each dimension is from the prior. */
  readonly dimensionWiseKl: Scalar;
}

/**
 * The decomposition of a diagonal Gaussian posterior's divergence from `N(0, I)`, in nats: a sum over the dimensions, the mean over
 * the batch. The marginal is estimated from the batch, so the value depends on which examples are in it.
 *
 * Chen et al. 2018, section 3 and appendix C, https://arxiv.org/abs/1802.04942
 *
 * @throws GenlabError for tensors that are not `[batch, latent]` alike, a batch of one example when stratified, a data set smaller than the batch, and
 * options that it does not have.
 */
export function klDecomposition(
  { z, mean, logVariance }: Posterior,
  options: TotalCorrelationOptions,
): KlDecomposition {
  checkShapes("klDecomposition", { z, mean, logVariance });
  requireShape("klDecomposition", z, ["batch", "latent"]);
  return tidy(() => ({ ...decomposed(toFloat(z), toFloat(mean), toFloat(logVariance), options) }));
}

function decomposed(z: Tensor, mean: Tensor, logVariance: Tensor, options: TotalCorrelationOptions): KlDecomposition {
  const logWeights = logWeightsOf(z.shape[0]!, options); // [batch, batch]
  // of draw i under posterior j: [batch, batch, latent]
  const pairs = logDensity(expandDims(z, 1), expandDims(mean, 0), expandDims(logVariance, 0));
  const logJoint = logSumExp(add(sum(pairs, 2), logWeights), 1); // [batch]
  const logProduct = sum(logSumExp(add(pairs, expandDims(logWeights, 2)), 1), 1);
  const logPosterior = sum(logDensity(z, mean, logVariance), 1);
  const logPrior = sum(mul(-0.5, add(square(z), Math.log(2 * Math.PI))), 1);
  return {
    mutualInformation: meanOf(sub(logPosterior, logJoint)),
    totalCorrelation: meanOf(sub(logJoint, logProduct)),
    dimensionWiseKl: meanOf(sub(logProduct, logPrior)),
  };
}

const logDensity = (z: Tensor, mean: Tensor, logVariance: Tensor) => {
  const squares = mul(squaredDifference(z, mean), exp(neg(logVariance)));
  return mul(-0.5, add(add(squares, logVariance), Math.log(2 * Math.PI)));
};

/** The logarithms of the weights with which posterior `j` counts for draw `i`. Rows sum to 1 when stratified. */
function logWeightsOf(batch: number, options: TotalCorrelationOptions): Tensor {
  const { datasetSize, sampling = "weighted", ...unknown } = options;
  refuseUnknown("klDecomposition", unknown, { datasetSize, sampling });
  requireOneOf("klDecomposition", { sampling }, ["weighted", "stratified"]);
  if (!(datasetSize >= batch)) {
    throw new GenlabError(`klDecomposition: datasetSize is ${datasetSize}, below the size of the batch, ${batch}.`);
  }
  requireCounts("klDecomposition", { datasetSize });
  if (sampling === "weighted") return fill([batch, batch], -Math.log(datasetSize * batch));
  if (batch < 2) {
    throw new GenlabError(
      "klDecomposition: stratified sampling needs two examples, the batch has one. Give larger batches, or choose weighted sampling.",
    );
  }
  const others = batch - 1;
  const rest = (datasetSize - others) / (datasetSize * others);
  // a draw's own example counts once in the data set; one other stands for the examples that are not in the batch
  const weight = (i: number, j: number) => (i === j ? 1 / datasetSize : j === (i + 1) % batch ? rest : 1 / others);
  const rows = Array.from({ length: batch }, (_, i) => Array.from({ length: batch }, (_, j) => Math.log(weight(i, j))));
  return tensor(rows, [batch, batch]);
}
