import { type Rng, requireCounts } from "@genlab/core";
import { Began, type BeganSettings, beganDefaults } from "./began.js";
import { splitOptions } from "./options.js";
import { coderNetworks, decoderNetwork, type HybridNetworksOptions } from "./parts/networks.js";

export interface CreateBeganOptions extends HybridNetworksOptions, BeganSettings {
  /** Features of the discriminator's codes. Default: the latent. */
  readonly codes?: number;
}

/**
 * A BEGAN with networks that fit the shape of one example: `createBegan({ shape: [28, 28, 1], latent: 64 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createBegan(options: CreateBeganOptions, rng: Rng): Began {
  const { networks, settings: rest } = splitOptions(
    "createBegan",
    options,
    { ...beganDefaults, codes: undefined },
    rng,
  );
  const { codes = options.latent, ...settings } = rest;
  requireCounts("createBegan", { codes });
  const generator = decoderNetwork(networks, rng.fork("generator"));
  const discriminator = coderNetworks({ ...networks, latent: codes }, rng.fork("discriminator"));
  return new Began({ generator, ...discriminator }, settings);
}
