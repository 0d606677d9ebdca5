import type { ImageSetup } from "../image-runs.js";

/** With the optimizers of the papers. */
const published = { batchSize: 64, steps: 3000 } as const;
const adam = { type: "adam", learningRate: 5e-4, beta1: 0.5 } as const;
const run = { ...published, optimizer: adam } as const;
const networks = { latent: 16, network: "dense", hidden: [256] } as const;

/** Hybrids of autoencoder and GAN. */
export const hybridSetups: Readonly<Record<string, ImageSetup>> = {
  "adversarial-autoencoder": { ...run, model: { type: "adversarial-autoencoder", ...networks, latent: 8 } },
  "supervised-adversarial-autoencoder": {
    ...run,
    model: { type: "supervised-adversarial-autoencoder", ...networks, latent: 8 },
  },
  "wae-gan": { ...published, model: { type: "wae-gan", ...networks, latent: 8 } },
  "wae-mmd": { ...published, model: { type: "wae-mmd", ...networks, latent: 8 } },
  "staged-autoencoder-gan": { ...run, model: { type: "staged-autoencoder-gan", ...networks, latent: 8 } },
  "autoencoder-in-gan": {
    ...run,
    model: { type: "autoencoder-in-gan", ...networks, latent: 8, reconstructionWeight: 0.1 },
  },
  "vae-gan": { ...run, model: { type: "vae-gan", latent: 16 } },
  "weighted-vae-gan": { ...run, model: { type: "weighted-vae-gan", ...networks } },
  "bi-gan": { ...run, model: { type: "bi-gan", ...networks } },
  veegan: { ...run, model: { type: "veegan", ...networks } },
  "alpha-gan": { ...run, model: { type: "alpha-gan", ...networks, latent: 8, reconstructionWeight: 0.4 } },
  age: { ...run, model: { type: "age", ...networks, dataWeight: 100 } },
  "soft-intro-vae": {
    ...published,
    model: { type: "soft-intro-vae", ...networks, latent: 8, reconstructionWeight: 30, beta: 15, negativeBeta: 60 },
    optimizer: { type: "adam", learningRate: 5e-4 },
  },
  began: { ...run, model: { type: "began", ...networks } },
  ebgan: { ...run, model: { type: "ebgan", ...networks } },
  "vq-gan": { ...run, model: { type: "vq-gan" }, steps: 1500 },
};
