import {
  type Autoencodes,
  type Buffer,
  buffer,
  type Context,
  completeSettings,
  count,
  createFrom,
  type Discriminates,
  delegate,
  evaluating,
  type FactoryOptions,
  GenlabError,
  type Given,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  modelRecipe,
  type Phase,
  type Rng,
  requireLayers,
  type Samples,
  setting,
  share,
  type Values,
  type WithDefault,
  weight,
} from "@genlab/core";
import {
  CodeMixture,
  drawScaledTurns,
  identity,
  type Quantizer,
  type SpatialMap,
  type WeightedLayer,
} from "@genlab/layers";
import { type BatchLoss, errorSetting, gameSetting, generatorCost } from "@genlab/losses";
import { channelsFor, halvings, type ImageShape } from "@genlab/networks";
import { add, addN, clone, mean, mul, type Scalar, scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { gradientRatio } from "./parts/gradient-ratio.js";
import { judgement } from "./parts/judgement.js";
import { QuantizedCoder } from "./parts/quantized-coder.js";
import { featuresOf, type VqGanNetworks, vqGanNetworkSettings, vqGanNetworks } from "./parts/vq-gan-networks.js";

/** Settings that networks do not say. */
const objective = {
  priorComponents: count("Components of the mixture that samples' codes are drawn from.", { default: 64 }),
  equivariance: share(
    "Share of a batch's examples whose features are scaled and turned before they become codes, and which are to be decoded to the data scaled and turned alike: EQ-VAE, Kouzelis et al. 2025, https://arxiv.org/abs/2502.09509, which has 0.5. 0: none.",
    { default: 0 },
  ),
  start: count("Steps before the adversary takes part.", {
    default: 1000,
    min: 0,
    source: "for small images; the authors have 10 000 and more",
  }),
  adversarialWeight: weight("`w`, the weight of the adversarial term, beside the adaptive one.", {
    default: 0.8,
    source: "as the authors have it",
  }),
  reconstruction: errorSetting("What a wrong reconstruction costs.", "absolute-error"),
  perceptual: setting<BatchLoss | null, BatchLoss | null, WithDefault<null>>(
    {
      about: "A distance in the features of a network, added to the reconstruction: `featureLoss`; null: none.",
      expected: "a loss, such as featureLoss({ features }), or null",
      accepts: (value) => value === null || typeof value === "function",
    },
    { default: null },
  ),
  game: gameSetting("hinge", "as the authors have it"),
};

export const vqGanSettings = {
  codeShape: setting<readonly [height: number, width: number, features: number]>({
    about: "`[height, width, features]` of the map of codes.",
    expected: "the three sizes of a map of codes, such as [7, 7, 16]",
    accepts: (value) =>
      Array.isArray(value) && value.length === 3 && value.every((size) => Number.isSafeInteger(size) && size >= 1),
  }),
  ...objective,
};

export interface VqGanSettings extends Given<typeof vqGanSettings> {}

/**
 * VQ-GAN: encoder and decoder minimise `L + commitment + λ w adversarial`, with the reconstruction error `L` of the decoded codes and the
 * ratio of gradients `λ = ‖∇L‖ / (‖∇adversarial‖ + 10⁻⁴)` in the decoder's last weight, at most `10⁴` and taken for a constant; a
 * discriminator of patches tells `x` from reconstructions. Before the step `start` there is no adversary, `w = 0`.
 *
 * Samples are decoded from codes of a mixture, in which places are independent but for the component: poorer ones than those of the
 * paper's transformer, which knows how codes go together.
 *
 * Esser et al. 2020, equation 7, https://arxiv.org/abs/2012.09841
 */
export class VqGan implements Model, Discriminates {
  readonly encoder: Layer;
  readonly quantizer: Quantizer;
  readonly decoder: Layer;
  readonly last: WeightedLayer;
  readonly discriminator: Layer;
  readonly prior: CodeMixture;
  /** `λ` of the last step. A variable, so that the loss depends on it as on a constant. */
  readonly adaptiveWeight: Buffer;
  readonly settings: Values<typeof vqGanSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: VqGanNetworks, settings: VqGanSettings) {
    const { encoder, quantizer, decoder, last, discriminator } = networks;
    requireLayers("VqGan", { encoder, quantizer, decoder, last, discriminator });
    this.encoder = encoder;
    this.quantizer = quantizer;
    this.decoder = decoder;
    this.last = last;
    this.discriminator = discriminator;
    this.adaptiveWeight = buffer(() => scalar(0));
    this.settings = completeSettings("VqGan", vqGanSettings, settings);
    const { codeShape, priorComponents: components } = this.settings;
    const [height, width] = codeShape;
    this.prior = new CodeMixture({ places: height * width, codes: quantizer.codes, components });
  }

  get coder(): QuantizedCoder {
    const { encoder, quantizer, decoder, last, prior, settings } = this;
    const { codeShape, reconstruction: error } = settings;
    return new QuantizedCoder("VqGan", { encoder, quantizer, decoder, last, prior, codeShape, error });
  }

  phases(): readonly Phase[] {
    return [
      {
        name: "autoencoder",
        updates: [this.encoder, this.decoder, this.last],
        loss: (batch, context) => this.autoencoderLosses(batch, context),
      },
      {
        name: "discriminator",
        updates: this.discriminator,
        active: (step) => step >= this.settings.start,
        loss: (batch, context) => this.discriminatorLosses(batch, context),
      },
    ];
  }

  /** Terms: `reconstruction` (with the perceptual part), `commitment`, `adversarial`, the `adaptiveWeight`, codes in use: `perplexity`. */
  autoencoderLosses({ x }: ImageBatch, context: Context): Losses {
    const move = this.drawMove(x, context);
    const { quantized, indices, commitment, perplexity } = this.coder.quantize(x, context, move);
    if (context.training) {
      // samples are of data that nothing moved
      const still = move === identity ? indices : this.indices(x, evaluating(context));
      this.prior.follow(still, context.rng);
    }
    const target = move(x);
    const hidden = this.decoder.forward(quantized, context);
    const decoded = this.last.forward(hidden, context);
    const reconstruction = this.distance(decoded, target);
    const adversarial = this.deceive(decoded, target, context);
    const adaptiveWeight = this.balance(hidden, target, context);
    const started = context.schedule((step) => (step >= this.settings.start ? this.settings.adversarialWeight : 0));
    const total = addN<Scalar>([reconstruction, commitment, mul(mul(started, adaptiveWeight), adversarial)]);
    return { total, reconstruction, commitment, adversarial, adaptiveWeight, perplexity };
  }

  /** Terms: the mean logits of `real` and of `fake` patches. */
  discriminatorLosses({ x }: ImageBatch, context: Context): Losses {
    const move = this.drawMove(x, context);
    // the codebook follows the batch once a step, in the other phase
    const real = this.discriminator.forward(move(x), context);
    const fake = this.discriminator.forward(this.coder.reconstruct(x, evaluating(context), move), context);
    return judgement(mul<Scalar>(0.5, this.settings.game.discriminator(real, fake)), real, fake);
  }

  /** The mean of the discriminator's logits of patches, `[batch]`. */
  discriminate(x: Tensor, context: Context): Tensor {
    return tidy(() => mean(this.discriminator.forward(x, context), [1, 2, 3]));
  }

  private drawMove(x: Tensor, { training, rng }: Context): SpatialMap {
    const { equivariance } = this.settings;
    return training && equivariance > 0 ? drawScaledTurns({ count: x.shape[0]!, share: equivariance }, rng) : identity;
  }

  private distance(decoded: Tensor, x: Tensor): Scalar {
    const { reconstruction, perceptual } = this.settings;
    return perceptual ? add(reconstruction(decoded, x), perceptual(decoded, x)) : reconstruction(decoded, x);
  }

  private deceive(decoded: Tensor, x: Tensor, context: Context): Scalar {
    const fake = this.discriminator.forward(decoded, context);
    return generatorCost(this.settings.game, fake, () => this.discriminator.forward(x, context));
  }

  /** `λ`, moved in training. Read from the variable, it lets no gradient into the norms: first-order gradients are enough. */
  private balance(hidden: Tensor, x: Tensor, context: Context): Scalar {
    if (context.training) {
      const above = () => this.distance(this.last.forward(hidden, context), x);
      const below = () => this.deceive(this.last.forward(hidden, context), x, context);
      tidy(() => this.adaptiveWeight.assign(gradientRatio(this.last.weight, { above, below })));
    }
    return clone<Scalar>(this.adaptiveWeight as unknown as Scalar);
  }
}

