import type { Rng } from "@genlab/core";
import { splitOptions } from "./options.js";
import { coderNetworks, type HybridNetworksOptions } from "./parts/networks.js";
import { WaeMmd, type WaeMmdSettings, waeMmdDefaults } from "./wae-mmd.js";

export interface CreateWaeMmdOptions extends HybridNetworksOptions, WaeMmdSettings {}

/**
 * A WAE-MMD with networks that fit the shape of one example: `createWaeMmd({ shape: [28, 28, 1], latent: 8 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createWaeMmd(options: CreateWaeMmdOptions, rng: Rng): WaeMmd {
  const { networks, settings } = splitOptions("createWaeMmd", options, waeMmdDefaults, rng);
  return new WaeMmd(coderNetworks(networks, rng), settings);
}
