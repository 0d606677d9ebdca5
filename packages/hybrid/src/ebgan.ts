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
  oneOf,
  orAuto,
  type Phase,
  pick,
  type Rng,
  type Samples,
  type Values,
  weight,
  withDefault,
} from "@genlab/core";
import { stopGradient } from "@genlab/layers";
import { energyBased, pullAway, squaredError } from "@genlab/losses";
import { add, mean, mul, type Scalar, square, sub, sum, type Tensor } from "@tensorflow/tfjs-core";
import { gameAdam } from "./parts/adam.js";
import { type EnergyNetworks, energyNetworks, energySettings } from "./parts/energy-networks.js";
import { judgement } from "./parts/judgement.js";
import { LatentCoder } from "./parts/latent-coder.js";
import { GaussianPrior } from "./parts/priors.js";

export interface EbganNetworks extends EnergyNetworks {}

export const ebganSettings = {
  latent: count("Numbers of the generator's noise."),
  unit: oneOf(
    'What the margin and the pull-away term\'s weight are multiples of: "variance" is that of the batch, summed over the values of an example, so that they fit energies of data of any size; "one" is 1.',
    ["variance", "one"],
    { default: "variance" },
  ),
  margin: withDefault(
    orAuto(
      number(
        '`m`, the energy that the discriminator wants fakes to have at least; "auto" is three times the mean energy of the real examples of the batch, in any unit.',
        { min: 1e-12 },
      ),
    ),
    0.4,
    "by trials on MNIST: docs/reproduce.md",
  ),
  pullAwayWeight: weight("The weight of the pull-away term, which needs batches of two or more; 0: no such term.", {
    default: 0.6,
    source: "by trials on MNIST: docs/reproduce.md",
  }),
};

export interface EbganSettings extends Given<typeof ebganSettings> {}

export interface Ebgan extends EbganNetworks, Samples, Autoencodes {}

/**
 * Energy-based GAN: the discriminator is an autoencoder with the energy `e(x) = ‖x − Dec(E(x))‖²`. It minimises
 * `E e(x) + E max(0, m − e(G(z)))` and the generator `E e(G(z)) + λ PT(E(G(z)))`, `z ~ N(0, I)`, with the term `PT` that pulls the codes
 * of a batch apart.
 *
 * Zhao et al. 2016, https://arxiv.org/abs/1609.03126
 */
export class Ebgan implements Model {
  readonly settings: Values<typeof ebganSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: EbganNetworks, settings: EbganSettings) {
    holdLayers("Ebgan", this, networks, ["generator", "encoder", "decoder"]);
    this.settings = completeSettings("Ebgan", ebganSettings, settings);
  }

  get coder(): LatentCoder {
    const { encoder, decoder, generator } = this;
    const prior = new GaussianPrior({ latent: this.settings.latent });
    return new LatentCoder("Ebgan", { encoder, decoder, generator, prior, error: squaredError });
  }

  phases(): readonly Phase[] {
    return [
      { name: "discriminator", updates: [this.encoder, this.decoder], loss: this.discriminatorLosses.bind(this) },
      { name: "generator", updates: this.generator, loss: this.generatorLosses.bind(this) },
    ];
  }

  /** Terms: the mean energies of `real` and `fake` examples. */
  discriminatorLosses({ x }: ImageBatch, context: Context): Losses {
    const real = this.score(x, context);
    const fake = this.score(this.sample(x.shape[0]!, context), context);
    const { margin: asked } = this.settings;
    const margin = asked === "auto" ? mul<Scalar>(3, stopGradient(mean(real))) : this.inUnits(asked, x);
    return judgement(energyBased({ margin }).discriminator(real, fake), real, fake);
  }

  /** Terms: `energy`, and `pullAway` where it has a weight. */
  generatorLosses({ x }: ImageBatch, context: Context): Losses {
    const { pullAwayWeight } = this.settings;
    const generated = this.sample(x.shape[0]!, context);
    const codes = this.encode(generated, context);
    const energy = squaredError(this.decode(codes, context), generated);
    if (pullAwayWeight === 0) return { total: energy };
    const apart = pullAway(codes);
    return { total: add<Scalar>(energy, mul(this.inUnits(pullAwayWeight, x), apart)), energy, pullAway: apart };
  }

  private inUnits(value: number, x: Tensor): number | Scalar {
    return this.settings.unit === "one" ? value : mul<Scalar>(value, stopGradient(varianceOf(x)));
  }
}

delegate(Ebgan, "coder", ["sample", "encode", "decode", "reconstruct", "score"]);

export const ebganRecipe = modelRecipe({
  description: "GAN whose discriminator is an autoencoder, with a margin of energy",
  paper: "https://arxiv.org/abs/1609.03126",
  optimizer: gameAdam,
  settings: { ...ebganSettings, ...energySettings },
  create: (options, { rng }) => new Ebgan(energyNetworks(options, rng), pick(options, ebganSettings)),
});

export interface CreateEbganOptions extends FactoryOptions<typeof ebganRecipe.settings> {}

/**
 * An EBGAN with networks that fit the shape of one example: `createEbgan({ shape: [28, 28, 1], latent: 64 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createEbgan(options: CreateEbganOptions, rng: Rng): Ebgan {
  return createFrom("createEbgan", ebganRecipe, options, { rng });
}

/** Of the examples of a batch, summed over their values. */
const varianceOf = (x: Tensor): Scalar => sum<Scalar>(mean(square(sub(x, mean(x, 0, true))), 0));
