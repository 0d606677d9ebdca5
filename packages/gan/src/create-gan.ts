import type { Rng } from "@genlab/core";
import { adversarialNetworks } from "@genlab/networks";
import { Gan } from "./gan.js";
import { completeSettings, type GanSettings, ganDefaults } from "./gan-settings.js";
import { type NetworksOptions, splitOptions } from "./options.js";

export interface CreateGanOptions extends NetworksOptions, GanSettings {}

/**
 * A GAN with networks that fit the shape of one example: `createGan({ shape: [28, 28, 1], latent: 64 }, rng)`. With `classes` the
 * discriminator projects on the class, or with `auxiliaryWeight` classifies. With a penalty a convolutional discriminator has layer
 * norm by default.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createGan(options: CreateGanOptions, rng: Rng): Gan {
  const { networks: given, settings } = splitOptions("createGan", options, ganDefaults, rng);
  const { latent, classes, pack, auxiliaryWeight, penalty } = completeSettings(settings);
  const networks = adversarialNetworks(
    {
      ...(penalty && !given.spectralNorm && { discriminatorNorm: "layer" }),
      ...given,
      latent,
      pack,
      condition: classes,
      judgement: auxiliaryWeight > 0 ? { outputs: 1 + classes } : { condition: pack * classes },
    },
    rng,
  );
  return new Gan(networks, settings);
}
