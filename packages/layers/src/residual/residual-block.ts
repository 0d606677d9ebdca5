import { type Rng, refuseUnknown, requireFunctions } from "@genlab/core";
import { relu } from "../activations/activations.js";
import { Sequential } from "../sequential.js";
import { type BlockOptions, batchNorm, plainConvolution } from "./block-options.js";
import { Residual } from "./residual.js";

export interface ResidualBlockOptions extends BlockOptions {
  /** Of the first convolution, and of the shortcut. Default 1. */
  readonly stride?: number;
}

/**
 * conv 3×3, norm, activation, conv 3×3, norm, plus the shortcut, then the activation. The shortcut is `x`, or a 1×1 convolution and a
 * norm where the shape changes. The norm is batch norm by default. He et al. 2015, https://arxiv.org/abs/1512.03385
 *
 * @throws GenlabError for what is no function, and for options that it does not have.
 */
export function residualBlock(options: ResidualBlockOptions, rng: Rng): Residual {
  const { inputs, outputs, stride = 1, activation = relu, norm = batchNorm, ...rest } = options;
  const { convolution = plainConvolution, ...others } = rest;
  refuseUnknown("residualBlock", others, { inputs, outputs, stride, activation, norm, convolution });
  requireFunctions("residualBlock", { activation, norm, convolution }, "relu, or a maker of layers");
  const bias = false; // a norm follows
  const branch = new Sequential([
    convolution({ inputs, outputs, kernel: 3, stride, bias }, rng),
    norm(outputs, rng),
    activation,
    convolution({ inputs: outputs, outputs, kernel: 3, bias }, rng),
    norm(outputs, rng),
  ]);
  if (inputs === outputs && stride === 1) return new Residual({ branch, activation });
  const shortcut = new Sequential([convolution({ inputs, outputs, kernel: 1, stride, bias }, rng), norm(outputs, rng)]);
  return new Residual({ branch, shortcut, activation });
}
