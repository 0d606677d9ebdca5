import { type DataRange, GenlabError, type HasDataRange, requireFunctions, requireTensor } from "@genlab/core";
import { mean, type Scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { toFloat } from "./to-float.js";

/** Compares a prediction with its target, both `[batch, ...]`: a sum over each example, averaged over the batch. */
export type Loss = (prediction: Tensor, target: Tensor) => Scalar;

/** A loss that is the mean over the batch of one value an example, and that also gives these values. With a `dataRange`, for targets in that range alone. */
export interface BatchLoss<Inputs extends Tensor[] = [prediction: Tensor, target: Tensor]> extends HasDataRange {
  (...inputs: Inputs): Scalar;
  /** The loss of each example, `[batch]`: for importance weights, anomaly scores, weights of one's own. */
  readonly perExample: (...inputs: Inputs) => Tensor;
}

/**
 * The loss that averages `perExample`, a function to `[batch]`, over the batch. Integers come to it as floats, and what it makes on the
 * way is disposed of.
 *
 * @param dataRange what values of data the loss is for. Default: any
 * @throws GenlabError for what is no function; from the loss, when `perExample` gives another shape than `[batch]`.
 *
 * @example
 * ```ts
 * import { meanOverBatch } from "genlab";
 * import { abs, sub, sum, tensor } from "@tensorflow/tfjs-core";
 *
 * const distance = meanOverBatch((prediction, target) => sum(abs(sub(prediction, target)), 1));
 * console.log(distance(tensor([[1], [3]]), tensor([[0], [0]])).dataSync()[0]); // 2
 * ```
 */
export function meanOverBatch<Inputs extends Tensor[]>(
  perExample: (...inputs: Inputs) => Tensor,
  dataRange?: DataRange,
): BatchLoss<Inputs> {
  requireFunctions("meanOverBatch", { perExample }, "(x, y) => sum(abs(sub(x, y)), 1)");
  const each = (...inputs: Inputs) =>
    tidy(() => {
      const values = perExample(...(inputs.map(toFloat) as Inputs));
      requireTensor("meanOverBatch: the loss of each example", values);
      const [batch] = inputs[0]?.shape ?? [];
      if (values.rank === 1 && (batch === undefined || values.shape[0] === batch)) return values;
      throw new GenlabError(
        `meanOverBatch: the loss of each example has shape [${values.shape}]. Expected [batch]${batch === undefined ? "" : `, [${batch}]`}: sum over each example.`,
      );
    });
  const loss = (...inputs: Inputs) => tidy(() => mean<Scalar>(each(...inputs)));
  return Object.assign(loss, { perExample: each }, dataRange && { dataRange });
}
