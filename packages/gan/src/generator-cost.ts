import type { AdversarialLoss, SeparableAdversarialLoss } from "@genlab/losses";
import type { Scalar, Tensor } from "@tensorflow/tfjs-core";

/** The generator's side of a game; the logits of real examples are computed only where the game reads them. */
export function generatorCost(game: AdversarialLoss, fake: Tensor, real: () => Tensor): Scalar {
  return isSeparable(game) ? game.generator(fake) : game.generator(fake, real());
}

const isSeparable = (game: AdversarialLoss): game is SeparableAdversarialLoss => "costs" in game;
