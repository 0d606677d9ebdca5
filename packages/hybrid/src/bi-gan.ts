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
  type Samples,
  type Scores,
} from "@genlab/core";
import { type AdversarialLoss, nonSaturating, squaredError } from "@genlab/losses";
import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import { completeSettings } from "./options.js";
import { drawCodes, meanCodes } from "./parts/codes.js";
import type { PairDiscriminator } from "./parts/joint-discriminator.js";
import { judgement } from "./parts/judgement.js";

export interface BiGanNetworks {
  /** Maps `x` to codes `[batch, latent]`; where it is stochastic to means and log-variances `[batch, 2 latent]`. */
  readonly encoder: Layer;
  /** Maps codes to data. */
  readonly generator: Layer;
  readonly discriminator: PairDiscriminator;
}

export interface BiGanSettings {
  readonly latent: number;
  /** Whether codes are drawn from `N(μ(x), σ²(x))`, as in ALI, or are a function of `x`, as in BiGAN. Default false. */
  readonly stochastic?: boolean;
  /** Default `nonSaturating`. */
  readonly adversarial?: AdversarialLoss;
}

export const biGanDefaults: Defaults<BiGanSettings> = {
  latent: undefined,
  stochastic: false,
  adversarial: nonSaturating,
};

/**
 * Bidirectional GAN, also called ALI: the discriminator tells pairs `(x, E(x))` (real) from `(G(z), z)` (fake), `z ~ N(0, I)`; encoder
 * and generator minimise its loss with the two exchanged. At the optimum the encoder inverts the generator.
 *
 * Donahue et al. 2016, https://arxiv.org/abs/1605.09782; Dumoulin et al. 2016, https://arxiv.org/abs/1606.00704
 */
export class BiGan implements Model, Samples, Encodes, Decodes, Reconstructs, Scores {
  readonly encoder: Layer;
  readonly generator: Layer;
  readonly discriminator: PairDiscriminator;
  readonly settings: Required<BiGanSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor({ encoder, generator, discriminator }: BiGanNetworks, settings: BiGanSettings) {
    requireLayers("BiGan", { encoder, generator, discriminator });
    this.encoder = encoder;
    this.generator = generator;
    this.discriminator = discriminator;
    this.settings = completeSettings("BiGan", settings, biGanDefaults);
    requireCounts("BiGan", { latent: this.settings.latent });
  }

  phases(): readonly Phase[] {
    return [
      {
        name: "discriminator",
        updates: this.discriminator,
        loss: (batch, context) => this.discriminatorLosses(batch, context),
      },
      {
        name: "generator",
        updates: [this.encoder, this.generator],
        loss: (batch, context) => this.generatorLosses(batch, context),
      },
    ];
  }

  /** Terms: the mean logits of `real` and of `fake` pairs. */
  discriminatorLosses({ x }: ImageBatch, context: Context): Losses {
    const { real, fake } = this.judge(x, context);
    return judgement(this.settings.adversarial.discriminator(real, fake), real, fake);
  }

  generatorLosses({ x }: ImageBatch, context: Context): Losses {
    const { real, fake } = this.judge(x, context);
    return { total: this.settings.adversarial.discriminator(fake, real) };
  }

  /** The codes; the means of stochastic ones. */
  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => meanCodes(this.encoder.forward(x, context), this.settings));
  }

  decode(z: Tensor, context: Context): Tensor {
    return tidy(() => this.generator.forward(z, context));
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decode(this.encode(x, context), context));
  }

  /** @throws GenlabError for a count that is none. */
  sample(count: number, context: Context): Tensor {
    requireDraws("BiGan", { count }, context);
    return tidy(() => this.decode(context.rng.normal([count, this.settings.latent]), context));
  }

  /** The squared error of each example's reconstruction, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => squaredError.perExample(this.reconstruct(x, context), x));
  }

  private judge(x: Tensor, context: Context) {
    const z = context.rng.normal([x.shape[0]!, this.settings.latent]);
    const codes = drawCodes(this.encoder.forward(x, context), this.settings, context.rng);
    const real = this.discriminator.forward(x, codes, context);
    return { real, fake: this.discriminator.forward(this.decode(z, context), z, context) };
  }
}
