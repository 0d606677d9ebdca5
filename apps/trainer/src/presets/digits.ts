import type { Preset } from "./preset.js";

/** What `genlab train` does when nothing is asked. */
export const digits: Preset = {
  description: "A convolutional VAE on the 8×8 digits that come with GenLab",
  config: {
    model: { type: "vae", latent: 10, network: "convolutional", channels: [32, 64] },
    data: { type: "digits" },
    optimizer: { type: "adam", learningRate: 2e-3 },
    batchSize: 50,
    epochs: 100,
  },
};
