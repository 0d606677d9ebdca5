import type { ModeSetup } from "./mode-setup.js";
import { networks } from "./networks.js";

/** The discriminator sees two points at once. */
export const pacGan: ModeSetup = {
  title: "PacGAN2",
  model: { type: "gan", ...networks, batchNorm: false, pack: 2 },
  optimizer: () => ({ type: "adam", learningRate: 1e-3, beta1: 0.5 }),
  average: { decay: 0.995 },
  steps: 8000,
  publishedOnRing: [{ source: "PacGAN", modesFound: 7.9, highQuality: 95.6 }],
};
