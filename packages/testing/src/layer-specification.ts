import type { Layer, Rng } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";

export interface LayerSpecification {
  readonly create: (rng: Rng) => Layer;
  /** Shape of an input, batch first. */
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  /** Whether training and evaluation give different outputs. Default false. */
  readonly trainingDiffers?: boolean;
  /** To which order gradients are checked. Default 2. */
  readonly order?: 1 | 2;
  /**
   * Whether the gradient in training takes for constant what follows from the parameters, as spectral norm does with its power
   * iteration; then differences are compared in evaluation alone. Default false.
   */
  readonly constantInTraining?: boolean;
  /** Makes the input. Default: draws from N(0, 1). */
  readonly input?: (rng: Rng) => Tensor;
  /** Whether it takes inputs of any last size, as what has no channels of its own. Default false. */
  readonly anyChannels?: boolean;
}
