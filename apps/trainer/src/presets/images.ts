import type { Preset } from "./preset.js";

/** What `genlab train --data FOLDER` does when no more is asked. Few images do not fill a batch, and none is left out. */
export const images: Preset = {
  description: "A VAE of your own images",
  config: {
    model: { type: "vae", latent: 32 },
    optimizer: { type: "adam", learningRate: 1e-3 },
    batchSize: 64,
    lastBatch: "keep",
    steps: 3000,
  },
};
