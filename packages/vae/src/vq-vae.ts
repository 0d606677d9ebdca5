import {
  type Autoencodes,
  type Context,
  completeSettings,
  count,
  counts,
  createFrom,
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
  refuseUnknown,
  requireDraws,
  requireIndices,
  requireLayers,
  requireShape,
  type Samples,
  share,
  type Values,
  type Weighs,
} from "@genlab/core";
import {
  CodeMixture,
  drawScaledTurns,
  identity,
  type Quantization,
  type Quantizer,
  type SpatialMap,
} from "@genlab/layers";
import {
  DecoderLikelihood,
  type Likelihood,
  likelihoodOf,
  likelihoodSettings,
  squaredErrorLikelihood,
} from "@genlab/losses";
import { add, broadcastTo, mean, reshape, type Scalar, sigmoid, sub, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { vqNetworkSettings, vqNetworks } from "./parts/vq-networks.js";

export interface VqVaeNetworks {
  /** Maps `x` to vectors, `[batch, ...places, features]`. */
  readonly encoder: Layer;
  /** Replaces each vector by a code: a `VectorQuantizer`, whose codebook follows the vectors, or a `FiniteScalarQuantizer`. */
  readonly quantizer: Quantizer;
  /** Maps `[batch, ...places, features]` to what the likelihood reads, of the shape of `x`. */
  readonly decoder: Layer;
  /** What a wrong reconstruction costs. Default: the squared error of `sigmoid(output)`, for data in [0, 1]. */
  readonly likelihood?: Likelihood;
}

export const vqVaeSettings = {
  codeShape: counts(
    "Shape of an example's vectors, `[...places, features]`: those of a map of them are `[height, width, features]`.",
  ),
  equivariance: share(
    "Share of a batch's examples whose vectors are scaled and turned before they become codes, and which are to be decoded to the data scaled and turned alike: EQ-VAE, Kouzelis et al. 2025, https://arxiv.org/abs/2502.09509, which has 0.5. 0: none.",
    { default: 0 },
  ),
  priorComponents: count("Of the mixture that samples' codes are drawn from.", { default: 64, source: "chosen here" }),
};

export interface VqVaeSettings extends Given<typeof vqVaeSettings> {}

/**
 * VQ-VAE: minimises `−log p(x | decoder(e)) + β ‖encoder(x) − sg(e)‖²`, where `e` is the nearest code of each of the encoder's vectors and
 * hands the decoder's gradient on to them. The codebook follows running means and has no gradient. With a `FiniteScalarQuantizer` codes are
 * rounded vectors, and the second term is 0.
 *
 * An example's code is the flattened vectors, `[batch, places × features]`, or the indices of `indices`. Samples are decoded from codes of
 * a mixture, in which places are independent but for the component. They are the poorer for it the more places there are: an
 * `AutoregressiveVqVae` has a prior that knows how neighbours go together, as the paper does.
 *
 * van den Oord et al. 2017, https://arxiv.org/abs/1711.00937; finite scalars: Mentzer et al. 2023, https://arxiv.org/abs/2309.15505
 */
export class VqVae implements Model, Samples, Autoencodes, Weighs {
  readonly encoder: Layer;
  readonly quantizer: Quantizer;
  readonly decoder: Layer;
  readonly likelihood: Likelihood;
  readonly settings: Values<typeof vqVaeSettings>;
  /** Follows the codes of the batches. */
  readonly prior: CodeMixture;

  /** @throws GenlabError for a setting that is none or out of range, and for networks that are none, or that it does not have. */
  constructor(networks: VqVaeNetworks, settings: VqVaeSettings) {
    const { encoder, quantizer, decoder, likelihood = squaredErrorLikelihood(sigmoid), ...others } = networks;
    refuseUnknown("VqVae", others, { encoder, quantizer, decoder, likelihood });
    requireLayers("VqVae", { encoder, quantizer, decoder });
    this.encoder = encoder;
    this.quantizer = quantizer;
    this.decoder = decoder;
    this.likelihood = likelihood;
    this.settings = completeSettings("VqVae", vqVaeSettings, settings);
    const { codeShape, equivariance, priorComponents: components } = this.settings;
    if (equivariance > 0 && codeShape.length !== 3) {
      throw new GenlabError(
        `\`equivariance\` of VqVae is ${equivariance}, and its codes are of shape [${codeShape.join(", ")}]. Expected those of a map, [height, width, features], as convolutional networks give them, or 0.`,
      );
    }
    const places = codeShape.slice(0, -1).reduce((product, length) => product * length, 1);
    this.prior = new CodeMixture({ places, codes: quantizer.codes, components });
    void this.decoding; // which refuses a likelihood that is none
  }

  /** `p(x|e)` */
  get decoding(): DecoderLikelihood {
    return new DecoderLikelihood("VqVae", this);
  }

  phases(): readonly Phase[] {
    return [{ name: "vae", updates: this, loss: this.loss.bind(this) }];
  }

  /** Terms: `reconstruction`, `commitment`, and `perplexity`, how many codes the batch uses. */
  loss({ x }: ImageBatch, context: Context): Losses {
    const vectors = this.encoder.forward(x, context);
    const move = this.drawMove(x, context);
    const { quantized, indices, commitment, perplexity } = this.quantizer.forward(move(vectors), context);
    if (context.training) {
      // samples are of data that nothing moved
      const still = move === identity ? indices : this.quantizer.forward(vectors, evaluating(context)).indices;
      this.prior.follow(still, context.rng);
    }
    const reconstruction = mean<Scalar>(this.decoding.distortion(move(x), quantized, context));
    return { total: add(reconstruction, commitment), reconstruction, commitment, perplexity };
  }

  /** The nearest codes, flattened: `[batch, places × features]`. */
  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => reshape(this.quantize(x, context).quantized, [x.shape[0]!, -1]));
  }

  /** The data of flattened vectors `[batch, places × features]`, or of vectors `[batch, ...places, features]`. */
  decode(z: Tensor, context: Context): Tensor {
    const { codeShape } = this.settings;
    const size = codeShape.reduce((product, length) => product * length, 1);
    requireShape("VqVae", z, z?.rank === 2 ? ["batch", size] : ["batch", ...codeShape]);
    return tidy(() => this.decoding.decode(reshape(z, [z.shape[0]!, ...codeShape]), context));
  }

  /** The codes' places in the codebook, int32 `[batch, ...places]`. */
  indices(x: Tensor, context: Context): Tensor {
    return tidy(() => this.quantize(x, context).indices);
  }

  /**
   * The data of indices `[batch, ...places]`.
   *
   * @throws GenlabError for another shape, and for an index that the codebook does not have.
   */
  decodeIndices(indices: Tensor, context: Context): Tensor {
    requireShape("VqVae", indices, ["batch", ...this.settings.codeShape.slice(0, -1)]);
    requireIndices("VqVae", indices, this.prior.codes);
    return tidy(() => this.decode(this.quantizer.lookup(indices), context));
  }

  sample(count: number, context: Context): Tensor {
    requireDraws("VqVae", { count }, context);
    return tidy(() => {
      const vectors = this.quantizer.lookup(this.prior.sample(count, context.rng)); // [count, places, features]
      return this.decode(reshape(vectors, [count, ...this.settings.codeShape]), context);
    });
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decode(this.encode(x, context), context));
  }

  startAtMean(mean: number): void {
    this.decoding.startAtMean(mean);
  }

  /** The reconstruction error of each example, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decoding.distortion(x, this.quantize(x, context).quantized, context));
  }

  /**
   * `log p(x|k) + log p(k)` with the mixture's prior of the codes `k`, `[samples, batch]`, in nats where the likelihood is a density: as
   * an example has one `k`, all its weights are the same.
   */
  logWeights(x: Tensor, samples: number, context: Context): Tensor {
    requireDraws("VqVae", { samples }, context);
    return tidy(() => {
      const { quantized, indices } = this.quantize(x, context);
      const logJoint = sub(this.prior.logDensity(indices), this.decoding.distortion(x, quantized, context)); // [batch]
      return broadcastTo(logJoint, [samples, x.shape[0]!]);
    });
  }

  private drawMove(x: Tensor, { training, rng }: Context): SpatialMap {
    const { equivariance } = this.settings;
    return training && equivariance > 0 ? drawScaledTurns({ count: x.shape[0]!, share: equivariance }, rng) : identity;
  }

  private quantize(x: Tensor, context: Context): Quantization {
    return this.quantizer.forward(this.encoder.forward(x, context), context);
  }
}

