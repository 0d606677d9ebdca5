import { sub, type Tensor } from "@tensorflow/tfjs-core";
import { type BatchLoss, meanOverBatch } from "../loss.js";
import { gaussianNegativeLogLikelihood } from "../reconstruction/gaussian-negative-log-likelihood.js";

/**
 * `−I(c; G(z, c))`, bounded from above by `−E log N(c; μ, eˢ) − d log 2`, of the mean `μ` and log-variance `s` of `Q` and a code `c`, all
 * `[batch, d]`, with `c` drawn uniformly from [−1, 1]: in nats, a sum over the code, the mean over the batch.
 *
 * Chen et al. 2016, InfoGAN, equation 4, https://arxiv.org/abs/1606.03657
 */
export const gaussianInformation: BatchLoss<[mean: Tensor, code: Tensor, logVariance: Tensor]> =
  /* @__PURE__ */ meanOverBatch((mean, code, logVariance) =>
    sub(gaussianNegativeLogLikelihood.perExample(mean, code, logVariance), code.shape.at(-1)! * Math.LN2),
  );
