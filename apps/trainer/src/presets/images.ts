import type { Preset } from "./preset.js";

/**
 * What `genlab train --data FOLDER` does when no more is asked. Few images do not fill a batch, and none is left out.
 * Half the rate of the recipe: 64×64 in colour had a lower loss with it, 4666 for 4729 nats after 300 steps.
 */
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
