import type { Rng } from "@genlab/core";
import { adversarialNetworks } from "@genlab/networks";
import { InfoGan } from "./info-gan.js";
import { completeInfoGanSettings, type InfoGanSettings, infoGanDefaults } from "./info-gan-settings.js";
import { type NetworksOptions, splitOptions } from "./options.js";

export interface CreateInfoGanOptions extends NetworksOptions, InfoGanSettings {}

/**
 * An InfoGAN with networks that fit the shape of one example: `createInfoGan({ shape: [28, 28, 1], latent: 62 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createInfoGan(options: CreateInfoGanOptions, rng: Rng): InfoGan {
  const { networks: given, settings } = splitOptions("createInfoGan", options, infoGanDefaults, rng);
  const { latent, categorical, continuous } = completeInfoGanSettings(settings);
  const codes = categorical.reduce((total, values) => total + values, continuous);
  const networks = adversarialNetworks({ ...given, latent: latent + codes, judgement: { outputs: 1 + codes } }, rng);
  return new InfoGan(networks, settings);
}
