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
import { energyBased, pullAway, squaredError } from "@genlab/losses";
import { add, mul, type Scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { completeSettings } from "./options.js";
import { judgement } from "./parts/judgement.js";

export interface EbganNetworks {
  /** Maps noise `[batch, latent]` to data. */
  readonly generator: Layer;
  /** The discriminator's first half: maps data to codes `[batch, features]`. */
  readonly encoder: Layer;
  /** Its second half: maps codes to data. */
  readonly decoder: Layer;
}

export interface EbganSettings {
  readonly latent: number;
  /** `m`, the energy that the discriminator wants fakes to have at least: well above that of data. Default 10, a choice of ours. */
  readonly margin?: number;
  /** Weight of the pull-away term, which needs batches of two or more. Default 0.1, as in the paper; 0: no such term. */
  readonly pullAwayWeight?: number;
}

export const ebganDefaults: Defaults<EbganSettings> = { latent: undefined, margin: 10, pullAwayWeight: 0.1 };

/**
 * Energy-based GAN: the discriminator is an autoencoder with the energy `e(x) = ‖x − Dec(E(x))‖²`. It minimises
 * `E e(x) + E max(0, m − e(G(z)))` and the generator `E e(G(z)) + λ PT(E(G(z)))`, `z ~ N(0, I)`, with the term `PT` that pulls the codes
 * of a batch apart.
 *
 * Zhao et al. 2016, https://arxiv.org/abs/1609.03126
 */
export class Ebgan implements Model, Samples, Encodes, Decodes, Reconstructs, Scores {
  readonly generator: Layer;
  readonly encoder: Layer;
  readonly decoder: Layer;
  readonly settings: Required<EbganSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor({ generator, encoder, decoder }: EbganNetworks, settings: EbganSettings) {
    requireLayers("Ebgan", { generator, encoder, decoder });
    this.generator = generator;
    this.encoder = encoder;
    this.decoder = decoder;
    this.settings = completeSettings("Ebgan", settings, ebganDefaults);
    const { latent, margin, pullAwayWeight } = this.settings;
    requireCounts("Ebgan", { latent });
    requirePositive("Ebgan", { margin });
    requireNonNegative("Ebgan", { pullAwayWeight });
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
        loss: (batch, context) => this.generatorLosses(batch, context),
      },
    ];
  }

  /** Terms: the mean energies of `real` and `fake` examples. */
  discriminatorLosses({ x }: ImageBatch, context: Context): Losses {
    const real = this.score(x, context);
    const fake = this.score(this.sample(x.shape[0]!, context), context);
    return judgement(energyBased({ margin: this.settings.margin }).discriminator(real, fake), real, fake);
  }

  /** Terms: `energy`, and `pullAway` where it has a weight. */
  generatorLosses({ x }: ImageBatch, context: Context): Losses {
    const { pullAwayWeight } = this.settings;
    const generated = this.sample(x.shape[0]!, context);
    const codes = this.encode(generated, context);
    const energy = squaredError(this.decode(codes, context), generated);
    if (pullAwayWeight === 0) return { total: energy };
    const apart = pullAway(codes);
    return { total: add<Scalar>(energy, mul(pullAwayWeight, apart)), energy, pullAway: apart };
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
    requireDraws("Ebgan", { count }, context);
    return tidy(() => this.generator.forward(context.rng.normal([count, this.settings.latent]), context));
  }

  /** The energy of each example, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => squaredError.perExample(this.reconstruct(x, context), x));
  }
}
