import { squaredDifference } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { type BatchLoss, meanOverBatch } from "../loss.js";
import { sumPerExample } from "../sum-per-example.js";

/**
 * `Σ (y − x)²` of prediction `y` and target `x`: a sum over an example, the mean over the batch.
 *
 * @example
 * ```ts
 * import { squaredError } from "genlab";
 * import { tensor } from "@tensorflow/tfjs-core";
 *
 * const [y, x] = [tensor([[0, 1]]), tensor([[1, 3]])];
 * console.log(squaredError(y, x).dataSync()[0]); // 1 + 4
 * ```
 */
export const squaredError: BatchLoss = /* @__PURE__ */ meanOverBatch((prediction, target) => {
  checkShapes("squaredError", { prediction, target });
  return sumPerExample(squaredDifference(prediction, target));
});
