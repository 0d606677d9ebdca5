import type { Scalar, Tensor } from "@tensorflow/tfjs-core";
import type { AdversarialLoss, SeparableAdversarialLoss } from "./adversarial-loss.js";

/** What the generator minimises. The discriminator's pass over real examples, `real`, is made only where the game compares the two. */
export function generatorCost(game: AdversarialLoss, fake: Tensor, real: () => Tensor): Scalar {
  return isSeparable(game) ? game.generator(fake) : game.generator(fake, real());
}

const isSeparable = (game: AdversarialLoss): game is SeparableAdversarialLoss => "costs" in game;
