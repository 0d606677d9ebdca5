import { add, mean, type Scalar, type Tensor } from "@tensorflow/tfjs-core";

/** The two sides of an adversarial game, on what the discriminator gives: logits, high for real, unless the game says otherwise. */
export interface AdversarialLoss {
  /** What the discriminator minimises. */
  discriminator(real: Tensor, fake: Tensor): Scalar;
  /** What the generator minimises. Only games that compare read the logits of the real examples. */
  generator(fake: Tensor, real: Tensor): Scalar;
}

/** What one logit costs a player, elementwise. */
export interface LogitCosts {
  /** The discriminator, for a logit of a real example. */
  readonly real: (logits: Tensor) => Tensor;
  /** The discriminator, for a logit of a fake example. */
  readonly fake: (logits: Tensor) => Tensor;
  /** The generator, for a logit of a fake example. */
  readonly generator: (logits: Tensor) => Tensor;
}

/** A game in which every logit has a cost of its own. */
export interface SeparableAdversarialLoss extends AdversarialLoss {
  readonly costs: LogitCosts;
  generator(fake: Tensor): Scalar;
}

/**
 * The game of three costs. Costs are averaged over all logits, patches and batch alike; the discriminator pays the sum of its two
 * averages.
 */
export function adversarialLoss(costs: LogitCosts): SeparableAdversarialLoss {
  return {
    costs,
    discriminator: (real, fake) => add<Scalar>(mean(costs.real(real)), mean(costs.fake(fake))),
    generator: (fake) => mean<Scalar>(costs.generator(fake)),
  };
}
