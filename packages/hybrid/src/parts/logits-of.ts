import type { Context, Layer } from "@genlab/core";
import { reshape, type Tensor, tidy } from "@tensorflow/tfjs-core";

/** A discriminator's logit of each example, `[batch]`. */
export const logitsOf = (discriminator: Layer, x: Tensor, context: Context): Tensor =>
  tidy(() => reshape(discriminator.forward(x, context), [x.shape[0]!]));
