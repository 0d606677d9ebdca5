import { type Rng, requireCounts } from "@genlab/core";
import { Ebgan, type EbganSettings, ebganDefaults } from "./ebgan.js";
import { splitOptions } from "./options.js";
import { coderNetworks, decoderNetwork, type HybridNetworksOptions } from "./parts/networks.js";

export interface CreateEbganOptions extends HybridNetworksOptions, EbganSettings {
  /** Features of the discriminator's codes. Default: the latent. */
  readonly codes?: number;
}

/**
 * An EBGAN with networks that fit the shape of one example: `createEbgan({ shape: [28, 28, 1], latent: 64 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createEbgan(options: CreateEbganOptions, rng: Rng): Ebgan {
  const { networks, settings: rest } = splitOptions(
    "createEbgan",
    options,
    { ...ebganDefaults, codes: undefined },
    rng,
  );
  const { codes = options.latent, ...settings } = rest;
  requireCounts("createEbgan", { codes });
  const generator = decoderNetwork(networks, rng.fork("generator"));
  const discriminator = coderNetworks({ ...networks, latent: codes }, rng.fork("discriminator"));
  return new Ebgan({ generator, ...discriminator }, settings);
}
