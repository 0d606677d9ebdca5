import type { ImageSetup } from "../image-runs.js";

const run = { batchSize: 64, steps: 2000 } as const;
const networks = { latent: 16, network: "dense", hidden: [256] } as const;

/** Autoencoders of the zoo. */
export const autoencoderSetups: Readonly<Record<string, ImageSetup>> = {
  autoencoder: { ...run, model: { type: "autoencoder", ...networks } },
  "convolutional-autoencoder": { ...run, model: { type: "autoencoder", latent: 16 }, steps: 1000 },
  "denoising-autoencoder": { ...run, model: { type: "denoising-autoencoder", ...networks, level: 0.5 } },
  "sparse-autoencoder": { ...run, model: { type: "sparse-autoencoder", ...networks, latent: 64 } },
  "contractive-autoencoder": { ...run, model: { type: "contractive-autoencoder", ...networks } },
  "regularized-autoencoder": { ...run, model: { type: "regularized-autoencoder", ...networks } },
};
