import {
  type Context,
  type Decodes,
  type Defaults,
  type Encodes,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  type Phase,
  type Reconstructs,
  requireCounts,
  requireDraws,
  requireLayers,
  requireNonNegative,
  requirePositive,
  type Samples,
  type Scores,
} from "@genlab/core";
import { absoluteError, BoundaryEquilibrium, type BoundaryEquilibriumOptions } from "@genlab/losses";
import { abs, add, clone, div, mean, mul, type Scalar, sub, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { completeSettings } from "./options.js";
import { judgement } from "./parts/judgement.js";

export interface BeganNetworks {
  /** Maps noise `[batch, latent]` to data. */
  readonly generator: Layer;
  /** The discriminator's first half: maps data to codes `[batch, features]`. */
  readonly encoder: Layer;
  /** Its second half: maps codes to data. */
  readonly decoder: Layer;
}

export interface BeganSettings extends BoundaryEquilibriumOptions {
  readonly latent: number;
}

export const beganDefaults: Defaults<BeganSettings> = { latent: undefined, diversity: 0.75, rate: 0.001 };

/**
 * Boundary equilibrium GAN: the discriminator is an autoencoder with the energy `e(x) = |x − Dec(E(x))|`, a mean over an example. It
 * minimises `E e(x) − k E e(G(z))` and the generator `E e(G(z))`, `z` uniform in `[−1, 1]^latent`; a controller moves `k` so that the
 * ratio of the two energies stays at the diversity `γ`.
 *
 * Berthelot et al. 2017, https://arxiv.org/abs/1703.10717
 */
export class Began implements Model, Samples, Encodes, Decodes, Reconstructs, Scores {
  readonly generator: Layer;
  readonly encoder: Layer;
  readonly decoder: Layer;
  readonly equilibrium: BoundaryEquilibrium;
  readonly settings: Required<BeganSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor({ generator, encoder, decoder }: BeganNetworks, settings: BeganSettings) {
    requireLayers("Began", { generator, encoder, decoder });
    this.generator = generator;
    this.encoder = encoder;
    this.decoder = decoder;
    this.settings = completeSettings("Began", settings, beganDefaults);
    const { latent, diversity, rate } = this.settings;
    requireCounts("Began", { latent });
    requirePositive("Began", { diversity });
    requireNonNegative("Began", { rate });
    this.equilibrium = new BoundaryEquilibrium({ diversity, rate });
  }

  phases(): readonly Phase[] {
    return [
      {
        name: "discriminator",
        updates: [this.encoder, this.decoder],
        loss: (batch, context) => this.discriminatorLosses(batch, context),
      },
      {
        name: "generator",
        updates: this.generator,
        loss: ({ x }, context) => {
          const energies = this.score(this.sample(x.shape[0]!, context), context);
          return { total: this.equilibrium.generator(energies) };
        },
      },
    ];
  }

  /**
   * Terms: the mean energies of `real` and `fake` examples, `k`, and the measure of `convergence` `E e(x) + |γ E e(x) − E e(G(z))|`.
   */
  discriminatorLosses({ x }: ImageBatch, context: Context): Losses {
    const { equilibrium } = this;
    const real = this.score(x, context);
    const fake = this.score(this.sample(x.shape[0]!, context), context);
    const k = clone<Scalar>(equilibrium.control as unknown as Scalar);
    const losses = judgement(equilibrium.discriminator(real, fake), real, fake);
    if (context.training) equilibrium.update(real, fake);
    const imbalance = sub(mul(equilibrium.settings.diversity, mean(real)), mean(fake));
    return { ...losses, k, convergence: add<Scalar>(mean(real), abs(imbalance)) };
  }

  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => this.encoder.forward(x, context));
  }

  decode(z: Tensor, context: Context): Tensor {
    return tidy(() => this.decoder.forward(z, context));
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decode(this.encode(x, context), context));
  }

  /** @throws GenlabError for a count that is none. */
  sample(count: number, context: Context): Tensor {
    requireDraws("Began", { count }, context);
    return tidy(() => this.generator.forward(context.rng.uniform([count, this.settings.latent], -1, 1), context));
  }

  /** The energy of each example, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => div(absoluteError.perExample(this.reconstruct(x, context), x), x.size / x.shape[0]!));
  }
}
