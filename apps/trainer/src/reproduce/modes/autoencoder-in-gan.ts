import { decayingAdam } from "./decaying-adam.js";
import type { ModeSetup } from "./mode-setup.js";
import { networks } from "./networks.js";

export const autoencoderInGan: ModeSetup = {
  title: "autoencoder in GAN",
  model: { type: "autoencoder-in-gan", ...networks, batchNorm: false },
  optimizer: (steps) => decayingAdam(1e-3, steps),
  steps: 6000,
  publishedOnRing: [],
};
