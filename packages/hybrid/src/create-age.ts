import type { Rng } from "@genlab/core";
import { Age, type AgeSettings } from "./age.js";
import { coderNetworks, type HybridNetworksOptions, settingsOf } from "./networks.js";

export interface CreateAgeOptions extends HybridNetworksOptions, AgeSettings {}

/** An AGE with networks that fit the shape of one example: `createAge({ shape: [28, 28, 1], latent: 16 }, rng)`. */
export function createAge(options: CreateAgeOptions, rng: Rng): Age {
  const { encoder, decoder: generator } = coderNetworks(options, rng);
  return new Age({ encoder, generator }, settingsOf(options));
}
