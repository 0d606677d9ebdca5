import type { Rng } from "@genlab/core";
import { type AdversarialNetworksOptions, adversarialNetworks } from "@genlab/networks";
import { Gan } from "./gan.js";
import type { GanSettings } from "./gan-settings.js";

type NetworksOptions = Omit<AdversarialNetworksOptions, "condition" | "judgement" | "latent" | "pack">;

export interface CreateGanOptions extends NetworksOptions, GanSettings {}

/**
 * A GAN with networks that fit the shape of one example: `createGan({ shape: [28, 28, 1], latent: 64 }, rng)`. With `classes` the
 * discriminator projects on the class, or with `auxiliaryWeight` classifies. With a penalty a convolutional discriminator has layer
 * norm by default.
 */
export function createGan(options: CreateGanOptions, rng: Rng): Gan {
  const { classes = 0, pack = 1, auxiliaryWeight = 0, penalty, spectralNorm } = options;
  const networks = adversarialNetworks(
    {
      ...(penalty && !spectralNorm && { discriminatorNorm: "layer" }),
      ...options,
      condition: classes,
      judgement: auxiliaryWeight > 0 ? { outputs: 1 + classes } : { condition: pack * classes },
    },
    rng,
  );
  return new Gan(networks, options);
}
