import { type Rng, requireSizes } from "@genlab/core";
import { leakyRelu } from "@genlab/layers";
import { mlp } from "@genlab/networks";
import { settingsOf, type VaeNetworksOptions, vaeNetworks } from "./create-vae.js";
import { FactorVae, type FactorVaeSettings } from "./factor-vae.js";

export interface CreateFactorVaeOptions extends VaeNetworksOptions, FactorVaeSettings {
  /** Features of the discriminator's hidden layers. Default: six of 1000, as in the paper. */
  readonly discriminatorHidden?: readonly number[];
}

/**
 * A FactorVAE with networks that fit the shape of one example.
 *
 * @throws GenlabError for options that it does not have, and as the networks and the model do.
 */
export function createFactorVae(
  { discriminatorHidden = Array.from({ length: 6 }, () => 1000), ...options }: CreateFactorVaeOptions,
  rng: Rng,
): FactorVae {
  const { gamma, ...base } = options;
  const networks = vaeNetworks("createFactorVae", base, { gamma, discriminatorHidden }, rng);
  requireSizes("createFactorVae", { discriminatorHidden });
  const sizes = [options.latent, ...discriminatorHidden, 1];
  const discriminator = mlp({ sizes, activation: leakyRelu(0.2) }, rng.fork("discriminator"));
  return new FactorVae({ ...networks, discriminator }, settingsOf(options));
}
