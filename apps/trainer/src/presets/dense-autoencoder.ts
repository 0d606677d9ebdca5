import type { Preset } from "./preset.js";

/** The error of an example is the sum over its pixels, and that of a batch the mean over its examples. */
export const denseAutoencoder: Preset = {
  description: "An autoencoder of linear layers with 32 codes, squared error",
  config: {
    model: {
      type: "autoencoder",
      latent: 32,
      network: "dense",
      hidden: [],
      codeActivation: "relu",
      likelihood: "squared-error",
    },
    optimizer: { type: "adam", learningRate: 1e-3 },
    batchSize: 256,
    epochs: 50,
  },
  // 1500 digits make five batches of 256: too few updates
  onDigits: { batchSize: 32, epochs: 100 },
};
