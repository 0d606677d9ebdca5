import type { Preset } from "./preset.js";

/** The dense autoencoder, given noisy examples to make clean; `psnrNoisy` and `psnr` are its quality before and after. */
export const denoisingAutoencoder: Preset = {
  description: "An autoencoder of linear layers that removes Gaussian noise",
  config: {
    model: {
      type: "denoising-autoencoder",
      latent: 32,
      network: "dense",
      hidden: [],
      codeActivation: "relu",
      likelihood: "squared-error",
      corruption: "gaussian",
      level: 0.3,
    },
    optimizer: { type: "adam", learningRate: 1e-3 },
    batchSize: 256,
    epochs: 50,
  },
  // 1500 digits make five batches of 256: too few updates
  onDigits: { batchSize: 32, epochs: 100 },
};
