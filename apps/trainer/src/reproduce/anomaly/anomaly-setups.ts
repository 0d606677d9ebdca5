import type { ImageSetup } from "../image-runs.js";

/** A model whose `score` is to tell a digit that it has not seen. */
export interface AnomalySetup {
  /** What the table calls it. */
  readonly title: string;
  readonly run: ImageSetup;
  /** The area under the curve for each digit, as someone published it. */
  readonly published?: readonly number[];
}

const run = { batchSize: 64, steps: 2000 } as const;
const network = { network: "dense", hidden: [256] } as const;

// Tonnaer 2023, table 3.3, https://books.ipskampprinting.nl/thesis/603556-Tonnaer/65: the same score, other networks
export const anomalySetups: readonly AnomalySetup[] = [
  { title: "autoencoder, 32 codes", run: { ...run, model: { type: "autoencoder", ...network, latent: 32 } } },
  {
    title: "VAE, 2 codes",
    run: { ...run, model: { type: "vae", ...network, latent: 2 } },
    published: [0.96, 0.73, 0.97, 0.94, 0.73, 0.92, 0.95, 0.77, 0.92, 0.66],
  },
  {
    title: "VAE, 32 codes",
    run: { ...run, model: { type: "vae", ...network, latent: 32 } },
    published: [0.81, 0.09, 0.92, 0.87, 0.78, 0.86, 0.87, 0.51, 0.89, 0.58],
  },
];
