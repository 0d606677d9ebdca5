import { aeInGan } from "./ae-in-gan.js";
import { denoisingAutoencoder } from "./denoising-autoencoder.js";
import { denseAutoencoder } from "./dense-autoencoder.js";
import { digits } from "./digits.js";
import { file } from "./file.js";
import { images } from "./images.js";
import { leakyGan } from "./leaky-gan.js";
import { minimaxGan } from "./minimax-gan.js";
import { points } from "./points.js";
import type { Preset } from "./preset.js";
import { pytorchExample } from "./pytorch-example.js";
import { r3Gan } from "./r3-gan.js";
import { stagedAeGan } from "./staged-ae-gan.js";
import { table } from "./table.js";
import { tableGan } from "./table-gan.js";
import { vae2d } from "./vae-2d.js";
import { vaeGan } from "./vae-gan.js";
import { vanillaGan } from "./vanilla-gan.js";

/** Presets by name. A new one is a file and a line here. */
export const presets: Readonly<Record<string, Preset>> = {
  digits,
  "dense-autoencoder": denseAutoencoder,
  "denoising-autoencoder": denoisingAutoencoder,
  "vae-2d": vae2d,
  "vanilla-gan": vanillaGan,
  "leaky-gan": leakyGan,
  "minimax-gan": minimaxGan,
  "staged-ae-gan": stagedAeGan,
  "ae-in-gan": aeInGan,
  "vae-gan": vaeGan,
  "r3-gan": r3Gan,
  "pytorch-example": pytorchExample,
  points,
  images,
  file,
  table,
  "table-gan": tableGan,
};
