import type { ImageSetup } from "../image-runs.js";
import { autoencoderSetups } from "./autoencoder-setups.js";
import { ganSetups } from "./gan-setups.js";
import { hybridSetups } from "./hybrid-setups.js";
import { presetSetups } from "./preset-setups.js";
import { vaeSetups } from "./vae-setups.js";

/** What the sheet shows, by the name that `--model` takes. A new model is a line in its family's table. */
export const pictureSetups: Readonly<Record<string, ImageSetup>> = {
  ...autoencoderSetups,
  ...vaeSetups,
  ...ganSetups,
  ...hybridSetups,
  ...presetSetups,
};
