import type { ImageSetup } from "../image-runs.js";

/** Models that compress images to codes. */
export const compressors = ["autoencoder", "VAE", "VQ-VAE"] as const;

export type Compressor = (typeof compressors)[number];

/** How many codes an image is compressed to. Hinton & Salakhutdinov 2006 have 30. */
export const codeCounts = [2, 4, 8, 16, 30, 64] as const;

/** Bits of a code: an autoencoder's is rounded to one of 2⁸ levels, a VQ-VAE's is one of 2⁸ vectors. */
export const BITS = 8;

const run = { batchSize: 64, steps: 3000, optimizer: { type: "adam", learningRate: 1e-3 } } as const;
const network = { network: "dense", hidden: [256, 256] } as const;

export const compressionRun = (compressor: Compressor, codes: number): ImageSetup => {
  switch (compressor) {
    case "autoencoder":
      return { ...run, model: { type: "autoencoder", ...network, latent: codes } };
    case "VAE":
      return { ...run, model: { type: "vae", ...network, latent: codes } };
    case "VQ-VAE":
      return { ...run, model: { type: "vq-vae", ...network, latent: 8, places: codes, codes: 2 ** BITS } };
  }
};
