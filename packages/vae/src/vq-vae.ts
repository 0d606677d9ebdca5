import {
  type Context,
  type Decodes,
  type Encodes,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  type Phase,
  type Reconstructs,
  refuseUnknown,
  requireDraws,
  requireIndices,
  requireLayers,
  requireMethods,
  requireShape,
  type Samples,
  type Scores,
  type Weighs,
} from "@genlab/core";
import { CodeMixture, type Quantization, type VectorQuantizer } from "@genlab/layers";
import { type Likelihood, squaredErrorLikelihood } from "@genlab/losses";
import { add, broadcastTo, mean, reshape, type Scalar, sigmoid, sub, type Tensor, tidy } from "@tensorflow/tfjs-core";

export interface VqVaeNetworks {
  /** Maps `x` to vectors, `[batch, ...places, features]`. */
  readonly encoder: Layer;
  /** Replaces each vector by the nearest of its codebook, which follows the vectors that chose it. */
  readonly quantizer: VectorQuantizer;
  /** Maps `[batch, ...places, features]` to what the likelihood reads, of the shape of `x`. */
  readonly decoder: Layer;
  /** What a wrong reconstruction costs. Default: the squared error of `sigmoid(output)`, for data in [0, 1]. */
  readonly likelihood?: Likelihood;
}

export interface VqVaeSettings {
  /** Shape of an example's vectors, `[...places, features]`: those of a map of them are `[height, width, features]`. */
  readonly codeShape: readonly number[];
  /** Of the mixture that samples' codes are drawn from. Default 64, chosen here. */
  readonly priorComponents?: number;
}

/**
 * VQ-VAE: minimises `−log p(x | decoder(e)) + β ‖encoder(x) − sg(e)‖²`, where `e` is the nearest code of each of the encoder's vectors and
 * hands the decoder's gradient on to them. The codebook follows running means and has no gradient.
 *
 * An example's code is the flattened vectors, `[batch, places × features]`, or the indices of `indices`. Samples are decoded from codes of
 * a mixture, in which places are independent but for the component. They are the poorer for it the more places there are: the paper fits
 * an autoregressive model to the indices, which knows how neighbours go together.
 *
 * van den Oord et al. 2017, https://arxiv.org/abs/1711.00937
 */
export class VqVae implements Model, Samples, Encodes, Decodes, Reconstructs, Scores, Weighs {
  readonly encoder: Layer;
  readonly quantizer: VectorQuantizer;
  readonly decoder: Layer;
  readonly likelihood: Likelihood;
  /** Follows the codes of the batches. */
  readonly prior: CodeMixture;
  readonly settings: Required<VqVaeSettings>;

  /** @throws GenlabError for settings or networks that it does not have, and for components that are no count. */
  constructor(networks: VqVaeNetworks, settings: VqVaeSettings) {
    const { encoder, quantizer, decoder, likelihood = squaredErrorLikelihood(sigmoid), ...otherNetworks } = networks;
    refuseUnknown("VqVae", otherNetworks, { encoder, quantizer, decoder, likelihood });
    const { codeShape, priorComponents: components = 64, ...others } = settings;
    refuseUnknown("VqVae", others, { codeShape, priorComponents: components });
    requireLayers("VqVae", { encoder, quantizer, decoder });
    requireMethods("VqVae", { likelihood }, ["negativeLog", "mean"], "`bernoulli` of @genlab/losses");
    this.encoder = encoder;
    this.quantizer = quantizer;
    this.decoder = decoder;
    this.likelihood = likelihood;
    this.settings = { codeShape, priorComponents: components };
    const places = codeShape.slice(0, -1).reduce((product, length) => product * length, 1);
    this.prior = new CodeMixture({ places, codes: quantizer.codebook.shape[0]!, components });
  }

  phases(): readonly Phase[] {
    return [{ name: "vae", updates: this, loss: (batch, context) => this.loss(batch, context) }];
  }

  /** Terms: `reconstruction`, `commitment`, and `perplexity`, how many codes the batch uses. */
  loss({ x }: ImageBatch, context: Context): Losses {
    const { quantized, indices, commitment, perplexity } = this.quantize(x, context);
    if (context.training) this.prior.follow(indices, context.rng);
    const reconstruction = mean<Scalar>(this.distortion(x, quantized, context));
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
    return tidy(() => {
      const vectors = reshape(z, [z.shape[0]!, ...codeShape]);
      return this.likelihood.mean(this.decoder.forward(vectors, context));
    });
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

  /** The reconstruction error of each example, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => this.distortion(x, this.quantize(x, context).quantized, context));
  }

  /**
   * `log p(x|k) + log p(k)` with the mixture's prior of the codes `k`, `[samples, batch]`, in nats where the likelihood is a density: as
   * an example has one `k`, all its weights are the same.
   */
  logWeights(x: Tensor, samples: number, context: Context): Tensor {
    requireDraws("VqVae", { samples }, context);
    return tidy(() => {
      const { quantized, indices } = this.quantize(x, context);
      const logJoint = sub(this.prior.logDensity(indices), this.distortion(x, quantized, context)); // [batch]
      return broadcastTo(logJoint, [samples, x.shape[0]!]);
    });
  }

  private quantize(x: Tensor, context: Context): Quantization {
    return this.quantizer.forward(this.encoder.forward(x, context), context);
  }

  private distortion(x: Tensor, vectors: Tensor, context: Context): Tensor {
    return this.likelihood.negativeLog(this.decoder.forward(vectors, context), x);
  }
}
