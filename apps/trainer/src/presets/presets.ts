import { denoisingAutoencoder } from "./denoising-autoencoder.js";
import { denseAutoencoder } from "./dense-autoencoder.js";
import { digits } from "./digits.js";
import { points } from "./points.js";
import type { Preset } from "./preset.js";
import { pytorchExample } from "./pytorch-example.js";
import { vae2d } from "./vae-2d.js";

/** Presets by name. A new one is a file and a line here. */
export const presets: Readonly<Record<string, Preset>> = {
  digits,
  "dense-autoencoder": denseAutoencoder,
  "denoising-autoencoder": denoisingAutoencoder,
  "vae-2d": vae2d,
  "pytorch-example": pytorchExample,
  points,
};
