import { GenlabError, requireFunctions, requireShape } from "@genlab/core";
import {
  add,
  div,
  eye,
  matMul,
  mean,
  mul,
  relu,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tidy,
  transpose,
} from "@tensorflow/tfjs-core";
import { toFloat } from "../to-float.js";
import type { Kernel } from "./kernel.js";

/**
 * The unbiased estimate of the squared maximum mean discrepancy between two sets of samples, `[n, d]` and `[m, d]`:
 * `Σ_{i≠j} k(xᵢ, xⱼ) / n(n−1) + Σ_{i≠j} k(yᵢ, yⱼ) / m(m−1) − 2 Σ k(xᵢ, yⱼ) / nm`. It compares the sets: nothing is averaged over the
 * batch, and it can be below 0.
 *
 * Gretton et al. 2012, https://jmlr.org/papers/v13/gretton12a.html; as in WAE-MMD, https://arxiv.org/abs/1711.01558, and InfoVAE,
 * https://arxiv.org/abs/1706.02262
 *
 * @throws GenlabError for samples that are not `[n, d]` and `[m, d]`, and for less than two of either.
 */
export function maximumMeanDiscrepancy(samples: Tensor, others: Tensor, kernel: Kernel): Scalar {
  requireShape("maximumMeanDiscrepancy: samples", samples, ["..."]);
  requireShape("maximumMeanDiscrepancy: others", others, ["..."]);
  requireFunctions("maximumMeanDiscrepancy", { kernel }, "gaussianKernel()");
  checkSamples(samples, others);
  return tidy(() => discrepancy(toFloat(samples) as Tensor2D, toFloat(others) as Tensor2D, kernel));
}

function discrepancy(x: Tensor2D, y: Tensor2D, given: Kernel): Scalar {
  const dimensions = x.shape[1];
  const kernel = (distances: Tensor, width: number): Tensor => {
    const values = given(distances, width);
    requireShape("maximumMeanDiscrepancy: what the kernel gives", values, distances.shape);
    return values;
  };
  const within = (set: Tensor2D): Tensor => {
    const n = set.shape[0];
    return sum(mul(kernel(squaredDistances(set, set), dimensions), div(sub(1, eye(n)), n * (n - 1))));
  };
  const between = mean(kernel(squaredDistances(x, y), dimensions));
  return sub<Scalar>(add(within(x), within(y)), mul(2, between));
}

/** `[n, m]` from `[n, d]` and `[m, d]`. Rounding may take a distance below 0. */
function squaredDistances(x: Tensor2D, y: Tensor2D): Tensor {
  const squares = add(sum(square(x), 1, true), transpose(sum(square(y), 1, true))); // [n, m]
  return relu(sub(squares, mul(2, matMul(x, transpose(y)))));
}

function checkSamples(samples: Tensor, others: Tensor): void {
  const shapes = `samples have shape [${samples.shape}], others [${others.shape}]`;
  if (samples.rank !== 2 || others.rank !== 2 || samples.shape[1] !== others.shape[1]) {
    throw new GenlabError(`maximumMeanDiscrepancy: ${shapes}. It needs [n, d] and [m, d].`);
  }
  if (samples.shape[0]! < 2 || others.shape[0]! < 2) {
    throw new GenlabError(
      `maximumMeanDiscrepancy: ${shapes}. The unbiased estimate needs two examples of each: give larger batches.`,
    );
  }
}
