import { decayingAdam } from "./decaying-adam.js";
import { networks } from "./networks.js";
import type { RingSetup } from "./ring-setup.js";

/** The discriminator sees two points at once. */
export const pacGan: RingSetup = {
  title: "PacGAN2",
  model: { type: "gan", ...networks, batchNorm: false, pack: 2 },
  optimizer: (steps) => decayingAdam(2e-3, steps),
  steps: 4000,
  published: [{ source: "PacGAN", modesFound: 7.9, highQuality: 95.6 }],
};
