import { decayingAdam } from "./decaying-adam.js";
import type { ModeSetup } from "./mode-setup.js";
import { networks } from "./networks.js";

/** The penalty's weight and Adam's betas are those of the toy sets in https://arxiv.org/abs/1704.00028. */
export const wganGp: ModeSetup = {
  title: "WGAN-GP",
  model: { type: "wgan-gp", ...networks, batchNorm: false, penaltyWeight: 0.1, discriminatorSteps: 5 },
  optimizer: (steps) => decayingAdam(1e-3, steps, { beta2: 0.9 }),
  steps: 5000,
  publishedOnRing: [],
};
