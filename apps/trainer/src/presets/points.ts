import type { Preset } from "./preset.js";

/** What `genlab train --data ring` and the like do when no more is asked. */
export const points: Preset = {
  description: "A VAE of points in the plane: ring, grid, swiss-roll or moons",
  config: {
    model: { type: "vae", latent: 2, network: "dense", hidden: [128, 128], likelihood: "gaussian", variance: 0.01 },
    data: { type: "ring" },
    optimizer: { type: "adam", learningRate: 1e-3 },
    batchSize: 256,
    epochs: 50,
  },
};
