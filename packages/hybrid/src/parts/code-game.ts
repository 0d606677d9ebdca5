import type { Context, Layer, Losses } from "@genlab/core";
import { type AdversarialLoss, generatorCost } from "@genlab/losses";
import type { Scalar, Tensor } from "@tensorflow/tfjs-core";
import { judgement } from "./judgement.js";
import type { Prior } from "./priors.js";

export interface CodeGameParts {
  /** Maps codes to logits `[batch, 1]`. */
  readonly discriminator: Layer;
  readonly prior: Prior;
  readonly game: AdversarialLoss;
}

/**
 * A discriminator of codes tells draws from the prior (real) from codes of data (fake), and an encoder deceives it. A model holds it as a
 * part, beside the discriminator.
 */
export class CodeGame {
  readonly discriminator: Layer;
  readonly prior: Prior;
  readonly game: AdversarialLoss;

  constructor({ discriminator, prior, game }: CodeGameParts) {
    this.discriminator = discriminator;
    this.prior = prior;
    this.game = game;
  }

  /**
   * Terms: the mean logits of `real` and of `fake` codes.
   *
   * @param codes makes the fake ones, `[count, latent]`: a function, for what is drawn for them comes after the draws from the prior
   */
  discriminatorLosses(count: number, codes: () => Tensor, context: Context): Losses {
    const real = this.judgePrior(count, context);
    const fake = this.discriminator.forward(codes(), context);
    return judgement(this.game.discriminator(real, fake), real, fake);
  }

  /** What an encoder minimises, of its codes `[batch, latent]`. */
  encoderCost(codes: Tensor, context: Context): Scalar {
    const fake = this.discriminator.forward(codes, context);
    return generatorCost(this.game, fake, () => this.judgePrior(codes.shape[0]!, context));
  }

  private judgePrior(count: number, context: Context): Tensor {
    return this.discriminator.forward(this.prior.draw(count, context.rng), context);
  }
}
