import type { Preset } from "./preset.js";

/** Data are compared pixel by pixel; the model `vae-gan` compares them in the discriminator's features. */
export const vaeGan: Preset = {
  description: "A VAE and a GAN in one objective of three weighted terms",
  config: {
    model: {
      type: "weighted-vae-gan",
      latent: 8,
      network: "dense",
      hidden: [256],
      activation: "relu",
      reconstructionWeight: 1,
      beta: 0.5,
      adversarialWeight: 5,
    },
    optimizer: { type: "adam", learningRate: 5e-4, beta1: 0.5 },
    batchSize: 64,
    steps: 6000,
    evaluateEvery: 20,
  },
  // the error is a sum over pixels, of which there are a twelfth
  onDigits: { model: { type: "weighted-vae-gan", beta: 0.1, adversarialWeight: 0.5 } },
};
