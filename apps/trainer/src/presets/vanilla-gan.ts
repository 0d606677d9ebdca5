import type { Preset } from "./preset.js";

/**
 * The discriminator gives logits, and each player has a loss of its own. Images end in `(1 + tanh a) / 2`, which is `σ(2a)`: the article's
 * sigmoid, but for a factor in the last layer.
 */
export const vanillaGan: Preset = {
  description: "A GAN with one hidden layer of ReLUs in either player",
  config: {
    model: {
      type: "gan",
      latent: 100,
      network: "dense",
      hidden: [256],
      activation: "relu",
      batchNorm: false,
      game: "non-saturating",
    },
    optimizer: { type: "adam", learningRate: 2e-4, beta1: 0.5 },
    batchSize: 64,
    steps: 12_000,
    evaluateEvery: 20,
  },
};
