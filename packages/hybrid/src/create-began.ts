import type { Rng } from "@genlab/core";
import { Began, type BeganSettings } from "./began.js";
import { coderNetworks, decoderNetwork, type HybridNetworksOptions, settingsOf } from "./networks.js";

export interface CreateBeganOptions extends HybridNetworksOptions, BeganSettings {
  /** Features of the discriminator's codes. Default: the latent. */
  readonly codes?: number;
}

/** A BEGAN with networks that fit the shape of one example: `createBegan({ shape: [28, 28, 1], latent: 64 }, rng)`. */
export function createBegan(options: CreateBeganOptions, rng: Rng): Began {
  const { codes: latent = options.latent, ...rest } = options;
  const generator = decoderNetwork(options, rng.fork("generator"));
  const discriminator = coderNetworks({ ...options, latent }, rng.fork("discriminator"));
  return new Began({ generator, ...discriminator }, settingsOf(rest));
}
