import type { Losses } from "@genlab/core";
import { mean, type Scalar, type Tensor } from "@tensorflow/tfjs-core";

/** A discriminator's loss, and beside it the means of what it gives for real and for fake examples. */
export function judgement(total: Scalar, real: Tensor, fake: Tensor): Losses {
  return { total, real: mean<Scalar>(real), fake: mean<Scalar>(fake) };
}
