import type { ModeSetup } from "./mode-setup.js";
import { networks } from "./networks.js";

export const gan: ModeSetup = {
  title: "GAN",
  model: { type: "gan", ...networks, batchNorm: false },
  optimizer: () => ({ type: "adam", learningRate: 1e-3, beta1: 0.5 }),
  average: { decay: 0.995 },
  steps: 8000,
  publishedOnRing: [
    { source: "PacGAN", modesFound: 6.3, highQuality: 98.2 },
    { source: "VEEGAN", modesFound: 1, highQuality: 99.3 },
  ],
};
