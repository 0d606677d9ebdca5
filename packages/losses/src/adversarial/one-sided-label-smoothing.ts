import { describe, GenlabError, optionsOf, refuseUnknown } from "@genlab/core";
import { add, mul } from "@tensorflow/tfjs-core";
import { adversarialLoss, type SeparableAdversarialLoss } from "./adversarial-loss.js";

export interface LabelSmoothingOptions {
  /** `α`, by which the label of real examples is below 1. Default 0.1. */
  readonly amount?: number;
}

/**
 * The game with real examples labelled `1 − α`: a real logit costs the discriminator `(1 − α) real(l) + α fake(l)`. For `minimax` and
 * `nonSaturating` that is the cross-entropy with the label `1 − α`, for `leastSquares` the square to it and a constant.
 *
 * Salimans et al. 2016, section 3.4, https://arxiv.org/abs/1606.03498
 *
 * @throws GenlabError for a game that compares logits, an amount below 0 or from 0.5 on, and for options that it does not have.
 */
export function oneSidedLabelSmoothing(
  game: SeparableAdversarialLoss,
  options: LabelSmoothingOptions = {},
): SeparableAdversarialLoss {
  const { amount = 0.1, ...others } = optionsOf("oneSidedLabelSmoothing", options);
  refuseUnknown("oneSidedLabelSmoothing", others, { amount });
  const { costs } = game ?? {};
  if (!costs)
    throw new GenlabError(
      `oneSidedLabelSmoothing got the game ${describe(game)}. Give one with costs of its own, such as minimax.`,
    );
  if (!(typeof amount === "number" && amount >= 0 && amount < 0.5)) {
    throw new GenlabError(
      `oneSidedLabelSmoothing: amount is ${describe(amount)}. It must be at least 0 and below 0.5.`,
    );
  }
  return adversarialLoss({
    ...costs,
    real: (logits) => add(mul(1 - amount, costs.real(logits)), mul(amount, costs.fake(logits))),
  });
}
