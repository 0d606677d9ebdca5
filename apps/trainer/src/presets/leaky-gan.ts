import type { Preset } from "./preset.js";

/** The players move in turn. */
export const leakyGan: Preset = {
  description: "A GAN with two hidden layers of leaky ReLUs in either player",
  config: {
    model: {
      type: "gan",
      latent: 100,
      network: "dense",
      hidden: [128, 256],
      activation: "leaky-relu",
      batchNorm: false,
      game: "non-saturating",
    },
    optimizer: { type: "adam", learningRate: 1e-3, beta1: 0.5 },
    batchSize: 64,
    steps: 8000,
    evaluateEvery: 20,
  },
};
