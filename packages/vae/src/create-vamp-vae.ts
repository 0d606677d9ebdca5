import type { Rng } from "@genlab/core";
import type { Likelihood } from "@genlab/losses";
import { settingsOf, type VaeNetworksOptions, vaeNetworks } from "./create-vae.js";
import { VampVae, type VampVaeSettings } from "./vamp-vae.js";

export interface CreateVampVaeOptions extends VaeNetworksOptions, VampVaeSettings {}

/**
 * A VAE with a VampPrior and networks that fit the shape of one example. Pseudo-inputs of points are by default clipped to the range of
 * the likelihood, if it has one.
 *
 * @throws GenlabError for options that it does not have, and as the networks and the model do.
 */
export function createVampVae(options: CreateVampVaeOptions, rng: Rng): VampVae {
  const { components, beta, bounds, ...base } = options;
  const networks = vaeNetworks("createVampVae", base, { components, beta, bounds }, rng);
  const { shape } = options;
  const chosen = bounds === undefined ? boundsFor(shape, networks.likelihood) : bounds;
  const settings = { ...settingsOf(options), shape, bounds: chosen };
  return new VampVae(networks, settings, rng.fork("pseudo-inputs"));
}

function boundsFor(shape: readonly number[], { dataRange }: Likelihood): readonly [number, number] | null {
  if (shape.length === 3) return [0, 1];
  return dataRange ? [dataRange.least, dataRange.most] : null;
}
