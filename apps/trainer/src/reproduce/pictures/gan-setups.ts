import type { ImageSetup } from "../image-runs.js";

const adam = { type: "adam", learningRate: 2e-4, beta1: 0.5 } as const;
const run = { batchSize: 64, steps: 2000, optimizer: adam } as const;

/** GANs of the zoo. */
export const ganSetups: Readonly<Record<string, ImageSetup>> = {
  dcgan: { ...run, model: { type: "gan", latent: 64, channels: [64, 128] } },
  "wgan-gp": {
    ...run,
    model: { type: "wgan-gp", latent: 64, network: "dense", hidden: [256, 256] },
    steps: 1500,
  },
  "info-gan": { ...run, model: { type: "info-gan", latent: 62, channels: [32, 64] }, steps: 1500 },
};
