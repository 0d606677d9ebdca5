import { decayingAdam } from "./decaying-adam.js";
import type { ModeSetup } from "./mode-setup.js";
import { networks } from "./networks.js";

export const adversarialAutoencoder: ModeSetup = {
  title: "AAE",
  model: { type: "adversarial-autoencoder", ...networks, batchNorm: "off", priorDeviation: 1 },
  optimizer: (steps) => decayingAdam(1e-3, steps),
  steps: 4000,
  publishedOnRing: [],
};
