import type { Preset } from "./preset.js";

/**
 * What `genlab train` does when nothing is asked. Half the weight on the KL term, as 64 grey pixels hold few nats: with
 * the whole of it the reconstructions blur.
 */
export const digits: Preset = {
  description: "A convolutional VAE on the 8×8 digits that come with GenLab",
  config: {
    model: { type: "vae", latent: 8, network: "convolutional", channels: [32, 64], beta: 0.5 },
    data: { type: "digits" },
    optimizer: { type: "adam", learningRate: 2e-3 },
    batchSize: 50,
    steps: 2700,
  },
};
