import { mean, type Scalar, type Tensor } from "@tensorflow/tfjs-core";

/** Compares a prediction with its target, both `[batch, ...]`: a sum over each example, averaged over the batch. */
export type Loss = (prediction: Tensor, target: Tensor) => Scalar;

/** A loss that is the mean over the batch of one value an example, and that also gives these values. */
export interface BatchLoss<Inputs extends Tensor[] = [prediction: Tensor, target: Tensor]> {
  (...inputs: Inputs): Scalar;
  /** The loss of each example, `[batch]`: for importance weights, anomaly scores, weights of one's own. */
  readonly perExample: (...inputs: Inputs) => Tensor;
}

/** The loss that averages `perExample`, a function to `[batch]`, over the batch. */
export function meanOverBatch<Inputs extends Tensor[]>(perExample: (...inputs: Inputs) => Tensor): BatchLoss<Inputs> {
  return Object.assign((...inputs: Inputs) => mean<Scalar>(perExample(...inputs)), { perExample });
}
