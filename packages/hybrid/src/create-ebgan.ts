import type { Rng } from "@genlab/core";
import { Ebgan, type EbganSettings } from "./ebgan.js";
import { coderNetworks, decoderNetwork, type HybridNetworksOptions, settingsOf } from "./networks.js";

export interface CreateEbganOptions extends HybridNetworksOptions, EbganSettings {
  /** Features of the discriminator's codes. Default: the latent. */
  readonly codes?: number;
}

/** An EBGAN with networks that fit the shape of one example: `createEbgan({ shape: [28, 28, 1], latent: 64 }, rng)`. */
export function createEbgan(options: CreateEbganOptions, rng: Rng): Ebgan {
  const { codes: latent = options.latent, ...rest } = options;
  const generator = decoderNetwork(options, rng.fork("generator"));
  const discriminator = coderNetworks({ ...options, latent }, rng.fork("discriminator"));
  return new Ebgan({ generator, ...discriminator }, settingsOf(rest));
}
