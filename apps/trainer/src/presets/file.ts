import type { Preset } from "./preset.js";

/** What `genlab train --data FILE` does when no more is asked: of images and of vectors. */
export const file: Preset = {
  description: "A VAE of the arrays in a file",
  config: {
    model: { type: "vae", latent: 16 },
    optimizer: { type: "adam", learningRate: 1e-3 },
    batchSize: 64,
    lastBatch: "keep",
    steps: 3000,
  },
};
