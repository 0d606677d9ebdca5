import type { Rng } from "@genlab/core";
import { settingsOf, type VaeNetworksOptions, vaeNetworks } from "./create-vae.js";
import { VampVae, type VampVaeSettings } from "./vamp-vae.js";

export interface CreateVampVaeOptions extends VaeNetworksOptions, VampVaeSettings {}

/** A VAE with a VampPrior and networks that fit the shape of one example. */
export function createVampVae(options: CreateVampVaeOptions, rng: Rng): VampVae {
  return new VampVae(
    vaeNetworks(options, rng),
    { ...settingsOf(options), shape: options.shape },
    rng.fork("pseudo-inputs"),
  );
}
