import {
  type Context,
  type Decodes,
  type Defaults,
  type Discriminates,
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
  type Samples,
  type Scores,
} from "@genlab/core";
import { absoluteError, type BatchLoss, nonSaturating } from "@genlab/losses";
import { add, concat, mean, mul, neg, reshape, type Scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { completeSettings } from "./options.js";
import { judgement } from "./parts/judgement.js";

export interface AlphaGanNetworks {
  /** Maps `x` to codes `[batch, latent]`. */
  readonly encoder: Layer;
  /** Maps codes to data. */
  readonly generator: Layer;
  /** `D`: maps data to logits. */
  readonly discriminator: Layer;
  /** `C`: maps codes to logits. Without batch norm, it trains better. */
  readonly codeDiscriminator: Layer;
}

export interface AlphaGanSettings {
  readonly latent: number;
  /** `λ`, the weight of the reconstruction. Default 10, a choice of ours. */
  readonly reconstructionWeight?: number;
  /** Default `absoluteError`, as in the paper. */
  readonly reconstruction?: BatchLoss;
}

export const alphaGanDefaults: Defaults<AlphaGanSettings> = {
  latent: undefined,
  reconstructionWeight: 10,
  reconstruction: absoluteError,
};

/**
 * α-GAN: a discriminator `D` of data (real `x`; fake `G(E(x))` and `G(z)`) and one `C` of codes (real `z ~ N(0, I)`; fake `E(x)`)
 * minimise `−E log D(x) − ½ E log(1 − D(G(E(x)))) − ½ E log(1 − D(G(z)))` and `−E log C(z) − E log(1 − C(E(x)))`. With
 * `R(D) = log (1 − D) / D`, a logit's negative, the generator minimises `E λ |x − G(E(x))| + R(D(G(E(x)))) + R(D(G(z)))` and the encoder
 * `E λ |x − G(E(x))| + R(C(E(x)))`.
 *
 * Rosca et al. 2017, algorithm 1, https://arxiv.org/abs/1706.04987
 */
export class AlphaGan implements Model, Samples, Encodes, Decodes, Reconstructs, Scores, Discriminates {
  readonly encoder: Layer;
  readonly generator: Layer;
  readonly discriminator: Layer;
  readonly codeDiscriminator: Layer;
  readonly settings: Required<AlphaGanSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: AlphaGanNetworks, settings: AlphaGanSettings) {
    const { encoder, generator, discriminator, codeDiscriminator } = networks;
    requireLayers("AlphaGan", { encoder, generator, discriminator, codeDiscriminator });
    this.encoder = encoder;
    this.generator = generator;
    this.discriminator = discriminator;
    this.codeDiscriminator = codeDiscriminator;
    this.settings = completeSettings("AlphaGan", settings, alphaGanDefaults);
    const { latent, reconstructionWeight } = this.settings;
    requireCounts("AlphaGan", { latent });
    requireNonNegative("AlphaGan", { reconstructionWeight });
  }

  phases(): readonly Phase[] {
    return [
      { name: "encoder", updates: this.encoder, loss: (batch, context) => this.encoderLosses(batch, context) },
      { name: "generator", updates: this.generator, loss: (batch, context) => this.generatorLosses(batch, context) },
      {
        name: "discriminator",
        updates: this.discriminator,
        loss: ({ x }, context) => {
          const real = this.discriminator.forward(x, context);
          const fake = this.discriminator.forward(this.fakes(this.reconstruct(x, context), context), context);
          return judgement(nonSaturating.discriminator(real, fake), real, fake);
        },
      },
      {
        name: "code-discriminator",
        updates: this.codeDiscriminator,
        loss: ({ x }, context) => {
          const real = this.codeDiscriminator.forward(this.prior(x.shape[0]!, context), context);
          const fake = this.codeDiscriminator.forward(this.encode(x, context), context);
          return judgement(nonSaturating.discriminator(real, fake), real, fake);
        },
      },
    ];
  }

  /** Terms: `reconstruction`, `adversarial` in the codes. */
  encoderLosses({ x }: ImageBatch, context: Context): Losses {
    const codes = this.encode(x, context);
    const adversarial = neg(mean<Scalar>(this.codeDiscriminator.forward(codes, context)));
    return this.withReconstruction(adversarial, this.decode(codes, context), x);
  }

  /** Terms: `reconstruction`, `adversarial` in the data. */
  generatorLosses({ x }: ImageBatch, context: Context): Losses {
    const reconstructed = this.reconstruct(x, context);
    const logits = this.discriminator.forward(this.fakes(reconstructed, context), context);
    // two sums over equally many logits
    const adversarial = mul<Scalar>(-2, mean(logits));
    return this.withReconstruction(adversarial, reconstructed, x);
  }

  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => this.encoder.forward(x, context));
  }

  decode(z: Tensor, context: Context): Tensor {
    return tidy(() => this.generator.forward(z, context));
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decode(this.encode(x, context), context));
  }

  /** @throws GenlabError for a count that is none. */
  sample(count: number, context: Context): Tensor {
    requireDraws("AlphaGan", { count }, context);
    return tidy(() => this.decode(this.prior(count, context), context));
  }

  /** The reconstruction error of each example, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => this.settings.reconstruction.perExample(this.reconstruct(x, context), x));
  }

  /** The discriminator's logits, `[batch]`. */
  discriminate(x: Tensor, context: Context): Tensor {
    return tidy(() => reshape(this.discriminator.forward(x, context), [x.shape[0]!]));
  }

  private prior(count: number, { rng }: Context): Tensor {
    return rng.normal([count, this.settings.latent]);
  }

  /** Reconstructions and as many samples, `[2 batch, ...]`. */
  private fakes(reconstructed: Tensor, context: Context): Tensor {
    return concat([reconstructed, this.sample(reconstructed.shape[0]!, context)]);
  }

  private withReconstruction(adversarial: Scalar, reconstructed: Tensor, x: Tensor): Losses {
    const { reconstructionWeight } = this.settings;
    const reconstruction = this.settings.reconstruction(reconstructed, x);
    return { total: add<Scalar>(adversarial, mul(reconstructionWeight, reconstruction)), reconstruction, adversarial };
  }
}
