import type { Rng } from "@genlab/core";
import { mlp } from "@genlab/networks";
import { settingsOf, type VaeNetworksOptions, vaeNetworks } from "./create-vae.js";
import { TwoStageVae, type TwoStageVaeSettings } from "./two-stage-vae.js";

export interface CreateTwoStageVaeOptions extends VaeNetworksOptions, TwoStageVaeSettings {
  /** Features of the second VAE's hidden layers. Default three of 1024, as in the paper's code. */
  readonly codeHidden?: readonly number[];
}

/** A two-stage VAE with networks that fit the shape of one example; its likelihood is by default a `LearnedGaussian`. */
export function createTwoStageVae(
  { codeHidden = [1024, 1024, 1024], ...options }: CreateTwoStageVaeOptions,
  rng: Rng,
): TwoStageVae {
  const { latent } = options;
  const activation = options.activation ? { activation: options.activation } : {};
  const coder = (outputs: number, name: string) =>
    mlp({ sizes: [latent, ...codeHidden, outputs], ...activation }, rng.fork(name));
  const networks = {
    ...vaeNetworks(options, rng),
    codeEncoder: coder(2 * latent, "code-encoder"),
    codeDecoder: coder(latent, "code-decoder"),
  };
  return new TwoStageVae(networks, settingsOf(options));
}
