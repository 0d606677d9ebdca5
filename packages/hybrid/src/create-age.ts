import type { Rng } from "@genlab/core";
import { Age, type AgeSettings, ageDefaults } from "./age.js";
import { splitOptions } from "./options.js";
import { coderNetworks, type HybridNetworksOptions } from "./parts/networks.js";

export interface CreateAgeOptions extends HybridNetworksOptions, AgeSettings {}

/**
 * An AGE with networks that fit the shape of one example: `createAge({ shape: [28, 28, 1], latent: 16 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createAge(options: CreateAgeOptions, rng: Rng): Age {
  const { networks, settings } = splitOptions("createAge", options, ageDefaults, rng);
  const { encoder, decoder: generator } = coderNetworks(networks, rng);
  return new Age({ encoder, generator }, settings);
}
