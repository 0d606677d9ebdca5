import { decayingAdam } from "./decaying-adam.js";
import type { ModeSetup } from "./mode-setup.js";
import { networks } from "./networks.js";

export const ali: ModeSetup = {
  title: "ALI",
  model: { type: "bi-gan", ...networks, encoderBatchNorm: "off", stochastic: true },
  optimizer: (steps) => decayingAdam(1e-3, steps),
  steps: 4000,
  publishedOnRing: [
    { source: "PacGAN", modesFound: 6.6, highQuality: 97.6 },
    { source: "VEEGAN", modesFound: 2.8, highQuality: 0.1 },
  ],
};
