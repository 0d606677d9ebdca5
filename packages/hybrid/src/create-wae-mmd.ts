import type { Rng } from "@genlab/core";
import { coderNetworks, type HybridNetworksOptions, settingsOf } from "./networks.js";
import { WaeMmd, type WaeMmdSettings } from "./wae-mmd.js";

export interface CreateWaeMmdOptions extends HybridNetworksOptions, WaeMmdSettings {}

/** A WAE-MMD with networks that fit the shape of one example: `createWaeMmd({ shape: [28, 28, 1], latent: 8 }, rng)`. */
export function createWaeMmd(options: CreateWaeMmdOptions, rng: Rng): WaeMmd {
  return new WaeMmd(coderNetworks(options, rng), settingsOf(options));
}
