import type { Preset } from "./preset.js";

/** Every report has the norm of each parameter's gradient; `genlab reproduce gradient-health` sets it beside a GAN's. */
export const aeInGan: Preset = {
  description: "An autoencoder of 32 codes inside a GAN",
  config: {
    model: {
      type: "autoencoder-in-gan",
      latent: 32,
      network: "dense",
      hidden: [256],
      activation: "relu",
      reconstructionWeight: 0.1,
    },
    optimizer: { type: "adam", learningRate: 5e-4, beta1: 0.5 },
    batchSize: 64,
    steps: 6000,
    evaluateEvery: 20,
    gradientNorms: true,
  },
  // the error is a sum over pixels, of which there are a twelfth
  onDigits: { model: { type: "autoencoder-in-gan", reconstructionWeight: 1 } },
};
