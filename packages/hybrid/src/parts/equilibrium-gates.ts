import { add, cast, greaterEqual, lessEqual, mul, type Scalar, sub } from "@tensorflow/tfjs-core";

/** The discriminator's mean costs of real and of fake examples. */
export interface DiscriminatorCosts {
  readonly real: Scalar;
  readonly fake: Scalar;
}

export interface CostBounds {
  readonly least: number;
  readonly most: number;
}

/** 1 for a player that moves, 0 for one that is held. */
export interface EquilibriumGates {
  readonly discriminator: Scalar;
  readonly decoder: Scalar;
}

/**
 * Holds the discriminator while one of its costs is below the least, the decoder while one is above the most, and nobody where that
 * would be both: the balance of VAE-GAN's code, without a number that leaves the device. https://github.com/andersbll/autoencoding_beyond_pixels
 */
export function equilibriumGates({ real, fake }: DiscriminatorCosts, { least, most }: CostBounds): EquilibriumGates {
  const both = (one: Scalar, other: Scalar): Scalar => mul(cast(one, "float32"), cast(other, "float32"));
  const discriminator = both(greaterEqual(real, least), greaterEqual(fake, least));
  const decoder = both(lessEqual(real, most), lessEqual(fake, most));
  const neither: Scalar = mul(sub(1, discriminator), sub(1, decoder));
  return { discriminator: add(discriminator, neither), decoder: add(decoder, neither) };
}
