import { choice, ownFunction, type Rng, rate } from "@genlab/core";
import { draganPenalty, type Judge, r1Penalty, r2Penalty, wassersteinGradientPenalty } from "@genlab/losses";
import { add, type Scalar, type Tensor } from "@tensorflow/tfjs-core";

/**
 * What the discriminator's loss adds: `wassersteinGradientPenalty`, `draganPenalty`, `r1Penalty` and `r2Penalty` of `@genlab/losses`
 * are penalties as they stand.
 */
export type Penalty = (game: PenaltyInputs, rng: Rng) => Scalar;

export interface PenaltyInputs {
  /** Gives the logits of what the discriminator sees. */
  readonly judge: Judge;
  /** Real examples as the discriminator sees them: augmented, packed. */
  readonly real: Tensor;
  readonly fake: Tensor;
}

type PenaltyName = "none" | "wasserstein" | "one-sided-wasserstein" | "dragan" | "r1" | "r2" | "r1-r2";

const penalties: Readonly<Record<PenaltyName, Penalty | null>> = {
  none: null,
  wasserstein: wassersteinGradientPenalty,
  "one-sided-wasserstein": (game, rng) => wassersteinGradientPenalty({ ...game, sides: "one" }, rng),
  dragan: draganPenalty,
  r1: r1Penalty,
  r2: r2Penalty,
  "r1-r2": (game) => add(r1Penalty(game), r2Penalty(game)),
};

/** Settings of what the discriminator's loss adds. */
export const penaltySettings = {
  penalty: choice(
    "A penalty on the discriminator's gradient. With one the discriminator must not mix examples, as batch norm does.",
    penalties,
    { default: "none", own: ownFunction("`r1Penalty` of @genlab/losses") },
  ),
  penaltyWeight: rate("The weight of the penalty.", { default: 10, min: 0 }),
};
