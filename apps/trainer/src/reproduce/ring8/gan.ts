import { decayingAdam } from "./decaying-adam.js";
import { networks } from "./networks.js";
import type { RingSetup } from "./ring-setup.js";

export const gan: RingSetup = {
  title: "GAN",
  model: { type: "gan", ...networks, batchNorm: false },
  optimizer: (steps) => decayingAdam(2e-3, steps),
  steps: 4000,
  published: [
    { source: "PacGAN", modesFound: 6.3, highQuality: 98.2 },
    { source: "VEEGAN", modesFound: 1, highQuality: 99.3 },
  ],
};
