import { type Rng, refuseUnknown, requireBooleans, requireFunctions } from "@genlab/core";
import { identity, relu } from "../activations/activations.js";
import { averagePool } from "../average-pool.js";
import { Sequential } from "../sequential.js";
import { type BlockOptions, plainConvolution } from "./block-options.js";
import { Residual } from "./residual.js";

export interface DownBlockOptions extends BlockOptions {
  /** Whether `x` is an image, which the activation should not cut. Default false. */
  readonly first?: boolean;
}

/**
 * A discriminator's block, from `[batch, height, width, inputs]` to `[batch, height / 2, width / 2, outputs]`: norm, activation,
 * conv 3×3, norm, activation, conv 3×3, average pooling, plus conv 1×1 and average pooling. There is no norm by default. The first
 * block leaves out the first norm and activation.
 * Miyato et al. 2018 (SNGAN), https://arxiv.org/abs/1802.05957; Brock et al. 2018 (BigGAN), https://arxiv.org/abs/1809.11096
 *
 * @throws GenlabError for what is no function, and for options that it does not have.
 */
export function downBlock(options: DownBlockOptions, rng: Rng): Residual {
  const { inputs, outputs, first = false, activation = relu, convolution = plainConvolution, ...rest } = options;
  const { norm = () => identity, ...others } = rest;
  refuseUnknown("downBlock", others, { inputs, outputs, first, activation, norm, convolution });
  requireFunctions("downBlock", { activation, norm, convolution }, "relu, or a maker of layers");
  requireBooleans("downBlock", { first });
  return new Residual({
    branch: new Sequential([
      ...(first ? [] : [norm(inputs, rng), activation]),
      convolution({ inputs, outputs, kernel: 3 }, rng),
      norm(outputs, rng),
      activation,
      convolution({ inputs: outputs, outputs, kernel: 3 }, rng),
      averagePool(2),
    ]),
    shortcut: new Sequential([convolution({ inputs, outputs, kernel: 1 }, rng), averagePool(2)]),
  });
}
