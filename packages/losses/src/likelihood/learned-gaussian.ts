import { type Parameter, parameter } from "@genlab/core";
import { scalar, type Tensor } from "@tensorflow/tfjs-core";
import { gaussianNegativeLogLikelihood } from "../reconstruction/gaussian-negative-log-likelihood.js";
import type { Likelihood } from "./likelihood.js";

export interface LearnedGaussianOptions {
  /** Where `log σ²` starts. Default 0. */
  readonly logVariance?: number;
}

/**
 * `N(output, σ² I)` with one variance for all of the data, learned with the decoder: it finds the balance between
 * reconstruction and divergence by itself. Rybkin et al. 2020 (σ-VAE), https://arxiv.org/abs/2006.13202
 */
export class LearnedGaussian implements Likelihood {
  readonly logVariance: Parameter;

  constructor({ logVariance = 0 }: LearnedGaussianOptions = {}) {
    this.logVariance = parameter(() => scalar(logVariance));
  }

  negativeLog(output: Tensor, x: Tensor): Tensor {
    return gaussianNegativeLogLikelihood.perExample(output, x, this.logVariance);
  }

  mean(output: Tensor): Tensor {
    return output;
  }
}
