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
import { add, mul, type Scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { drawPrior } from "./codes.js";
import { judgement } from "./judgement.js";
import { completeSettings } from "./options.js";

export interface WaeGanNetworks {
  /** Maps `x` to codes `[batch, latent]`. */
  readonly encoder: Layer;
  /** Maps codes to data. */
  readonly decoder: Layer;
  /** Maps codes to logits `[batch, 1]`. */
  readonly discriminator: Layer;
}

export interface WaeGanSettings {
  readonly latent: number;
  /** `λ`, the weight of the divergence. Default 10, as the paper has it on MNIST. */
  readonly divergenceWeight?: number;
  /** `σ` of the prior `N(0, σ² I)`. Default 1. */
  readonly priorDeviation?: number;
  /** The transport cost. Default `squaredError`. */
  readonly cost?: BatchLoss;
  /** Default `nonSaturating`. */
  readonly adversarial?: AdversarialLoss;
}

export const waeGanDefaults: Defaults<WaeGanSettings> = {
  latent: undefined,
  divergenceWeight: 10,
  priorDeviation: 1,
  cost: squaredError,
  adversarial: nonSaturating,
};

/**
 * Wasserstein autoencoder with an adversary of codes: minimises `E c(x, Dec(E(x))) + λ D(q(z), p(z))`, with the divergence between the
 * codes of all data and the prior as a discriminator of codes sees it.
 *
 * Tolstikhin et al. 2017, algorithm 1, https://arxiv.org/abs/1711.01558
 */
export class WaeGan implements Model, Samples, Encodes, Decodes, Reconstructs, Scores {
  readonly encoder: Layer;
  readonly decoder: Layer;
  readonly discriminator: Layer;
  readonly settings: Required<WaeGanSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor({ encoder, decoder, discriminator }: WaeGanNetworks, settings: WaeGanSettings) {
    requireLayers("WaeGan", { encoder, decoder, discriminator });
    this.encoder = encoder;
    this.decoder = decoder;
    this.discriminator = discriminator;
    this.settings = completeSettings("WaeGan", settings, waeGanDefaults);
    const { latent, divergenceWeight, priorDeviation } = this.settings;
    requireCounts("WaeGan", { latent });
    requireNonNegative("WaeGan", { divergenceWeight, priorDeviation });
  }

  phases(): readonly Phase[] {
    return [
      {
        name: "discriminator",
        updates: this.discriminator,
        loss: ({ x }, context) => {
          const real = this.judgePrior(x.shape[0]!, context);
          const fake = this.discriminator.forward(this.encode(x, context), context);
          return judgement(this.settings.adversarial.discriminator(real, fake), real, fake);
        },
      },
      {
        name: "autoencoder",
        updates: [this.encoder, this.decoder],
        loss: (batch, context) => this.autoencoderLosses(batch, context),
      },
    ];
  }

  /** Terms: `reconstruction`, `divergence`. */
  autoencoderLosses({ x }: ImageBatch, context: Context): Losses {
    const { divergenceWeight, cost, adversarial } = this.settings;
    const codes = this.encode(x, context);
    const reconstruction = cost(this.decode(codes, context), x);
    const fake = this.discriminator.forward(codes, context);
    const divergence = generatorCost(adversarial, fake, () => this.judgePrior(x.shape[0]!, context));
    return { total: add<Scalar>(reconstruction, mul(divergenceWeight, divergence)), reconstruction, divergence };
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
    requireDraws("WaeGan", { count }, context);
    return tidy(() => this.decode(drawPrior(count, this.settings, context.rng), context));
  }

  /** The transport cost of each example's reconstruction, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => this.settings.cost.perExample(this.reconstruct(x, context), x));
  }

  private judgePrior(count: number, context: Context): Tensor {
    return this.discriminator.forward(drawPrior(count, this.settings, context.rng), context);
  }
}
