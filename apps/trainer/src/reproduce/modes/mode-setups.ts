import { adversarialAutoencoder } from "./adversarial-autoencoder.js";
import { ali } from "./ali.js";
import { autoencoderInGan } from "./autoencoder-in-gan.js";
import { gan } from "./gan.js";
import type { ModeSetup } from "./mode-setup.js";
import { pacGan } from "./pac-gan.js";
import { stagedAutoencoderGan } from "./staged-autoencoder-gan.js";
import { veegan } from "./veegan.js";
import { wganGp } from "./wgan-gp.js";

/** Set-ups by the name that `--model` takes. A new one is a file and a line here. */
export const modeSetups: Readonly<Record<string, ModeSetup>> = {
  gan,
  pacgan2: pacGan,
  ali,
  veegan,
  "wgan-gp": wganGp,
  aae: adversarialAutoencoder,
  "staged-ae-gan": stagedAutoencoderGan,
  "ae-in-gan": autoencoderInGan,
};
