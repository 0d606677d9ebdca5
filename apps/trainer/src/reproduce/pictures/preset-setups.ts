import { presets } from "../../presets/presets.js";
import type { ImageSetup } from "../image-runs.js";

/** Presets of images, and how long they are trained here. */
const steps = {
  "dense-autoencoder": 3000,
  "denoising-autoencoder": 3000,
  "vae-2d": 10_000,
  "vanilla-gan": 12_000,
  "leaky-gan": 8000,
  "minimax-gan": 12_000,
  "staged-ae-gan": 6000,
  "ae-in-gan": 6000,
  "vae-gan": 6000,
} satisfies Record<string, number>;

/** The presets as the sheet has them, `preset-vae-gan` and the like. */
export const presetSetups: Readonly<Record<string, ImageSetup>> = Object.fromEntries(
  Object.entries(steps).map(([name, steps]) => {
    const { epochs: _, ...config } = presets[name]!.config;
    return [`preset-${name}`, { ...config, gradientNorms: false, steps }];
  }),
);
