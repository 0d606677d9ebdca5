import type { Context } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { PairDiscriminator } from "./joint-discriminator.js";
import type { LatentCoder } from "./latent-coder.js";

/** What of a model has a part in the judging of pairs. */
export interface PairPlayers {
  readonly discriminator: PairDiscriminator;
  readonly coder: LatentCoder;
}

/** The discriminator's logits of pairs `(x, E(x))`, `real`, and of as many `(G(z), z)` with `z` from the prior, `fake`. */
export function judgePairs(
  { discriminator, coder }: PairPlayers,
  x: Tensor,
  context: Context,
): Readonly<Record<"real" | "fake", Tensor>> {
  const z = coder.prior.draw(x.shape[0]!, context.rng);
  const real = discriminator.forward(x, coder.draw(x, context), context);
  return { real, fake: discriminator.forward(coder.decode(z, context), z, context) };
}
