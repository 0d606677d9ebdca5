import {
  type Autoencodes,
  type Context,
  type Layer,
  requireDraws,
  requireIndices,
  requireShape,
  type Samples,
  sizeOf,
} from "@genlab/core";
import { type CodeMixture, identity, type Quantization, type Quantizer, type SpatialMap } from "@genlab/layers";
import type { BatchLoss } from "@genlab/losses";
import { reshape, type Tensor, tidy } from "@tensorflow/tfjs-core";

export interface QuantizedCoderParts {
  /** Maps data to a map of features. */
  readonly encoder: Layer;
  readonly quantizer: Quantizer;
  /** Maps the quantized map to what the last layer reads. */
  readonly decoder: Layer;
  /** Gives data. */
  readonly last: Layer;
  /** What codes of samples are drawn from. */
  readonly prior: CodeMixture;
  readonly codeShape: readonly [height: number, width: number, features: number];
  /** What a reconstruction costs. */
  readonly error: BatchLoss;
}

/** What follows from an encoder, a codebook, a decoder and a prior of indices. A model holds it as a part, beside what it is made of. */
export class QuantizedCoder implements Samples, Autoencodes {
  readonly owner: string;
  readonly parts: QuantizedCoderParts;

  /** @param owner what holds it, for errors */
  constructor(owner: string, parts: QuantizedCoderParts) {
    this.owner = owner;
    this.parts = parts;
  }

  /**
   * @param move moves the encoder's map. Default: not at all.
   * @throws GenlabError where the encoder gives a map of another shape.
   */
  quantize(x: Tensor, context: Context, move: SpatialMap = identity): Quantization {
    const { encoder, quantizer, codeShape } = this.parts;
    const map = encoder.forward(x, context);
    requireShape(`${this.owner}'s quantizer`, map, ["batch", ...codeShape]);
    return quantizer.forward(move(map), context);
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
    const { quantizer, codeShape } = this.parts;
    const [height, width] = codeShape;
    requireShape(`${this.owner}.decodeIndices`, indices, ["batch", height, width]);
    requireIndices(this.owner, indices, quantizer.codes);
    return this.lookedUp(indices, context);
  }

  /**
   * From `[batch, height · width · features]`, as `encode` gives them.
   *
   * @throws GenlabError for codes of another size.
   */
  decode(z: Tensor, context: Context): Tensor {
    const { codeShape } = this.parts;
    requireShape(`${this.owner}.decode`, z, ["batch", sizeOf(codeShape)]);
    return tidy(() => this.decodeMap(reshape(z, [z.shape[0]!, ...codeShape]), context));
  }

  /** @throws GenlabError for a count that is none. */
  sample(count: number, context: Context): Tensor {
    requireDraws(this.owner, { count }, context);
    return tidy(() => this.lookedUp(this.parts.prior.sample(count, context.rng), context));
  }

  reconstruct(x: Tensor, context: Context, move?: SpatialMap): Tensor {
    return tidy(() => this.decodeMap(this.quantize(x, context, move).quantized, context));
  }

  /** The error of each example's reconstruction, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => this.parts.error.perExample(this.reconstruct(x, context), x));
  }

  private lookedUp(indices: Tensor, context: Context): Tensor {
    const { quantizer, codeShape } = this.parts;
    return tidy(() => {
      const codes = quantizer.lookup(indices);
      return this.decodeMap(reshape(codes, [indices.shape[0]!, ...codeShape]), context);
    });
  }

  private decodeMap(map: Tensor, context: Context): Tensor {
    const { decoder, last } = this.parts;
    return last.forward(decoder.forward(map, context), context);
  }
}
