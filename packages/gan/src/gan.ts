import {
  type Context,
  type Decodes,
  type Discriminates,
  GenlabError,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  type Phase,
  requireClassIndices,
  requireDraws,
  requireLabels,
  requireLayers,
  requireShape,
  type Samples,
  type SamplesClasses,
} from "@genlab/core";
import { conditionOf, drawClasses, oneHotOf, withCondition } from "@genlab/layers";
import { generatorCost } from "@genlab/losses";
import { add, mean, mul, reshape, type Scalar, split, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { classification, type Judgement } from "./auxiliary-classifier.js";
import { completeSettings, type GanSettings } from "./gan-settings.js";
import { drawNoise } from "./noise.js";
import { pack } from "./pack.js";

export interface GanNetworks {
  /** Maps noise `[batch, latent]` to the space of the data. With classes, the condition of its context is one-hot `[batch, classes]`. */
  readonly generator: Layer;
  /**
   * Maps packs of examples to logits, `[batch / pack, 1]`; with an auxiliary classifier, examples to `[batch, 1 + classes]`. With
   * classes, the condition of its context is one-hot, packed as the examples are.
   */
  readonly discriminator: Layer;
}

/**
 * Generative adversarial network: the discriminator `D` and the generator `G` minimise their sides of a game, by default
 * `−E log σ(D(x)) − E log(1 − σ(D(G(z))))` and `−E log σ(D(G(z)))`.
 *
 * Real and fake examples pass the discriminator as two batches, and fakes have the classes of the real ones. The generator uses its
 * batch's own statistics in both phases, so that each sees the same generator; its running statistics move in both.
 *
 * Goodfellow et al. 2014, https://arxiv.org/abs/1406.2661; classes by projection: Miyato & Koyama 2018, https://arxiv.org/abs/1802.05637
 */
export class Gan implements Model, Samples, SamplesClasses, Decodes {
  readonly generator: Layer;
  readonly discriminator: Layer;
  readonly settings: Required<GanSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor({ generator, discriminator }: GanNetworks, settings: GanSettings) {
    requireLayers("Gan", { generator, discriminator });
    this.generator = generator;
    this.discriminator = discriminator;
    this.settings = completeSettings(settings);
  }

  phases(): readonly Phase[] {
    return [
      {
        name: "discriminator",
        updates: this.discriminator,
        repeats: this.settings.discriminatorSteps,
        loss: (batch, context) => this.discriminatorLoss(batch, context),
      },
      { name: "generator", updates: this.generator, loss: (batch, context) => this.generatorLoss(batch, context) },
    ];
  }

  /** Terms: `adversarial`, the mean logits `real` and `fake`; where the settings ask for them, `penalty` and `classification`. */
  discriminatorLoss(batch: ImageBatch, context: Context): Losses {
    const { adversarial, penalty } = this.settings;
    const classes = this.classesOf(batch);
    const real = this.shown(batch.x, context);
    const fake = this.shown(this.generate(batch.x.shape[0]!, classes, context), context);
    const [onReal, onFake] = [this.judge(real, classes, context), this.judge(fake, classes, context)];
    const judge = (x: Tensor) => this.judge(x, classes, context).logits;
    const terms = {
      adversarial: adversarial.discriminator(onReal.logits, onFake.logits),
      ...(penalty && { penalty: penalty({ judge, real, fake }, context.rng) }),
      ...classification([onReal, onFake], classes),
    };
    return { total: this.total(terms), ...terms, real: mean(onReal.logits), fake: mean(onFake.logits) };
  }

  /** Terms: `adversarial`, the mean logit `fake`; with an auxiliary classifier `classification`. */
  generatorLoss(batch: ImageBatch, context: Context): Losses {
    const classes = this.classesOf(batch);
    const fake = this.shown(this.generate(batch.x.shape[0]!, classes, context), context);
    const onFake = this.judge(fake, classes, context);
    const onReal = () => this.judge(this.shown(batch.x, context), classes, context).logits;
    const terms = {
      adversarial: generatorCost(this.settings.adversarial, onFake.logits, onReal),
      ...classification([onFake], classes),
    };
    return { total: this.total(terms), ...terms, fake: mean(onFake.logits) };
  }

  /**
   * With classes, each example is of a class drawn evenly.
   *
   * @throws GenlabError for a count that is none.
   */
  sample(count: number, context: Context): Tensor {
    requireDraws("Gan", { count }, context);
    return tidy(() => this.decode(this.noise(count, context), context));
  }

  get classes(): number {
    return this.settings.classes;
  }

  /** The size of a pack. */
  get batchMultiple(): number {
    return this.settings.pack;
  }

  /**
   * Draws an example of each class index in `y` `[count]`.
   *
   * @throws GenlabError for a class that is none, and where the model has no classes.
   */
  sampleClasses(y: Tensor, context: Context): Tensor {
    if (this.classes === 0) throw new GenlabError("The Gan has no classes to sample. Make it with `classes`.");
    requireClassIndices("Gan", y, this.classes);
    return tidy(() => this.generate(y.shape[0]!, oneHotOf(y, this.classes), context));
  }

  get codeShape(): readonly number[] {
    return [this.settings.latent];
  }

  /**
   * From noise `[batch, latent]` to examples: of classes drawn evenly, unless the context has a condition, one-hot `[batch, classes]`.
   *
   * @throws GenlabError for a condition of another shape.
   */
  decode(z: Tensor, context: Context): Tensor {
    requireShape("Gan.decode", z, ["batch", ...this.codeShape]);
    return tidy(() => {
      const [count, { classes }] = [z.shape[0]!, this];
      if (classes === 0) return this.generator.forward(z, context);
      if ("condition" in context) {
        requireShape("Gan.decode with a condition", conditionOf(context), [count, classes]);
        return this.generator.forward(z, context);
      }
      const drawn = drawClasses(count, classes, context.rng);
      return this.generator.forward(z, withCondition(context, oneHotOf(drawn, classes)));
    });
  }

  /** The discriminator's logits, `[batch]`. None where it judges packs of examples, or an example together with its class. */
  get discriminate(): Discriminates["discriminate"] | undefined {
    const { auxiliaryWeight, classes, pack: size } = this.settings;
    if (size > 1 || (classes > 0 && auxiliaryWeight === 0)) return undefined;
    return (x, context) => tidy(() => reshape(this.judge(x, null, context).logits, [x.shape[0]!]));
  }

  private generate(count: number, classes: Tensor | null, context: Context): Tensor {
    return this.generator.forward(this.noise(count, context), conditioned(context, classes));
  }

  private noise(count: number, { rng }: Context): Tensor {
    return drawNoise(this.settings.prior, count, this.settings.latent, rng);
  }

  /** Examples as the discriminator sees them. */
  private shown(x: Tensor, context: Context): Tensor {
    const { augment, pack: size } = this.settings;
    return pack(augment ? augment(x, context) : x, size);
  }

  private judge(shown: Tensor, classes: Tensor | null, context: Context): Judgement {
    const packed = classes && pack(classes, this.settings.pack);
    const outputs = this.discriminator.forward(shown, conditioned(context, packed));
    if (this.settings.auxiliaryWeight === 0) return { logits: outputs, classLogits: null };
    const [logits, classLogits] = split(outputs, [1, this.settings.classes], -1) as [Tensor, Tensor];
    return { logits, classLogits };
  }

  private classesOf(batch: ImageBatch): Tensor | null {
    const { classes } = this.settings;
    if (classes === 0) return null;
    const labels = requireLabels("Gan", batch);
    requireClassIndices("Gan", labels, classes);
    return oneHotOf(labels, classes);
  }

  private total(terms: { adversarial: Scalar; penalty?: Scalar; classification?: Scalar }): Scalar {
    const { penaltyWeight, auxiliaryWeight } = this.settings;
    const weighted = [
      terms.adversarial,
      ...(terms.penalty ? [mul<Scalar>(penaltyWeight, terms.penalty)] : []),
      ...(terms.classification ? [mul<Scalar>(auxiliaryWeight, terms.classification)] : []),
    ];
    return weighted.reduce((sum, term) => add(sum, term));
  }
}

const conditioned = (context: Context, classes: Tensor | null) => (classes ? withCondition(context, classes) : context);
