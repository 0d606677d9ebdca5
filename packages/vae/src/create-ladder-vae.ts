import { type Rng, requireCounts, requireSizes } from "@genlab/core";
import { mlp } from "@genlab/networks";
import { settingsOf, type VaeNetworksOptions, vaeNetworks } from "./create-vae.js";
import { LadderVae, type LadderVaeSettings } from "./ladder-vae.js";

export interface CreateLadderVaeOptions extends VaeNetworksOptions, Omit<LadderVaeSettings, "upperLatent"> {
  /** Size of `z₂`. Default: half of the latent, rounded up, as 50 over 100 in Burda et al. 2015, https://arxiv.org/abs/1509.00519. */
  readonly upperLatent?: number;
  /** Features of the hidden layers between the two latents, from the lower on. Default [100, 100], as there. */
  readonly upperHidden?: readonly number[];
}

/**
 * A VAE with two stochastic layers and networks that fit the shape of one example.
 *
 * @throws GenlabError for options that it does not have, and as the networks and the model do.
 */
export function createLadderVae(options: CreateLadderVaeOptions, rng: Rng): LadderVae {
  const { latent, upperLatent = Math.ceil(latent / 2), upperHidden = [100, 100], ...rest } = options;
  const { beta, ...base } = rest;
  const coders = vaeNetworks("createLadderVae", { ...base, latent }, { beta, upperLatent, upperHidden }, rng);
  requireCounts("createLadderVae", { upperLatent });
  requireSizes("createLadderVae", { upperHidden });
  const activation = rest.activation ? { activation: rest.activation } : {};
  const up = [2 * latent, ...upperHidden, 2 * upperLatent];
  const down = [upperLatent, ...upperHidden.toReversed(), 2 * latent];
  const networks = {
    ...coders,
    upperEncoder: mlp({ sizes: up, ...activation }, rng.fork("upper-encoder")),
    upperDecoder: mlp({ sizes: down, ...activation }, rng.fork("upper-decoder")),
  };
  return new LadderVae(networks, settingsOf({ ...rest, latent, upperLatent }));
}
