import {
  type Buffer,
  buffer,
  type Context,
  type Decodes,
  type Discriminates,
  type Encodes,
  evaluating,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  type Phase,
  type Reconstructs,
  requireCounts,
  requireDraws,
  requireIndices,
  requireLayers,
  requireNonNegative,
  requireShape,
  type Samples,
  type Scores,
  sizeOf,
} from "@genlab/core";
import { CodeMixture, type Quantization, type VectorQuantizer, type WeightedLayer } from "@genlab/layers";
import { generatorCost } from "@genlab/losses";
import { add, addN, clone, mean, mul, reshape, type Scalar, scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { completeSettings } from "./options.js";
import { gradientRatio } from "./parts/gradient-ratio.js";
import { judgement } from "./parts/judgement.js";
import { type VqGanNetworks, type VqGanSettings, vqGanDefaults } from "./vq-gan-settings.js";

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
export class VqGan implements Model, Samples, Encodes, Decodes, Reconstructs, Scores, Discriminates {
  readonly encoder: Layer;
  readonly quantizer: VectorQuantizer;
  readonly decoder: Layer;
  readonly last: WeightedLayer;
  readonly discriminator: Layer;
  readonly prior: CodeMixture;
  /** `λ` of the last step. A variable, so that the loss depends on it as on a constant. */
  readonly adaptiveWeight: Buffer;
  readonly settings: Required<VqGanSettings>;

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
    this.settings = completeSettings("VqGan", settings, vqGanDefaults);
    const { start, adversarialWeight, priorComponents } = this.settings;
    const [height, width, features] = this.settings.codeShape;
    requireCounts("VqGan", { "codeShape[0]": height, "codeShape[1]": width, "codeShape[2]": features });
    requireCounts("VqGan", { start }, 0);
    requireCounts("VqGan", { priorComponents });
    requireNonNegative("VqGan", { adversarialWeight });
    const codes = this.quantizer.codebook.shape[0]!;
    this.prior = new CodeMixture({ places: height * width, codes, components: priorComponents });
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
    const { quantized, indices, commitment, perplexity } = this.quantize(x, context);
    if (context.training) this.prior.follow(indices, context.rng);
    const hidden = this.decoder.forward(quantized, context);
    const decoded = this.last.forward(hidden, context);
    const reconstruction = this.distance(decoded, x);
    const adversarial = this.deceive(decoded, x, context);
    const adaptiveWeight = this.balance(hidden, x, context);
    const started = context.schedule((step) => (step >= this.settings.start ? this.settings.adversarialWeight : 0));
    const total = addN<Scalar>([reconstruction, commitment, mul(mul(started, adaptiveWeight), adversarial)]);
    return { total, reconstruction, commitment, adversarial, adaptiveWeight, perplexity };
  }

  /** Terms: the mean logits of `real` and of `fake` patches. */
  discriminatorLosses({ x }: ImageBatch, context: Context): Losses {
    // the codebook follows the batch once a step, in the other phase
    const real = this.discriminator.forward(x, context);
    const fake = this.discriminator.forward(this.reconstruct(x, evaluating(context)), context);
    return judgement(mul<Scalar>(0.5, this.settings.adversarial.discriminator(real, fake)), real, fake);
  }

  /** The quantized features, `[batch, height · width · features]`. */
  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => reshape(this.quantize(x, context).quantized, [x.shape[0]!, -1]));
  }

  /** The codes' places in the codebook, int32 `[batch, height, width]`: what a prior over images would learn. */
  indices(x: Tensor, context: Context): Tensor {
    return tidy(() => this.quantize(x, context).indices);
  }

  /**
   * The data of indices `[batch, height, width]`.
   *
   * @throws GenlabError for another shape, and for indices that the codebook does not have.
   */
  decodeIndices(indices: Tensor, context: Context): Tensor {
    const [height, width] = this.settings.codeShape;
    requireShape("VqGan.decodeIndices", indices, ["batch", height, width]);
    requireIndices("VqGan", indices, this.quantizer.codebook.shape[0]!);
    return this.lookedUp(indices, context);
  }

  /**
   * From `[batch, height · width · features]`, as `encode` gives them.
   *
   * @throws GenlabError for codes of another size.
   */
  decode(z: Tensor, context: Context): Tensor {
    const { codeShape } = this.settings;
    requireShape("VqGan.decode", z, ["batch", sizeOf(codeShape)]);
    return tidy(() => this.decodeMap(reshape(z, [z.shape[0]!, ...codeShape]), context));
  }

  /** @throws GenlabError for a count that is none. */
  sample(count: number, context: Context): Tensor {
    requireDraws("VqGan", { count }, context);
    return tidy(() => this.lookedUp(this.prior.sample(count, context.rng), context));
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decodeMap(this.quantize(x, context).quantized, context));
  }

  /** The reconstruction error of each example, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => this.settings.reconstruction.perExample(this.reconstruct(x, context), x));
  }

  /** The mean of the discriminator's logits of patches, `[batch]`. */
  discriminate(x: Tensor, context: Context): Tensor {
    return tidy(() => mean(this.discriminator.forward(x, context), [1, 2, 3]));
  }

  private lookedUp(indices: Tensor, context: Context): Tensor {
    return tidy(() => {
      const codes = this.quantizer.lookup(indices);
      return this.decodeMap(reshape(codes, [indices.shape[0]!, ...this.settings.codeShape]), context);
    });
  }

  private decodeMap(map: Tensor, context: Context): Tensor {
    return this.last.forward(this.decoder.forward(map, context), context);
  }

  private quantize(x: Tensor, context: Context): Quantization {
    const map = this.encoder.forward(x, context);
    requireShape("VqGan's quantizer", map, ["batch", ...this.settings.codeShape]);
    return this.quantizer.forward(map, context);
  }

  private distance(decoded: Tensor, x: Tensor): Scalar {
    const { reconstruction, perceptual } = this.settings;
    return perceptual ? add(reconstruction(decoded, x), perceptual(decoded, x)) : reconstruction(decoded, x);
  }

  private deceive(decoded: Tensor, x: Tensor, context: Context): Scalar {
    const fake = this.discriminator.forward(decoded, context);
    return generatorCost(this.settings.adversarial, fake, () => this.discriminator.forward(x, context));
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
