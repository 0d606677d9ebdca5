import { type Rng, refuseUnknown, requireFunctions } from "@genlab/core";
import { relu } from "../activations/activations.js";
import { Sequential } from "../sequential.js";
import { upsample } from "../upsample.js";
import { type BlockOptions, batchNorm, plainConvolution } from "./block-options.js";
import { Residual } from "./residual.js";

/**
 * A generator's block, from `[batch, height, width, inputs]` to `[batch, 2 height, 2 width, outputs]`: norm, activation, upsampling,
 * conv 3×3, norm, activation, conv 3×3, plus upsampling and conv 1×1. The norm is batch norm by default; for classes, a
 * `ConditionalBatchNorm`. Miyato et al. 2018 (SNGAN), https://arxiv.org/abs/1802.05957; Brock et al. 2018 (BigGAN), https://arxiv.org/abs/1809.11096
 *
 * @throws GenlabError for what is no function, and for options that it does not have.
 */
export function upBlock(options: BlockOptions, rng: Rng): Residual {
  const { inputs, outputs, activation = relu, norm = batchNorm, convolution = plainConvolution, ...others } = options;
  refuseUnknown("upBlock", others, { inputs, outputs, activation, norm, convolution });
  requireFunctions("upBlock", { activation, norm, convolution }, "relu, or a maker of layers");
  return new Residual({
    branch: new Sequential([
      norm(inputs, rng),
      activation,
      upsample(2),
      convolution({ inputs, outputs, kernel: 3 }, rng),
      norm(outputs, rng),
      activation,
      convolution({ inputs: outputs, outputs, kernel: 3 }, rng),
    ]),
    shortcut: new Sequential([upsample(2), convolution({ inputs, outputs, kernel: 1 }, rng)]),
  });
}
