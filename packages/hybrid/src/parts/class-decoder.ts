import {
  type Context,
  type Decodes,
  GenlabError,
  type Layer,
  requireClassIndices,
  requireDraws,
  requireShape,
  type Samples,
  type SamplesClasses,
} from "@genlab/core";
import { drawClasses, oneHotOf } from "@genlab/layers";
import { concat, type Tensor, tidy } from "@tensorflow/tfjs-core";
import type { Prior } from "./priors.js";

export interface ClassDecoderParts {
  /** Maps codes and one-hot labels, `[batch, latent + classes]`, to data. */
  readonly decoder: Layer;
  readonly latent: number;
  readonly classes: number;
  readonly prior: Prior;
}

/** What follows from a decoder that is told the class beside the code. A model holds it as a part, beside the decoder. */
export class ClassDecoder implements Samples, SamplesClasses, Decodes {
  readonly owner: string;
  readonly parts: ClassDecoderParts;

  /** @param owner what holds it, for errors */
  constructor(owner: string, parts: ClassDecoderParts) {
    this.owner = owner;
    this.parts = parts;
  }

  get classes(): number {
    return this.parts.classes;
  }

  /**
   * Data `[batch, ...]` of codes `[batch, latent]` and class indices `[batch]`.
   *
   * @throws GenlabError for a class that is none, and for another number of classes than of codes.
   */
  decodeClasses(z: Tensor, y: Tensor, context: Context): Tensor {
    requireClassIndices(this.owner, y, this.classes);
    if (z.shape[0] !== y.shape[0]) {
      throw new GenlabError(
        `${this.owner} got ${z.shape[0]} codes and ${y.shape[0]} classes. Give a class for each code.`,
      );
    }
    return this.told(z, y, context);
  }

  /** The data of codes, as classes drawn evenly. */
  decode(z: Tensor, context: Context): Tensor {
    requireShape(this.owner, z, ["batch", "..."]);
    return tidy(() => this.told(z, drawClasses(z.shape[0]!, this.classes, context.rng), context));
  }

  /**
   * An example of each class index in `y` `[count]`.
   *
   * @throws GenlabError for a class that is none.
   */
  sampleClasses(y: Tensor, context: Context): Tensor {
    requireClassIndices(this.owner, y, this.classes);
    return tidy(() => this.told(this.parts.prior.draw(y.shape[0]!, context.rng), y, context));
  }

  /**
   * Examples of classes drawn evenly.
   *
   * @throws GenlabError for a count that is none.
   */
  sample(count: number, context: Context): Tensor {
    requireDraws(this.owner, { count }, context);
    return tidy(() => {
      const classes = drawClasses(count, this.classes, context.rng);
      return this.told(this.parts.prior.draw(count, context.rng), classes, context);
    });
  }

  /** Classes that were drawn need no check, which would read them. */
  private told(z: Tensor, y: Tensor, context: Context): Tensor {
    requireShape(this.owner, z, ["batch", this.parts.latent]);
    return tidy(() => {
      const labels = oneHotOf(y, this.classes); // [batch, classes]
      return this.parts.decoder.forward(concat([z, labels], 1), context);
    });
  }
}
