import { type Rng, refuseUnknown } from "@genlab/core";
import { Conv2d, ConvTranspose2d, lecunUniform, Residual, Sequential, upsample } from "@genlab/layers";
import type { HalvingOptions } from "./residual-halving.js";

/**
 * From `[batch, height, width, inputs]` to the double height and width, and `outputs` channels: a 4×4 transposed convolution of stride 2, plus
 * a 1×1 convolution whose pixels become 2×2. He et al. 2016, https://arxiv.org/abs/1603.05027
 *
 * @throws GenlabError for options that it does not have.
 */
export function residualDoubling({ inputs, outputs, before, ...others }: HalvingOptions, rng: Rng): Residual {
  refuseUnknown("residualDoubling", others, { inputs, outputs, before });
  const double = new ConvTranspose2d({ inputs, outputs, kernel: 4, stride: 2, bias: false }, rng.fork("branch"));
  // the last parameter is the output's bias, which can start at the mean of the data
  const project = { inputs, outputs, kernel: 1, weightInitializer: lecunUniform };
  return new Residual({
    branch: new Sequential([...before, double]),
    shortcut: new Sequential([new Conv2d(project, rng.fork("shortcut")), upsample(2)]),
  });
}
