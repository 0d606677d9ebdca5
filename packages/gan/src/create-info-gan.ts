import type { Rng } from "@genlab/core";
import { type AdversarialNetworksOptions, adversarialNetworks } from "@genlab/networks";
import { InfoGan, type InfoGanSettings } from "./info-gan.js";

type NetworksOptions = Omit<AdversarialNetworksOptions, "condition" | "judgement" | "latent" | "pack">;

export interface CreateInfoGanOptions extends NetworksOptions, InfoGanSettings {}

/** An InfoGAN with networks that fit the shape of one example: `createInfoGan({ shape: [28, 28, 1], latent: 62 }, rng)`. */
export function createInfoGan(options: CreateInfoGanOptions, rng: Rng): InfoGan {
  const { latent, categorical = [10], continuous = 2 } = options;
  const codes = categorical.reduce((total, values) => total + values, continuous);
  const networks = adversarialNetworks({ ...options, latent: latent + codes, judgement: { outputs: 1 + codes } }, rng);
  return new InfoGan(networks, options);
}
