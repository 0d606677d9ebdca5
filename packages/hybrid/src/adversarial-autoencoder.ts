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
  type Samples,
  type Scores,
} from "@genlab/core";
import { type AdversarialLoss, type BatchLoss, generatorCost, nonSaturating, squaredError } from "@genlab/losses";
import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import { completeSettings } from "./options.js";
import { drawCodes, drawPrior, meanCodes } from "./parts/codes.js";
import { judgement } from "./parts/judgement.js";

export interface AdversarialAutoencoderNetworks {
  /** Maps `x` to codes `[batch, latent]`; where it is stochastic to means and log-variances `[batch, 2 latent]`. */
  readonly encoder: Layer;
  /** Maps codes to data. */
  readonly decoder: Layer;
  /** Maps codes to logits `[batch, 1]`. */
  readonly discriminator: Layer;
}

export interface AdversarialAutoencoderSettings {
  readonly latent: number;
  /** `σ` of the prior `N(0, σ² I)`. Default 5, as the paper has it on MNIST. */
  readonly priorDeviation?: number;
  /**
   * Whether codes are drawn from `N(μ(x), σ²(x))`, the paper's Gaussian posterior, or are a function of `x`: then only the data's own
   * spread can fill the prior. Default false.
   */
  readonly stochastic?: boolean;
  /** Default `squaredError`. */
  readonly reconstruction?: BatchLoss;
  /** Default `nonSaturating`. */
  readonly adversarial?: AdversarialLoss;
}

export const adversarialAutoencoderDefaults: Defaults<AdversarialAutoencoderSettings> = {
  latent: undefined,
  priorDeviation: 5,
  stochastic: false,
  reconstruction: squaredError,
  adversarial: nonSaturating,
};

/**
 * Adversarial autoencoder: encoder and decoder minimise `E d(x, Dec(E(x)))`; a discriminator of codes tells draws `z` from the prior
 * `p(z)` (real) from `E(x)` (fake), and the encoder deceives it, so that the codes of all data together have the prior's distribution.
 *
 * Makhzani et al. 2015, https://arxiv.org/abs/1511.05644
 */
export class AdversarialAutoencoder implements Model, Samples, Encodes, Decodes, Reconstructs, Scores {
  readonly encoder: Layer;
  readonly decoder: Layer;
  readonly discriminator: Layer;
  readonly settings: Required<AdversarialAutoencoderSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: AdversarialAutoencoderNetworks, settings: AdversarialAutoencoderSettings) {
    const { encoder, decoder, discriminator } = networks;
    requireLayers("AdversarialAutoencoder", { encoder, decoder, discriminator });
    this.encoder = encoder;
    this.decoder = decoder;
    this.discriminator = discriminator;
    this.settings = completeSettings("AdversarialAutoencoder", settings, adversarialAutoencoderDefaults);
    requireCounts("AdversarialAutoencoder", { latent: this.settings.latent });
    requireNonNegative("AdversarialAutoencoder", { priorDeviation: this.settings.priorDeviation });
  }

  phases(): readonly Phase[] {
    return [
      {
        name: "autoencoder",
        updates: [this.encoder, this.decoder],
        loss: ({ x }, context) => ({
          total: this.settings.reconstruction(this.decode(this.draw(x, context), context), x),
        }),
      },
      {
        name: "discriminator",
        updates: this.discriminator,
        loss: (batch, context) => this.discriminatorLosses(batch, context),
      },
      { name: "encoder", updates: this.encoder, loss: (batch, context) => this.encoderLosses(batch, context) },
    ];
  }

  /** Terms: the mean logits of draws from the prior, `real`, and of codes, `fake`. */
  discriminatorLosses({ x }: ImageBatch, context: Context): Losses {
    const real = this.judgePrior(x.shape[0]!, context);
    const fake = this.judgeCodes(x, context);
    return judgement(this.settings.adversarial.discriminator(real, fake), real, fake);
  }

  encoderLosses({ x }: ImageBatch, context: Context): Losses {
    const fake = this.judgeCodes(x, context);
    const real = () => this.judgePrior(x.shape[0]!, context);
    return { total: generatorCost(this.settings.adversarial, fake, real) };
  }

  /** The codes; the means of stochastic ones. */
  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => meanCodes(this.encoder.forward(x, context), this.settings));
  }

  decode(z: Tensor, context: Context): Tensor {
    return tidy(() => this.decoder.forward(z, context));
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decode(this.encode(x, context), context));
  }

  /** @throws GenlabError for a count that is none. */
  sample(count: number, context: Context): Tensor {
    requireDraws("AdversarialAutoencoder", { count }, context);
    return tidy(() => this.decode(drawPrior(count, this.settings, context.rng), context));
  }

  /** The reconstruction error of each example, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => this.settings.reconstruction.perExample(this.reconstruct(x, context), x));
  }

  private judgePrior(count: number, context: Context): Tensor {
    return this.discriminator.forward(drawPrior(count, this.settings, context.rng), context);
  }

  private judgeCodes(x: Tensor, context: Context): Tensor {
    return this.discriminator.forward(this.draw(x, context), context);
  }

  private draw(x: Tensor, context: Context): Tensor {
    return drawCodes(this.encoder.forward(x, context), this.settings, context.rng);
  }
}
