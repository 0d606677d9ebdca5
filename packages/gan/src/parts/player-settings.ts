import { count, number, oneOf } from "@genlab/core";
import { gameSetting } from "@genlab/losses";

/** What every GAN has a setting for. */
export const playerSettings = {
  latent: count("Numbers of noise."),
  prior: oneOf("What noise is drawn from: N(0, 1), or the uniform distribution on [−1, 1).", ["normal", "uniform"], {
    default: "normal",
  }),
  game: gameSetting("non-saturating"),
  labelSmoothing: number(
    "By how much the label of real examples is below 1, against a discriminator too sure of itself.",
    {
      default: 0,
      min: 0,
      max: 0.49,
    },
  ),
};
