import { type Layer, type Rng, refuseUnknown } from "@genlab/core";
import { type Activation, averagePool, Conv2d, lecunUniform, Residual, Sequential } from "@genlab/layers";
import { toEven } from "./to-even.js";

export interface HalvingOptions {
  /** Channels of `x`. */
  readonly inputs: number;
  /** Channels of `y`. */
  readonly outputs: number;
  /** What stands before the convolution, in order: a norm and an activation, say; nothing where `x` is an image. */
  readonly before: readonly (Layer | Activation)[];
}

/**
 * From `[batch, height, width, inputs]` to half the height and width, rounded up, and `outputs` channels: a 4×4 convolution of stride 2, plus
 * means of 2×2 and a 1×1 convolution. A way without activations leads through many of them. He et al. 2016, https://arxiv.org/abs/1603.05027
 *
 * @throws GenlabError for options that it does not have.
 */
export function residualHalving({ inputs, outputs, before, ...others }: HalvingOptions, rng: Rng): Residual {
  refuseUnknown("residualHalving", others, { inputs, outputs, before });
  const halve = new Conv2d({ inputs, outputs, kernel: 4, stride: 2, bias: false }, rng.fork("branch"));
  // keeps the variance; that of the other way is a sixth of it
  const project = { inputs, outputs, kernel: 1, weightInitializer: lecunUniform };
  return new Residual({
    branch: new Sequential([...before, halve]),
    shortcut: new Sequential([toEven, averagePool(2), new Conv2d(project, rng.fork("shortcut"))]),
  });
}
