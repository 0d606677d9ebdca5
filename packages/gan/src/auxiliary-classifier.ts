import { categoricalCrossEntropy } from "@genlab/losses";
import { add, type Scalar, type Tensor } from "@tensorflow/tfjs-core";

/** The discriminator's outputs. */
export interface Judgement {
  readonly logits: Tensor;
  /** The auxiliary classifier's, `[batch, classes]`. */
  readonly classLogits: Tensor | null;
}

/** The auxiliary classifier's cross-entropy, summed over batches of examples of these classes. */
export function classification(judgements: readonly Judgement[], classes: Tensor | null): { classification?: Scalar } {
  const costs = judgements.flatMap(({ classLogits }) =>
    classLogits && classes ? [categoricalCrossEntropy(classLogits, classes)] : [],
  );
  return costs.length > 0 ? { classification: costs.reduce((sum, cost) => add(sum, cost)) } : {};
}
