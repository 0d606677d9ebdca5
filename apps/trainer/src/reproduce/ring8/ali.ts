import { decayingAdam } from "./decaying-adam.js";
import { networks } from "./networks.js";
import type { RingSetup } from "./ring-setup.js";

export const ali: RingSetup = {
  title: "ALI",
  model: { type: "bi-gan", ...networks, stochastic: true },
  optimizer: (steps) => decayingAdam(1e-3, steps),
  steps: 4000,
  published: [
    { source: "PacGAN", modesFound: 6.6, highQuality: 97.6 },
    { source: "VEEGAN", modesFound: 2.8, highQuality: 0.1 },
  ],
};
