import type { Preset } from "./preset.js";

/** https://github.com/pytorch/examples/tree/main/vae: pixels stay in [0, 1], and incomplete batches count. */
export const pytorchExample: Preset = {
  description: "The VAE of pytorch/examples on MNIST: 784-400-20, 10 epochs, test loss about 105.6",
  config: {
    model: { type: "vae", latent: 20, network: "dense", hidden: [400], activation: "relu", likelihood: "bernoulli" },
    data: { type: "mnist" },
    optimizer: { type: "adam", learningRate: 1e-3 },
    batchSize: 128,
    lastBatch: "keep",
    epochs: 10,
    seed: 1,
    evaluateEvery: 1,
  },
};
