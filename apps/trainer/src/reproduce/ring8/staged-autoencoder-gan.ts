import { decayingAdam } from "./decaying-adam.js";
import { networks } from "./networks.js";
import type { RingSetup } from "./ring-setup.js";

export const stagedAutoencoderGan: RingSetup = {
  title: "staged AE+GAN",
  model: { type: "staged-autoencoder-gan", ...networks, pretrainingSteps: 500, adversarialSteps: 500 },
  optimizer: (steps) => decayingAdam(1e-3, steps),
  steps: 6000,
  published: [],
};
