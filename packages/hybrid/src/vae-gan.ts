import {
  type Autoencodes,
  type Context,
  completeSettings,
  count,
  createFrom,
  type Discriminates,
  delegate,
  type FactoryOptions,
  type Given,
  holdLayers,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  modelRecipe,
  orAuto,
  type Phase,
  pick,
  type Rng,
  requireLayers,
  type Samples,
  share,
  type Values,
  weight,
  withDefault,
} from "@genlab/core";
import { gaussianKl, separableGameSetting, squaredError } from "@genlab/losses";
import { add, addN, mean, mul, type Scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { equilibriumGates } from "./parts/equilibrium-gates.js";
import type { FeatureDiscriminator } from "./parts/feature-discriminator.js";
import { judgement } from "./parts/judgement.js";
import { logitsOf } from "./parts/logits-of.js";
import { coderNetworks, featureDiscriminator, hybridSettings } from "./parts/networks.js";
import { PosteriorCoder } from "./parts/posterior-coder.js";

export interface VaeGanNetworks {
  /** Maps `x` to `[batch, 2 latent]`: means and log-variances. */
  readonly encoder: Layer;
  /** Maps codes to data. */
  readonly decoder: Layer;
  /** Cut at the layer `l` in whose features data are compared. */
  readonly discriminator: FeatureDiscriminator;
}

export const vaeGanSettings = {
  latent: count("Numbers of a code."),
  beta: weight("`β`, the weight of the KL term.", { default: 1 }),
  reconstructionShare: share("`γ`, the share of the reconstruction in the decoder's objective.", {
    default: 0.8,
    source: "as Pythae has it on MNIST",
  }),
  equilibrium: weight("The cost about which the players are balanced; `log 2` is a draw.", {
    default: 0.68,
    source: "as in the authors' code",
  }),
  margin: {
    ...weight("How far a cost may be from the equilibrium before a player is held.", {
      default: 0.4,
      source: "as in Pythae",
    }),
    expected: "a number, 0 or more; with Infinity no player is held",
    accepts: (value: unknown) => typeof value === "number" && value >= 0,
  },
  game: separableGameSetting("minimax", "as in the paper"),
};

export interface VaeGanSettings extends Given<typeof vaeGanSettings> {}

export interface VaeGan extends VaeGanNetworks, Samples, Autoencodes {}

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
export class VaeGan implements Model, Discriminates {
  readonly settings: Values<typeof vaeGanSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: VaeGanNetworks, settings: VaeGanSettings) {
    holdLayers("VaeGan", this, networks, ["encoder", "decoder", "discriminator"]);
    requireLayers("the discriminator of VaeGan", {
      features: networks.discriminator.features,
      head: networks.discriminator.head,
    });
    this.settings = completeSettings("VaeGan", vaeGanSettings, settings);
  }

  get coder(): PosteriorCoder {
    const { encoder, decoder, settings } = this;
    return new PosteriorCoder("VaeGan", { encoder, decoder, latent: settings.latent, error: squaredError });
  }

  phases(): readonly Phase[] {
    return [
      { name: "encoder", updates: this.encoder, loss: this.encoderLosses.bind(this) },
      { name: "decoder", updates: this.decoder, loss: this.decoderLosses.bind(this) },
      { name: "discriminator", updates: this.discriminator, loss: this.discriminatorLosses.bind(this) },
    ];
  }

  /** Terms: `kl`, `similarity`, the learned reconstruction error `L`. */
  encoderLosses({ x }: ImageBatch, context: Context): Losses {
    const posterior = this.coder.posterior(x, context);
    const kl = gaussianKl(posterior.mean, posterior.logVariance);
    const decoded = this.coder.decodeDraw(posterior, context);
    const { features } = this.discriminator;
    const similarity = similarityOf(features.forward(decoded, context), features.forward(x, context));
    return { total: add<Scalar>(mul(this.settings.beta, kl), similarity), kl, similarity };
  }

  /** Terms: `similarity`, `adversarial`, and the `gate`: 1 where the decoder moves, 0 where it is held. */
  decoderLosses({ x }: ImageBatch, context: Context): Losses {
    const { reconstructionShare, game } = this.settings;
    const { real, reconstructed, sampled, similarity } = this.judge(x, context);
    const adversarial = add<Scalar>(mean(game.costs.generator(reconstructed)), mean(game.costs.generator(sampled)));
    const gate = this.gates(real, sampled).decoder;
    const total = add(mul(reconstructionShare, similarity), mul(1 - reconstructionShare, adversarial));
    return { total: mul<Scalar>(gate, total), similarity, adversarial, gate };
  }

  /** Terms: the mean logits of `real` data and of `fake` samples, and the `gate`. */
  discriminatorLosses({ x }: ImageBatch, context: Context): Losses {
    const { costs } = this.settings.game;
    const { real, reconstructed, sampled } = this.judge(x, context);
    const gate = this.gates(real, sampled).discriminator;
    const total = addN([mean(costs.real(real)), mean(costs.fake(reconstructed)), mean(costs.fake(sampled))]);
    return { ...judgement(mul<Scalar>(gate, total), real, sampled), gate };
  }

  /** The squared error of each example's reconstruction in the discriminator's features, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => {
      const { features } = this.discriminator;
      const reconstructed = features.forward(this.reconstruct(x, context), context);
      return squaredError.perExample(reconstructed, features.forward(x, context));
    });
  }

  discriminate(x: Tensor, context: Context): Tensor {
    return logitsOf(this.discriminator, x, context);
  }

  private judge(x: Tensor, context: Context) {
    const { features, head } = this.discriminator;
    const decoded = this.coder.decodeDraw(this.coder.posterior(x, context), context);
    const [seen, found] = [features.forward(x, context), features.forward(decoded, context)];
    return {
      real: head.forward(seen, context),
      reconstructed: head.forward(found, context),
      sampled: this.discriminator.forward(this.sample(x.shape[0]!, context), context),
      similarity: similarityOf(found, seen),
    };
  }

  private gates(real: Tensor, sampled: Tensor) {
    const { game, equilibrium, margin } = this.settings;
    const costs = {
      real: mean<Scalar>(game.costs.real(real)),
      fake: mean<Scalar>(game.costs.fake(sampled)),
    };
    return equilibriumGates(costs, { least: equilibrium - margin, most: equilibrium + margin });
  }
}

delegate(VaeGan, "coder", ["sample", "encode", "decode", "reconstruct"]);

/** `−log N(D_l(x); D_l(y), I)` without its constant. */
const similarityOf = (found: Tensor, seen: Tensor): Scalar => mul<Scalar>(0.5, squaredError(found, seen));

export const vaeGanRecipe = modelRecipe({
  description: "VAE and GAN in one, with the discriminator's features as measure of similarity",
  paper: "https://arxiv.org/abs/1512.09300",
  // Larsen et al. 2015, https://arxiv.org/abs/1512.09300
  optimizer: { type: "rmsprop", learningRate: 3e-4 },
  settings: {
    ...vaeGanSettings,
    featureLayer: withDefault(
      orAuto(
        count(
          'The hidden layer of the discriminator in whose features data are compared, counted from the data; "auto" is the last.',
        ),
      ),
      1,
    ),
    ...hybridSettings,
    batchNorm: withDefault(hybridSettings.batchNorm, "on", "as in the paper"),
  },
  create(options, { rng }) {
    const coders = coderNetworks({ ...options, codes: 2 * options.latent }, rng);
    return new VaeGan({ ...coders, discriminator: featureDiscriminator(options, rng) }, pick(options, vaeGanSettings));
  },
});

export interface CreateVaeGanOptions extends FactoryOptions<typeof vaeGanRecipe.settings> {}

/**
 * A VAE-GAN with networks that fit the shape of one example: `createVaeGan({ shape: [28, 28, 1], latent: 16 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 *
 * @example
 * ```ts
 * import { createContext, createRng, createVaeGan } from "genlab";
 *
 * const rng = createRng(1);
 * const model = createVaeGan({ shape: [8, 8, 1], latent: 4, network: "dense" }, rng);
 * console.log(model.phases().map(({ name }) => name), model.sample(2, createContext({ rng })).shape);
 * ```
 */
export function createVaeGan(options: CreateVaeGanOptions, rng: Rng): VaeGan {
  return createFrom("createVaeGan", vaeGanRecipe, options, { rng });
}
