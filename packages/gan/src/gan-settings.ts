import { type Context, GenlabError, type Rng, requireCounts, requireNonNegative } from "@genlab/core";
import { type AdversarialLoss, type Judge, nonSaturating } from "@genlab/losses";
import type { Scalar, Tensor } from "@tensorflow/tfjs-core";
import { type Prior, requirePrior } from "./noise.js";
import { withDefaults } from "./options.js";

export interface GanSettings {
  readonly latent: number;
  /** Default "normal". */
  readonly prior?: Prior;
  /** Default `nonSaturating`. */
  readonly adversarial?: AdversarialLoss;
  /** Default: none. With one the discriminator must not mix examples, as batch norm does. */
  readonly penalty?: Penalty | null;
  /** Default 10. */
  readonly penaltyWeight?: number;
  /** Discriminator updates per generator update, on the same real examples with fresh noise. Default 1. */
  readonly discriminatorSteps?: number;
  /**
   * Examples that the discriminator sees at once, joined along their last axis, against mode collapse; it divides the batch size.
   * Lin et al. 2017 (PacGAN), https://arxiv.org/abs/1712.04086. Default 1.
   */
  readonly pack?: number;
  /** Changes real and fake examples alike before the discriminator: `augmentImages`, instance noise. Default: none. */
  readonly augment?: Augment | null;
  /** Classes of a conditional model, which reads the batch's `y`. Default 0: not conditional. */
  readonly classes?: number;
  /**
   * Weight of an auxiliary classifier, which is the discriminator's further outputs. Both players train it, on real and fake examples.
   * Odena et al. 2016 (AC-GAN), https://arxiv.org/abs/1610.09585. Default 0: none.
   */
  readonly auxiliaryWeight?: number;
}

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

export type Augment = (x: Tensor, context: Context) => Tensor;

/** `undefined` for what must be given. */
export const ganDefaults = {
  latent: undefined,
  prior: "normal",
  adversarial: nonSaturating,
  penalty: null,
  penaltyWeight: 10,
  discriminatorSteps: 1,
  pack: 1,
  augment: null,
  classes: 0,
  auxiliaryWeight: 0,
} as const;

/**
 * Every setting, checked.
 *
 * @throws GenlabError for one that is none or out of range.
 */
export function completeSettings(given: GanSettings): Required<GanSettings> {
  const settings = withDefaults("Gan", given, ganDefaults);
  const { latent, prior, discriminatorSteps, pack, penaltyWeight, classes, auxiliaryWeight } = settings;
  requireCounts("Gan", { latent, discriminatorSteps, pack });
  requireNonNegative("Gan", { penaltyWeight, auxiliaryWeight });
  requireCounts("Gan", { classes }, 0);
  requirePrior("Gan", prior);
  if (auxiliaryWeight > 0 && (classes === 0 || pack > 1)) {
    throw new GenlabError(
      `\`auxiliaryWeight\` of Gan is ${auxiliaryWeight} with ${classes} classes and packs of ${pack}. ` +
        "An auxiliary classifier needs classes, and examples one by one.",
    );
  }
  return settings;
}
