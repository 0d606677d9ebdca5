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
  requireMethods,
  requireNonNegative,
  requireShares,
  type Samples,
  type Scores,
} from "@genlab/core";
import { type DiagonalGaussian, diagonalGaussian, reparameterize } from "@genlab/layers";
import { gaussianKl, minimax, type SeparableAdversarialLoss, squaredError } from "@genlab/losses";
import { add, addN, mean, mul, reshape, type Scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { completeSettings } from "./options.js";
import { equilibriumGates } from "./parts/equilibrium-gates.js";
import type { FeatureDiscriminator } from "./parts/feature-discriminator.js";
import { judgement } from "./parts/judgement.js";

export interface VaeGanNetworks {
  /** Maps `x` to `[batch, 2 latent]`: means and log-variances. */
  readonly encoder: Layer;
  /** Maps codes to data. */
  readonly decoder: Layer;
  /** Cut at the layer `l` in whose features data are compared. */
  readonly discriminator: FeatureDiscriminator;
}

export interface VaeGanSettings {
  readonly latent: number;
  /** Weight of the KL term. Default 1. */
  readonly beta?: number;
  /** `γ`, the share of the reconstruction in the decoder's objective. Default 0.8, as Pythae has it on MNIST. */
  readonly reconstructionShare?: number;
  /** The cost about which the players are balanced. Default 0.68, as in the authors' code; `log 2` is a draw. */
  readonly equilibrium?: number;
  /** How far a cost may be from it before a player is held. Default 0.4, as in Pythae; `Infinity`: no player is. */
  readonly margin?: number;
  /** Default `minimax`, as in the paper. */
  readonly adversarial?: SeparableAdversarialLoss;
}

export const vaeGanDefaults: Defaults<VaeGanSettings> = {
  latent: undefined,
  beta: 1,
  reconstructionShare: 0.8,
  equilibrium: 0.68,
  margin: 0.4,
  adversarial: minimax,
};

/**
 * VAE-GAN with learned similarity. With `L = ½ E ‖D_l(x) − D_l(Dec(z))‖²` in the discriminator's features and its loss
 * `L_GAN = −E log D(x) − E log(1 − D(Dec(E(x)))) − E log(1 − D(Dec(z_p)))`, the encoder minimises `β KL + L`, the decoder
 * `γ L − (1 − γ) L_GAN` and the discriminator `L_GAN`.
 *
 * A player that is too far ahead gets the loss 0 for a step: the discriminator while a mean cost is below `equilibrium − margin`, the
 * decoder while one is above `equilibrium + margin`; both move where both would be held. The momentum of an optimizer goes on.
 *
 * Larsen et al. 2015, algorithm 1, https://arxiv.org/abs/1512.09300
 */
export class VaeGan implements Model, Samples, Encodes, Decodes, Reconstructs, Scores, Discriminates {
  readonly encoder: Layer;
  readonly decoder: Layer;
  readonly discriminator: FeatureDiscriminator;
  readonly settings: Required<VaeGanSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor({ encoder, decoder, discriminator }: VaeGanNetworks, settings: VaeGanSettings) {
    requireLayers("VaeGan", { encoder, decoder, discriminator });
    requireLayers("the discriminator of VaeGan", { features: discriminator.features, head: discriminator.head });
    this.encoder = encoder;
    this.decoder = decoder;
    this.discriminator = discriminator;
    this.settings = completeSettings("VaeGan", settings, vaeGanDefaults);
    const { adversarial } = this.settings;
    requireMethods(
      "VaeGan",
      { "adversarial.costs": adversarial.costs },
      ["real", "fake", "generator"],
      "`minimax.costs`",
    );
    const { latent, beta, reconstructionShare, equilibrium, margin } = this.settings;
    requireCounts("VaeGan", { latent });
    requireNonNegative("VaeGan", { beta, equilibrium });
    if (margin !== Number.POSITIVE_INFINITY) requireNonNegative("VaeGan", { margin });
    requireShares("VaeGan", { reconstructionShare });
  }

  phases(): readonly Phase[] {
    return [
      { name: "encoder", updates: this.encoder, loss: (batch, context) => this.encoderLosses(batch, context) },
      { name: "decoder", updates: this.decoder, loss: (batch, context) => this.decoderLosses(batch, context) },
      {
        name: "discriminator",
        updates: this.discriminator,
        loss: (batch, context) => this.discriminatorLosses(batch, context),
      },
    ];
  }

  /** Terms: `kl`, `similarity`, the learned reconstruction error `L`. */
  encoderLosses({ x }: ImageBatch, context: Context): Losses {
    const posterior = this.posterior(x, context);
    const kl = gaussianKl(posterior.mean, posterior.logVariance);
    const { features } = this.discriminator;
    const reconstructed = this.decode(reparameterize(posterior, context.rng), context);
    const similarity = similarityOf(features.forward(reconstructed, context), features.forward(x, context));
    return { total: add<Scalar>(mul(this.settings.beta, kl), similarity), kl, similarity };
  }

  /** Terms: `similarity`, `adversarial`, and the `gate`: 1 where the decoder moves, 0 where it is held. */
  decoderLosses({ x }: ImageBatch, context: Context): Losses {
    const { reconstructionShare, adversarial: game } = this.settings;
    const { real, reconstructed, sampled, similarity } = this.judge(x, context);
    const adversarial = add<Scalar>(mean(game.costs.generator(reconstructed)), mean(game.costs.generator(sampled)));
    const gate = this.gates(real, sampled).decoder;
    const total = add(mul(reconstructionShare, similarity), mul(1 - reconstructionShare, adversarial));
    return { total: mul<Scalar>(gate, total), similarity, adversarial, gate };
  }

  /** Terms: the mean logits of `real` data and of `fake` samples, and the `gate`. */
  discriminatorLosses({ x }: ImageBatch, context: Context): Losses {
    const { costs } = this.settings.adversarial;
    const { real, reconstructed, sampled } = this.judge(x, context);
    const gate = this.gates(real, sampled).discriminator;
    const total = addN([mean(costs.real(real)), mean(costs.fake(reconstructed)), mean(costs.fake(sampled))]);
    return { ...judgement(mul<Scalar>(gate, total), real, sampled), gate };
  }

  /** The posterior's means, `[batch, latent]`. */
  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => this.posterior(x, context).mean);
  }

  decode(z: Tensor, context: Context): Tensor {
    return tidy(() => this.decoder.forward(z, context));
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decode(this.encode(x, context), context));
  }

  /** @throws GenlabError for a count that is none. */
  sample(count: number, context: Context): Tensor {
    requireDraws("VaeGan", { count }, context);
    return tidy(() => this.decode(context.rng.normal([count, this.settings.latent]), context));
  }

  /** The squared error of each example's reconstruction in the discriminator's features, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => {
      const { features } = this.discriminator;
      const reconstructed = features.forward(this.reconstruct(x, context), context);
      return squaredError.perExample(reconstructed, features.forward(x, context));
    });
  }

  /** The discriminator's logits, `[batch]`. */
  discriminate(x: Tensor, context: Context): Tensor {
    return tidy(() => reshape(this.discriminator.forward(x, context), [x.shape[0]!]));
  }

  private posterior(x: Tensor, context: Context): DiagonalGaussian {
    return diagonalGaussian(this.encoder.forward(x, context), this.settings.latent);
  }

  private judge(x: Tensor, context: Context) {
    const { features, head } = this.discriminator;
    const decoded = this.decode(reparameterize(this.posterior(x, context), context.rng), context);
    const [seen, found] = [features.forward(x, context), features.forward(decoded, context)];
    return {
      real: head.forward(seen, context),
      reconstructed: head.forward(found, context),
      sampled: this.discriminator.forward(this.sample(x.shape[0]!, context), context),
      similarity: similarityOf(found, seen),
    };
  }

  private gates(real: Tensor, sampled: Tensor) {
    const { adversarial, equilibrium, margin } = this.settings;
    const costs = {
      real: mean<Scalar>(adversarial.costs.real(real)),
      fake: mean<Scalar>(adversarial.costs.fake(sampled)),
    };
    return equilibriumGates(costs, { least: equilibrium - margin, most: equilibrium + margin });
  }
}

/** `−log N(D_l(x); D_l(y), I)` without its constant. */
const similarityOf = (found: Tensor, seen: Tensor): Scalar => mul<Scalar>(0.5, squaredError(found, seen));
