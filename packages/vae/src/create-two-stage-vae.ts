import type { Rng } from "@genlab/core";
import { LearnedGaussian, type Likelihood } from "@genlab/losses";
import { codeVaeNetworks } from "./create-code-vae.js";
import { settingsOf, type VaeNetworksOptions, vaeNetworks } from "./create-vae.js";
import { TwoStageVae, type TwoStageVaeSettings } from "./two-stage-vae.js";

export interface CreateTwoStageVaeOptions extends Omit<VaeNetworksOptions, "likelihood">, TwoStageVaeSettings {
  /** Default `new LearnedGaussian()`, as in the paper. */
  readonly likelihood?: Likelihood;
  /** Features of the second VAE's hidden layers. Default three of 1024, as in the paper's code. */
  readonly codeHidden?: readonly number[];
}

/**
 * A two-stage VAE with networks that fit the shape of one example; its likelihood is by default a `LearnedGaussian`.
 *
 * @throws GenlabError for options that it does not have, and as the networks and the model do.
 */
export function createTwoStageVae({ codeHidden, ...options }: CreateTwoStageVaeOptions, rng: Rng): TwoStageVae {
  const { firstSteps, likelihood = new LearnedGaussian(), ...base } = options;
  const { latent, activation } = base;
  const coders = vaeNetworks("createTwoStageVae", { ...base, likelihood }, { firstSteps, codeHidden }, rng);
  const codes = codeVaeNetworks(
    { latent, ...(codeHidden !== undefined && { hidden: codeHidden }), ...(activation && { activation }) },
    rng,
  );
  const networks = { ...coders, codeEncoder: codes.encoder, codeDecoder: codes.decoder };
  return new TwoStageVae(networks, settingsOf(options));
}
