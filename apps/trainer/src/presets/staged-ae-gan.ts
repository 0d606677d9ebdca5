import type { Preset } from "./preset.js";

/** Each stage is so many steps, and the third joins feature matching on the encoder with a reconstruction term. */
export const stagedAeGan: Preset = {
  description: "An autoencoder, then a GAN from its decoder, then both in turns",
  config: {
    model: {
      type: "staged-autoencoder-gan",
      latent: 8,
      network: "dense",
      hidden: [256],
      activation: "relu",
      batchNorm: "off",
      pretrainingSteps: 2000,
      adversarialSteps: 1000,
    },
    optimizer: {
      autoencoder: { type: "adam", learningRate: 1e-3 },
      discriminator: {
        type: "adam",
        learningRate: { type: "inverse-epoch", from: 2e-4, stepsPerEpoch: 937 },
        beta1: 0.5,
      },
      generator: { type: "adam", learningRate: { type: "inverse-epoch", from: 2e-4, stepsPerEpoch: 937 }, beta1: 0.5 },
    },
    batchSize: 64,
    steps: 6000,
    evaluateEvery: 20,
  },
};
