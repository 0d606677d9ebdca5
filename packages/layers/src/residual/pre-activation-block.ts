import { type Rng, refuseUnknown, requireFunctions } from "@genlab/core";
import { relu } from "../activations/activations.js";
import { Sequential } from "../sequential.js";
import { batchNorm, plainConvolution } from "./block-options.js";
import { Residual } from "./residual.js";
import type { ResidualBlockOptions } from "./residual-block.js";

/**
 * norm, activation, conv 3×3, norm, activation, conv 3×3, plus the shortcut: `x`, or a 1×1 convolution of it where the shape changes.
 * The norm is batch norm by default. He et al. 2016, https://arxiv.org/abs/1603.05027
 *
 * @throws GenlabError for what is no function, and for options that it does not have.
 */
export function preActivationBlock(options: ResidualBlockOptions, rng: Rng): Residual {
  const { inputs, outputs, stride = 1, activation = relu, norm = batchNorm, ...rest } = options;
  const { convolution = plainConvolution, ...others } = rest;
  refuseUnknown("preActivationBlock", others, { inputs, outputs, stride, activation, norm, convolution });
  requireFunctions("preActivationBlock", { activation, norm, convolution }, "relu, or a maker of layers");
  const branch = new Sequential([
    norm(inputs, rng),
    activation,
    convolution({ inputs, outputs, kernel: 3, stride }, rng),
    norm(outputs, rng),
    activation,
    convolution({ inputs: outputs, outputs, kernel: 3 }, rng),
  ]);
  if (inputs === outputs && stride === 1) return new Residual({ branch });
  return new Residual({ branch, shortcut: convolution({ inputs, outputs, kernel: 1, stride }, rng) });
}
