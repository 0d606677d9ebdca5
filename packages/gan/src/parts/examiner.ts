import {
  type Context,
  count,
  type Discriminates,
  GenlabError,
  type Layer,
  requireShape,
  type Values,
  weight,
} from "@genlab/core";
import { categoricalCrossEntropy } from "@genlab/losses";
import type { JudgementOptions } from "@genlab/networks";
import { add, reshape, type Scalar, split, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { augmentationSetting } from "./augmentation.js";
import { conditioned } from "./noise-source.js";
import { pack } from "./pack.js";

/** Settings of what a discriminator is shown, and of what it tells. */
export const examinerSettings = {
  pack: count(
    "Examples that the discriminator sees at once, joined along their last axis, against mode collapse; it divides the batch size. Lin et al. 2017 (PacGAN), https://arxiv.org/abs/1712.04086.",
    { default: 1 },
  ),
  augmentation: augmentationSetting,
  classes: count("Classes of a conditional model, which reads the batch's `y`; 0: not conditional.", {
    default: 0,
    min: 0,
  }),
  auxiliaryWeight: weight(
    "Weight of an auxiliary classifier, which is the discriminator's further outputs; both players train it, on real and fake examples. Odena et al. 2016 (AC-GAN), https://arxiv.org/abs/1610.09585. 0: none.",
    { default: 0 },
  ),
};

/** The discriminator's outputs. */
export interface Judgement {
  readonly logits: Tensor;
  /** The auxiliary classifier's, `[batch, classes]`. */
  readonly classLogits: Tensor | null;
}

/** Shows a discriminator examples, augmented and in packs, and reads what it says of them. */
export class Examiner {
  readonly discriminator: Layer;
  readonly settings: Values<typeof examinerSettings>;

  /**
   * @param owner what holds it, for errors
   * @throws GenlabError for an auxiliary classifier without classes, and for one of packs.
   */
  constructor(owner: string, discriminator: Layer, settings: Values<typeof examinerSettings>) {
    const { auxiliaryWeight, classes, pack: size } = settings;
    if (auxiliaryWeight > 0 && (classes === 0 || size > 1)) {
      throw new GenlabError(
        `\`auxiliaryWeight\` of ${owner} is ${auxiliaryWeight} with ${classes} classes and packs of ${size}. ` +
          "An auxiliary classifier needs classes, and examples one by one.",
      );
    }
    this.discriminator = discriminator;
    this.settings = settings;
  }

  /** Examples as the discriminator sees them. */
  shown(x: Tensor, context: Context): Tensor {
    const { augmentation, pack: size } = this.settings;
    return pack(augmentation ? augmentation(x, context) : x, size);
  }

  /** What the discriminator says of what it is shown, which is of these classes, one-hot. */
  judge(shown: Tensor, classes: Tensor | null, context: Context): Judgement {
    const packed = classes && pack(classes, this.settings.pack);
    const outputs = this.discriminator.forward(shown, conditioned(context, packed));
    if (this.settings.auxiliaryWeight === 0) {
      if (outputs.rank === 2) requireShape("The discriminator's output", outputs, [shown.shape[0]!, 1]);
      return { logits: outputs, classLogits: null };
    }
    const [logits, classLogits] = split(outputs, [1, this.settings.classes], -1) as [Tensor, Tensor];
    return { logits, classLogits };
  }

  /** The discriminator's logits, `[batch]`. None where it judges packs of examples, or an example together with its class. */
  get discriminate(): Discriminates["discriminate"] | undefined {
    const { auxiliaryWeight, classes, pack: size } = this.settings;
    if (size > 1 || (classes > 0 && auxiliaryWeight === 0)) return undefined;
    return (x, context) => tidy(() => reshape(this.judge(x, null, context).logits, [x.shape[0]!]));
  }
}

/** What a discriminator that is examined with these settings gives and reads. */
export const judgementFor = ({ auxiliaryWeight, classes, pack: size }: JudgementSettings): JudgementOptions =>
  auxiliaryWeight > 0 ? { outputs: 1 + classes } : { condition: size * classes };

type JudgementSettings = Pick<Values<typeof examinerSettings>, "auxiliaryWeight" | "classes" | "pack">;

/** The auxiliary classifier's cross-entropy, summed over batches of examples of these classes. */
export function classification(judgements: readonly Judgement[], classes: Tensor | null): { classification?: Scalar } {
  const costs = judgements.flatMap(({ classLogits }) =>
    classLogits && classes ? [categoricalCrossEntropy(classLogits, classes)] : [],
  );
  return costs.length > 0 ? { classification: costs.reduce((sum, cost) => add(sum, cost)) } : {};
}
