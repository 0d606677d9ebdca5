import type { ImageSetup } from "../image-runs.js";

/** Noise that an autoencoder is trained to remove. */
export interface DenoisingSetup {
  /** What the table calls it. */
  readonly title: string;
  /** What the picture calls it. */
  readonly label: string;
  readonly corruption: "gaussian" | "masking" | "salt-and-pepper";
  /** The deviation, or the share of pixels. */
  readonly level: number;
}

export const denoisingSetups: readonly DenoisingSetup[] = [
  { title: "Gaussian, deviation 0.25", label: "gaussian 25", corruption: "gaussian", level: 0.25 },
  { title: "Gaussian, deviation 0.5", label: "gaussian 50", corruption: "gaussian", level: 0.5 },
  { title: "masking, half of the pixels", label: "masking 50", corruption: "masking", level: 0.5 },
  {
    title: "salt and pepper, 0.3 of the pixels",
    label: "salt and pepper 30",
    corruption: "salt-and-pepper",
    level: 0.3,
  },
];

/** 784-512-64-512-784 on MNIST. */
export const denoisingRun = ({ corruption, level }: DenoisingSetup): ImageSetup => ({
  model: { type: "denoising-autoencoder", network: "dense", hidden: [512], latent: 64, corruption, level },
  optimizer: { type: "adam", learningRate: 1e-3 },
  batchSize: 64,
  steps: 3000,
});