export interface VqGan extends Samples, Autoencodes, Pick<QuantizedCoder, "indices" | "decodeIndices"> {}
delegate(VqGan, "coder", ["sample", "encode", "decode", "reconstruct", "score", "indices", "decodeIndices"]);

export const vqGanRecipe = modelRecipe({
  description: "Autoencoder with a codebook and a discriminator of patches",
  paper: "https://arxiv.org/abs/2012.09841",
  // the authors' 4.5e-6 an example, for batches of 64: https://github.com/CompVis/taming-transformers
  optimizer: { type: "adam", learningRate: 3e-4, beta1: 0.5, beta2: 0.9 },
  settings: {
    ...objective,
    ...vqGanNetworkSettings,
  },
  stages: { start: 0.5 },
  create({ shape, channels: asked, quantizer, levels, codes, features, ...settings }, { rng }) {
    const channels = channelsFor(shape, asked, vqGanNetworkSettings.channels);
    if (shape.length !== 3 || channels.length === 0) {
      throw new GenlabError(
        `createVqGan got the shape [${shape.join(", ")}] and the channels [${channels.join(", ")}]. ` +
          "Expected images [height, width, channels], and the channels of one convolution at least.",
      );
    }
    const [height, width] = halvings(shape, channels.length).at(-1)!;
    const quantizing = quantizer === "learned" ? { codes, features } : { levels };
    const networks = vqGanNetworks({ shape: shape as ImageShape, channels, ...quantizing }, rng);
    return new VqGan(networks, { ...settings, codeShape: [height, width, featuresOf(quantizing)] });
  },
});

export interface CreateVqGanOptions extends FactoryOptions<typeof vqGanRecipe.settings> {}

/**
 * A VQ-GAN with strided convolutions for images of any height and width, an odd one of which is rounded up where it is halved:
 * `createVqGan({ shape: [28, 28, 1] }, rng)`. Vectors without use restart at codes of the batch. The output has no bound, as the authors'
 * has none: under an absolute error a sigmoid soon gives the median, black for digits, where it has no slope.
 *
 * @throws GenlabError for an option that is none or out of range, and for a shape that is not one of images.
 */
export function createVqGan(options: CreateVqGanOptions, rng: Rng): VqGan {
  return createFrom("createVqGan", vqGanRecipe, options, { rng });
}
