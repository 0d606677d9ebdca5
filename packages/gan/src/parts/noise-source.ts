import {
  type Context,
  type Decodes,
  type DecodesClasses,
  GenlabError,
  type ImageBatch,
  type Layer,
  requireClassIndices,
  requireDraws,
  requireLabels,
  requireShape,
  type Samples,
  type SamplesClasses,
} from "@genlab/core";
import { conditionOf, drawClasses, oneHotOf, withCondition } from "@genlab/layers";
import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import { drawNoise, type Prior } from "./noise.js";

export interface NoiseSourceSettings {
  readonly latent: number;
  readonly prior: Prior;
  /** 0: none. */
  readonly classes: number;
}

/** What a generator makes of noise, and of classes where there are some. */
export class NoiseSource implements Samples, SamplesClasses, Decodes, DecodesClasses {
  readonly owner: string;
  readonly generator: Layer;
  readonly settings: NoiseSourceSettings;

  /** @param owner what holds it, for errors */
  constructor(owner: string, generator: Layer, settings: NoiseSourceSettings) {
    this.owner = owner;
    this.generator = generator;
    this.settings = settings;
  }

  get classes(): number {
    return this.settings.classes;
  }

  get codeShape(): readonly number[] {
    return [this.settings.latent];
  }

  /**
   * The classes of a batch's examples, one-hot, where the model has some.
   *
   * @throws GenlabError for a batch without labels, and for a class that is none.
   */
  classesOf(batch: ImageBatch): Tensor | null {
    const { owner, classes } = this;
    if (classes === 0) return null;
    const labels = requireLabels(owner, batch);
    requireClassIndices(owner, labels, classes);
    return oneHotOf(labels, classes);
  }

  /** So many examples of classes, one-hot. */
  generate(count: number, classes: Tensor | null, context: Context): Tensor {
    return this.generator.forward(this.noise(count, context), conditioned(context, classes));
  }

  /**
   * With classes, each example is of a class drawn evenly.
   *
   * @throws GenlabError for a count that is none.
   */
  sample(count: number, context: Context): Tensor {
    requireDraws(this.owner, { count }, context);
    return tidy(() => this.decode(this.noise(count, context), context));
  }

  /**
   * Draws an example of each class index in `y` `[count]`.
   *
   * @throws GenlabError for a class that is none, and where the model has no classes.
   */
  sampleClasses(y: Tensor, context: Context): Tensor {
    const { owner, classes } = this;
    if (classes === 0) throw new GenlabError(`The ${owner} has no classes to sample. Make it with \`classes\`.`);
    requireClassIndices(owner, y, classes);
    return tidy(() => this.generate(y.shape[0]!, oneHotOf(y, classes), context));
  }

  /**
   * From noise `[batch, latent]` to examples: of classes drawn evenly, unless the context has a condition, one-hot `[batch, classes]`.
   *
   * @throws GenlabError for a condition of another shape.
   */
  decode(z: Tensor, context: Context): Tensor {
    const { owner, classes } = this;
    requireShape(`${owner}.decode`, z, ["batch", ...this.codeShape]);
    return tidy(() => {
      const count = z.shape[0]!;
      if (classes === 0) return this.generator.forward(z, context);
      if ("condition" in context) {
        requireShape(`${owner}.decode with a condition`, conditionOf(context), [count, classes]);
        return this.generator.forward(z, context);
      }
      const drawn = drawClasses(count, classes, context.rng);
      return this.generator.forward(z, withCondition(context, oneHotOf(drawn, classes)));
    });
  }

  /**
   * The data of noise as class indices `y` `[batch]`.
   *
   * @throws GenlabError for a class that is none, for another number of classes than of codes, and where the model has no classes.
   */
  decodeClasses(z: Tensor, y: Tensor, context: Context): Tensor {
    const { owner, classes } = this;
    if (classes === 0) throw new GenlabError(`The ${owner} has no classes to decode as. Make it with \`classes\`.`);
    requireShape(`${owner}.decodeClasses`, y, [z.shape[0]!]);
    requireClassIndices(owner, y, classes);
    return tidy(() => this.decode(z, withCondition(context, oneHotOf(y, classes))));
  }

  /**
   * Noise `[count, latent]`.
   *
   * @throws GenlabError for a count that is none.
   */
  drawCodes(count: number, context: Context): Tensor {
    requireDraws(this.owner, { count }, context);
    return this.noise(count, context);
  }

  private noise(count: number, { rng }: Context): Tensor {
    return drawNoise(this.settings.prior, count, this.settings.latent, rng);
  }
}

/** The context with these classes as its condition, where there are some. */
export const conditioned = (context: Context, classes: Tensor | null): Context =>
  classes ? withCondition(context, classes) : context;
