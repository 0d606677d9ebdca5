import { networks } from "./networks.js";
import type { RingSetup } from "./ring-setup.js";

/** The discriminator sees two points at once. */
export const pacGan: RingSetup = {
  title: "PacGAN2",
  model: { type: "gan", ...networks, batchNorm: false, pack: 2 },
  optimizer: () => ({ type: "adam", learningRate: 1e-3, beta1: 0.5 }),
  average: { decay: 0.995 },
  steps: 8000,
  published: [{ source: "PacGAN", modesFound: 7.9, highQuality: 95.6 }],
};
