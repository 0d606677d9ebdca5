import type { Rng } from "@genlab/core";
import { codeVaeNetworks } from "./create-code-vae.js";
import { settingsOf, type VaeNetworksOptions, vaeNetworks } from "./create-vae.js";
import { TwoStageVae, type TwoStageVaeSettings } from "./two-stage-vae.js";

export interface CreateTwoStageVaeOptions extends VaeNetworksOptions, TwoStageVaeSettings {
  /** Features of the second VAE's hidden layers. Default three of 1024, as in the paper's code. */
  readonly codeHidden?: readonly number[];
}

/** A two-stage VAE with networks that fit the shape of one example; its likelihood is by default a `LearnedGaussian`. */
export function createTwoStageVae({ codeHidden, ...options }: CreateTwoStageVaeOptions, rng: Rng): TwoStageVae {
  const { latent, activation } = options;
  const codes = codeVaeNetworks(
    { latent, ...(codeHidden && { hidden: codeHidden }), ...(activation && { activation }) },
    rng,
  );
  const networks = { ...vaeNetworks(options, rng), codeEncoder: codes.encoder, codeDecoder: codes.decoder };
  return new TwoStageVae(networks, settingsOf(options));
}