export const vqVaeRecipe = modelRecipe({
  description: "Autoencoder whose codes come from a learned codebook",
  paper: "https://arxiv.org/abs/1711.00937",
  settings: {
    priorComponents: vqVaeSettings.priorComponents,
    equivariance: vqVaeSettings.equivariance,
    ...vqNetworkSettings,
    ...likelihoodSettings("squared-error"),
  },
  create(options, { rng }) {
    const { codeShape, ...networks } = vqNetworks(options, rng);
    const { priorComponents, equivariance } = options;
    const likelihood = likelihoodOf(options, options.shape);
    return new VqVae({ ...networks, likelihood }, { codeShape, priorComponents, equivariance });
  },
});

export interface CreateVqVaeOptions extends FactoryOptions<typeof vqVaeRecipe.settings> {}

/**
 * A VQ-VAE with networks that fit the shape of one example. Convolutional ones are the paper's: 4×4 convolutions of stride 2, two
 * residual blocks, a 1×1 convolution to the codes; and back. Its own have 256 channels.
 *
 * @throws GenlabError for an option that is none or out of range, and for images that cannot be halved.
 *
 * @example
 * ```ts
 * import { createContext, createRng, createVqVae } from "genlab";
 *
 * const rng = createRng(1);
 * const model = createVqVae({ shape: [8, 8, 1] }, rng);
 * console.log(model.indices(rng.uniform([2, 8, 8, 1]), createContext({ rng })).shape); // which of the codebook, at each place
 * ```
 */
export function createVqVae(options: CreateVqVaeOptions, rng: Rng): VqVae {
  return createFrom("createVqVae", vqVaeRecipe, options, { rng });
}
