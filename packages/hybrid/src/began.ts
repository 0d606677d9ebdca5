import {
  type Autoencodes,
  type Context,
  completeSettings,
  count,
  createFrom,
  delegate,
  type FactoryOptions,
  type Given,
  holdLayers,
  type ImageBatch,
  type Losses,
  type Model,
  modelRecipe,
  number,
  type Phase,
  pick,
  type Rng,
  type Samples,
  type Values,
  weight,
  withDefault,
} from "@genlab/core";
import { absoluteError, BoundaryEquilibrium } from "@genlab/losses";
import { abs, add, clone, div, mean, mul, type Scalar, sub, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { gameAdam } from "./parts/adam.js";
import { type EnergyNetworks, energyNetworks, energySettings } from "./parts/energy-networks.js";
import { judgement } from "./parts/judgement.js";
import { LatentCoder } from "./parts/latent-coder.js";
import { UniformPrior } from "./parts/priors.js";

export interface BeganNetworks extends EnergyNetworks {}

export const beganSettings = {
  latent: count("Numbers of the generator's noise."),
  diversity: number("`γ`, the ratio `E e(G(z)) / E e(x)` that is held: lower is sharper, higher is more diverse.", {
    default: 0.75,
    min: 1e-12,
  }),
  rate: weight("`λ`, by which the controller moves.", {
    default: 0.3,
    source: "for a thousand steps: the paper has 0.001, for hundreds of times as many",
  }),
};

export interface BeganSettings extends Given<typeof beganSettings> {}

export interface Began extends BeganNetworks, Samples, Autoencodes {}

/**
 * Boundary equilibrium GAN: the discriminator is an autoencoder with the energy `e(x) = |x − Dec(E(x))|`, a mean over an example. It
 * minimises `E e(x) − k E e(G(z))` and the generator `E e(G(z))`, `z` uniform in `[−1, 1]^latent`; a controller moves `k` so that the
 * ratio of the two energies stays at the diversity `γ`.
 *
 * Berthelot et al. 2017, https://arxiv.org/abs/1703.10717
 */
export class Began implements Model {
  readonly settings: Values<typeof beganSettings>;
  // made behind the networks, whose variables come first
  declare readonly equilibrium: BoundaryEquilibrium;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: BeganNetworks, settings: BeganSettings) {
    holdLayers("Began", this, networks, ["generator", "encoder", "decoder"]);
    this.settings = completeSettings("Began", beganSettings, settings);
    const { diversity, rate } = this.settings;
    this.equilibrium = new BoundaryEquilibrium({ diversity, rate });
  }

  get coder(): LatentCoder {
    const { encoder, decoder, generator } = this;
    const prior = new UniformPrior(this.settings);
    return new LatentCoder("Began", { encoder, decoder, generator, prior, error: absoluteError });
  }

  phases(): readonly Phase[] {
    return [
      { name: "discriminator", updates: [this.encoder, this.decoder], loss: this.discriminatorLosses.bind(this) },
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

  /** The energy of each example, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => div(this.coder.score(x, context), x.size / x.shape[0]!));
  }
}

delegate(Began, "coder", ["sample", "encode", "decode", "reconstruct"]);

export const beganRecipe = modelRecipe({
  description: "GAN whose discriminator is an autoencoder, held in equilibrium",
  paper: "https://arxiv.org/abs/1703.10717",
  optimizer: gameAdam,
  settings: {
    ...beganSettings,
    ...energySettings,
    // few, and so are the codes: an autoencoder of more than the data need decodes whatever is blurred, too; the paper has 64, for faces
    // with it a batch that is all alike looks to the autoencoder as varied as data
    encoderBatchNorm: withDefault(energySettings.encoderBatchNorm, "off"),
  },
  create: (options, { rng }) => new Began(energyNetworks(options, rng), pick(options, beganSettings)),
});

export interface CreateBeganOptions extends FactoryOptions<typeof beganRecipe.settings> {}

/**
 * A BEGAN with networks that fit the shape of one example: `createBegan({ shape: [28, 28, 1], latent: 64 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createBegan(options: CreateBeganOptions, rng: Rng): Began {
  return createFrom("createBegan", beganRecipe, options, { rng });
}
