import type { ImageSetup } from "../image-runs.js";

const adam = { type: "adam", learningRate: 5e-4, beta1: 0.5 } as const;
const run = { batchSize: 64, steps: 3000, optimizer: adam } as const;
const networks = { latent: 16, network: "dense", hidden: [256] } as const;

/** Hybrids of autoencoder and GAN. */
export const hybridSetups: Readonly<Record<string, ImageSetup>> = {
  "adversarial-autoencoder": { ...run, model: { type: "adversarial-autoencoder", ...networks, latent: 8 } },
  "supervised-adversarial-autoencoder": {
    ...run,
    model: { type: "supervised-adversarial-autoencoder", ...networks, latent: 8 },
  },
  "wae-gan": { ...run, model: { type: "wae-gan", ...networks, latent: 8 } },
  "wae-mmd": { ...run, model: { type: "wae-mmd", ...networks, latent: 8 } },
  "staged-autoencoder-gan": { ...run, model: { type: "staged-autoencoder-gan", ...networks, latent: 8 } },
  "autoencoder-in-gan": { ...run, model: { type: "autoencoder-in-gan", ...networks } },
  "vae-gan": { ...run, model: { type: "vae-gan", latent: 16 } },
  "weighted-vae-gan": { ...run, model: { type: "weighted-vae-gan", ...networks } },
  "bi-gan": { ...run, model: { type: "bi-gan", ...networks } },
  veegan: { ...run, model: { type: "veegan", ...networks } },
  "alpha-gan": { ...run, model: { type: "alpha-gan", ...networks } },
  age: { ...run, model: { type: "age", ...networks } },
  "soft-intro-vae": { ...run, model: { type: "soft-intro-vae", ...networks } },
  began: { ...run, model: { type: "began", ...networks } },
  ebgan: { ...run, model: { type: "ebgan", ...networks } },
  "vq-gan": { ...run, model: { type: "vq-gan" }, steps: 1500 },
};
