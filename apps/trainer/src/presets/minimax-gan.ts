import type { Preset } from "./preset.js";

/**
 * The generator minimises `E log(1 − D(G(z)))`, which saturates. Half the discriminator's loss, as the article has it, is the same to
 * Adam as the whole.
 */
export const minimaxGan: Preset = {
  description: "A GAN with the saturating objective, and a learning rate divided by 1 + epoch",
  config: {
    model: {
      type: "gan",
      latent: 100,
      network: "dense",
      hidden: [256],
      activation: "leaky-relu",
      batchNorm: false,
      game: "minimax",
    },
    // an epoch of MNIST: those of the digits are over after 23 steps, and the rate with them
    optimizer: {
      type: "adam",
      learningRate: { type: "inverse-epoch", from: 1e-3, stepsPerEpoch: 937 },
      beta1: 0.5,
    },
    batchSize: 64,
    steps: 12_000,
    evaluateEvery: 20,
  },
};
