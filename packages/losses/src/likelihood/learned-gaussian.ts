import { optionsOf, type Parameter, parameter, refuseUnknown, requireFinite, requireTensor } from "@genlab/core";
import { scalar, type Tensor } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
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

  /** @throws GenlabError for a log-variance that is not finite, and for options that it does not have. */
  constructor(options: LearnedGaussianOptions = {}) {
    const { logVariance = 0, ...others } = optionsOf("LearnedGaussian", options);
    refuseUnknown("LearnedGaussian", others, { logVariance });
    requireFinite("LearnedGaussian", { logVariance });
    this.logVariance = parameter(() => scalar(logVariance));
  }

  negativeLog(output: Tensor, x: Tensor): Tensor {
    checkShapes("LearnedGaussian", { output, x });
    return gaussianNegativeLogLikelihood.perExample(output, x, this.logVariance);
  }

  mean(output: Tensor): Tensor {
    requireTensor("LearnedGaussian", output);
    return output;
  }
}
