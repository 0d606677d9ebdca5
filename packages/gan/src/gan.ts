import {
  type Context,
  completeSettings,
  count,
  createFrom,
  type Decodes,
  type DecodesClasses,
  type Discriminates,
  delegate,
  type FactoryOptions,
  flag,
  type Given,
  holdLayers,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  modelRecipe,
  type Phase,
  pick,
  type Rng,
  type Samples,
  type SamplesClasses,
  type Values,
} from "@genlab/core";
import { type AdversarialLoss, generatorCost, smoothed } from "@genlab/losses";
import { adversarialNetworks, adversarialSettings } from "@genlab/networks";
import { add, mean, mul, type Scalar, type Tensor } from "@tensorflow/tfjs-core";
import { augmentationFor, augmentationOrAuto } from "./parts/augmentation-for.js";
import { dcganAdam } from "./parts/dcgan-adam.js";
import { classification, Examiner, examinerSettings, judgementFor } from "./parts/examiner.js";
import { NoiseSource } from "./parts/noise-source.js";
import { penaltySettings } from "./parts/penalties.js";
import { playerSettings } from "./parts/player-settings.js";

export interface GanNetworks {
  /** Maps noise `[batch, latent]` to the space of the data. With classes, the condition of its context is one-hot `[batch, classes]`. */
  readonly generator: Layer;
  /**
   * Maps packs of examples to logits, `[batch / pack, 1]`; with an auxiliary classifier, examples to `[batch, 1 + classes]`. With
   * classes, the condition of its context is one-hot, packed as the examples are.
   */
  readonly discriminator: Layer;
}

export const ganSettings = {
  ...playerSettings,
  ...penaltySettings,
  discriminatorSteps: count("Discriminator updates per generator update, each with fresh noise.", { default: 1 }),
  freshBatches: flag(
    "Whether each of the discriminator's updates takes another batch of real examples; the generator has the last. If not, they share one.",
    { default: true, source: "as in algorithm 1 of the paper" },
  ),
  ...examinerSettings,
};

export interface GanSettings extends Given<typeof ganSettings> {}

export interface Gan extends GanNetworks, Samples, SamplesClasses, Decodes, DecodesClasses {}

/**
 * Generative adversarial network: the discriminator `D` and the generator `G` minimise their sides of a game, by default
 * `−E log σ(D(x)) − E log(1 − σ(D(G(z))))` and `−E log σ(D(G(z)))`.
 *
 * Real and fake examples pass the discriminator as two batches, and fakes have the classes of the real ones. The generator uses its
 * batch's own statistics in both phases, so that each sees the same generator; its running statistics move in both.
 *
 * Goodfellow et al. 2014, https://arxiv.org/abs/1406.2661; classes by projection: Miyato & Koyama 2018, https://arxiv.org/abs/1802.05637
 */
export class Gan implements Model {
  readonly settings: Values<typeof ganSettings>;

  /** @throws GenlabError for a setting that is none or out of range, and for settings that do not go together. */
  constructor(networks: GanNetworks, settings: GanSettings) {
    holdLayers("Gan", this, networks, ["generator", "discriminator"]);
    this.settings = completeSettings("Gan", ganSettings, settings);
    void [this.game, this.examiner]; // which refuse settings that do not go together
  }

  get game(): AdversarialLoss {
    return smoothed("Gan", this.settings.game, this.settings.labelSmoothing);
  }

  get source(): NoiseSource {
    return new NoiseSource("Gan", this.generator, this.settings);
  }

  get examiner(): Examiner {
    return new Examiner("Gan", this.discriminator, this.settings);
  }

  phases(): readonly Phase[] {
    return [
      {
        name: "discriminator",
        updates: this.discriminator,
        repeats: this.settings.discriminatorSteps,
        freshBatches: this.settings.freshBatches,
        loss: this.discriminatorLoss.bind(this),
      },
      { name: "generator", updates: this.generator, loss: this.generatorLoss.bind(this) },
    ];
  }

  /** Terms: `adversarial`, the mean logits `real` and `fake`; where the settings ask for them, `penalty` and `classification`. */
  discriminatorLoss(batch: ImageBatch, context: Context): Losses {
    const { source, examiner, game } = this;
    const { penalty } = this.settings;
    const classes = source.classesOf(batch);
    const real = examiner.shown(batch.x, context);
    const fake = examiner.shown(source.generate(batch.x.shape[0]!, classes, context), context);
    const [onReal, onFake] = [examiner.judge(real, classes, context), examiner.judge(fake, classes, context)];
    const judge = (x: Tensor) => examiner.judge(x, classes, context).logits;
    const terms = {
      adversarial: game.discriminator(onReal.logits, onFake.logits),
      ...(penalty && { penalty: penalty({ judge, real, fake }, context.rng) }),
      ...classification([onReal, onFake], classes),
    };
    return { total: this.total(terms, context), ...terms, real: mean(onReal.logits), fake: mean(onFake.logits) };
  }

