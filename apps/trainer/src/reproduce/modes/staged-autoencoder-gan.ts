import { decayingAdam } from "./decaying-adam.js";
import type { ModeSetup } from "./mode-setup.js";
import { networks } from "./networks.js";

export const stagedAutoencoderGan: ModeSetup = {
  title: "staged AE+GAN",
  model: {
    type: "staged-autoencoder-gan",
    ...networks,
    batchNorm: "off",
    pretrainingSteps: 500,
    adversarialSteps: 500,
  },
  optimizer: (steps) => decayingAdam(1e-3, steps),
  steps: 6000,
  publishedOnRing: [],
};
