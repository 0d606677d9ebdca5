import { count, type Layer, orAuto, type Rng, withDefault } from "@genlab/core";
import { coderNetworks, decoderNetwork, type HybridNetworks, hybridSettings } from "./networks.js";

/** Networks of a GAN whose discriminator is an autoencoder. */
export interface EnergyNetworks {
  /** Maps noise `[batch, latent]` to data. */
  readonly generator: Layer;
  /** The discriminator's first half: maps data to codes `[batch, features]`. */
  readonly encoder: Layer;
  /** Its second half: maps codes to data. */
  readonly decoder: Layer;
}

/** Settings of these networks. */
export const energySettings = {
  codes: orAuto(count('Features of the discriminator\'s codes; "auto" is as many as the latent.')),
  ...hybridSettings,
  batchNorm: withDefault(hybridSettings.batchNorm, "on"),
};

/** A generator of data, and an autoencoder of data. */
export function energyNetworks(
  options: HybridNetworks & { readonly codes: number | "auto" },
  rng: Rng,
): EnergyNetworks {
  const { codes, ...networks } = options;
  const generator = decoderNetwork(networks, rng.fork("generator"));
  const latent = codes === "auto" ? networks.latent : codes;
  return { generator, ...coderNetworks({ ...networks, latent }, rng.fork("discriminator")) };
}
