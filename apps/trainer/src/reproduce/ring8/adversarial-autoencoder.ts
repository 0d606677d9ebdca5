import { decayingAdam } from "./decaying-adam.js";
import { networks } from "./networks.js";
import type { RingSetup } from "./ring-setup.js";

export const adversarialAutoencoder: RingSetup = {
  title: "AAE",
  model: { type: "adversarial-autoencoder", ...networks, priorDeviation: 1 },
  optimizer: (steps) => decayingAdam(1e-3, steps),
  steps: 4000,
  published: [],
};