  /** Terms: `adversarial`, the mean logit `fake`; with an auxiliary classifier `classification`. */
  generatorLoss(batch: ImageBatch, context: Context): Losses {
    const { source, examiner, game } = this;
    const classes = source.classesOf(batch);
    const fake = examiner.shown(source.generate(batch.x.shape[0]!, classes, context), context);
    const onFake = examiner.judge(fake, classes, context);
    const onReal = () => examiner.judge(examiner.shown(batch.x, context), classes, context).logits;
    const terms = {
      adversarial: generatorCost(game, onFake.logits, onReal),
      ...classification([onFake], classes),
    };
    return { total: this.total(terms, context), ...terms, fake: mean(onFake.logits) };
  }

  get classes(): number {
    return this.settings.classes;
  }

  get codeShape(): readonly number[] {
    return this.source.codeShape;
  }

  /** The size of a pack. */
  get batchMultiple(): number {
    return this.settings.pack;
  }

  /** The discriminator's logits, `[batch]`. None where it judges packs of examples, or an example together with its class. */
  get discriminate(): Discriminates["discriminate"] | undefined {
    return this.examiner.discriminate;
  }

  private total({ adversarial, penalty, classification }: Terms, context: Context): Scalar {
    const { penaltyWeight, auxiliaryWeight } = this.settings;
    const ofPenalty = typeof penaltyWeight === "number" ? penaltyWeight : context.schedule(penaltyWeight);
    const weighted = [
      adversarial,
      ...(penalty ? [mul<Scalar>(ofPenalty, penalty)] : []),
      ...(classification ? [mul<Scalar>(auxiliaryWeight, classification)] : []),
    ];
    return weighted.reduce((sum, term) => add(sum, term));
  }
}

delegate(Gan, "source", ["sample", "sampleClasses", "decode", "decodeClasses", "drawCodes"]);

interface Terms {
  readonly adversarial: Scalar;
  readonly penalty?: Scalar;
  readonly classification?: Scalar;
}

export const ganRecipe = modelRecipe({
  description: "Generative adversarial network",
  paper: "https://arxiv.org/abs/1406.2661, https://arxiv.org/abs/1802.05637",
  optimizer: dcganAdam,
  settings: { ...ganSettings, augmentation: augmentationOrAuto, ...adversarialSettings },
  create(options, { rng, examples }) {
    const { shape, classes, pack: size, penalty, discriminatorNorm, spectralNorm } = options;
    const isHeld = penalty !== null && spectralNorm !== true && discriminatorNorm === "auto";
    const networks = adversarialNetworks(
      {
        ...pick(options, adversarialSettings),
        shape,
        discriminatorNorm: isHeld ? "layer" : discriminatorNorm,
        pack: size,
        condition: classes,
        judgement: judgementFor(options),
      },
      rng,
    );
    const augmentation = augmentationFor(options.augmentation, { shape, examples });
    return new Gan(networks, { ...pick(options, ganSettings), augmentation });
  },
});

export interface CreateGanOptions extends FactoryOptions<typeof ganRecipe.settings> {}

/**
 * A GAN with networks that fit the shape of one example: `createGan({ shape: [28, 28, 1], latent: 64 }, rng)`. With `classes` the
 * discriminator projects on the class, or with `auxiliaryWeight` classifies. With a penalty a convolutional discriminator has layer
 * norm by default.
 *
 * @throws GenlabError for an option that is none or out of range.
 *
 * @example
 * ```ts
 * import { createContext, createGan, createRng } from "genlab";
 *
 * const rng = createRng(1);
 * const wgan = { game: "wasserstein", penalty: "wasserstein", discriminatorSteps: 5 } as const;
 * const model = createGan({ shape: [8, 8, 1], latent: 16, network: "dense", ...wgan }, rng);
 * console.log(model.sample(2, createContext({ rng })).shape); // [2, 8, 8, 1]
 * ```
 */
export function createGan(options: CreateGanOptions, rng: Rng): Gan {
  return createFrom("createGan", ganRecipe, options, { rng });
}
