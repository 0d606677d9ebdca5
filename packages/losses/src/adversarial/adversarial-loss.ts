import { optionsOf, refuseUnknown, requireFunctions } from "@genlab/core";
import { add, mean, type Scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { checkExamples } from "../check-shapes.js";
import { toFloat } from "../to-float.js";

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
 *
 * @throws GenlabError for costs that are no functions, or others than these; from the game, for logits without examples.
 */
export function adversarialLoss(costs: LogitCosts): SeparableAdversarialLoss {
  const { real, fake, generator, ...others } = optionsOf("adversarialLoss", costs);
  refuseUnknown("adversarialLoss", others, { real, fake, generator });
  requireFunctions("adversarialLoss", { real, fake, generator }, "(logits) => neg(logits)");
  return {
    costs,
    discriminator: (real, fake) =>
      tidy(() => add<Scalar>(averaged({ real }, costs.real), averaged({ fake }, costs.fake))),
    generator: (fake) => averaged({ fake }, costs.generator),
  };
}

/** The mean cost of the logits, which come with their name. */
function averaged(named: Readonly<Record<string, Tensor>>, cost: (logits: Tensor) => Tensor): Scalar {
  checkExamples("adversarialLoss", named);
  const [logits] = Object.values(named) as [Tensor];
  return tidy(() => mean<Scalar>(cost(toFloat(logits))));
}
