import { decayingAdam } from "./decaying-adam.js";
import { networks } from "./networks.js";
import type { RingSetup } from "./ring-setup.js";

export const autoencoderInGan: RingSetup = {
  title: "autoencoder in GAN",
  model: { type: "autoencoder-in-gan", ...networks },
  optimizer: (steps) => decayingAdam(1e-3, steps),
  steps: 6000,
  published: [],
};
