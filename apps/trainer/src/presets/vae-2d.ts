import type { Preset } from "./preset.js";

/** Both parts of the loss are trained on, and the decoder's output is logits. */
export const vae2d: Preset = {
  description: "A VAE of linear layers with two codes, which can be drawn as a map",
  config: {
    model: {
      type: "vae",
      latent: 2,
      network: "dense",
      hidden: [128],
      activation: "leaky-relu",
      reconstructionWeight: 1,
      beta: 1,
    },
    optimizer: { type: "adam", learningRate: 1e-3 },
    batchSize: 64,
    epochs: 100,
  },
};
