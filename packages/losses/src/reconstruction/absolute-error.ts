import { abs, sub } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { type BatchLoss, meanOverBatch } from "../loss.js";
import { sumPerExample } from "../sum-per-example.js";

/** `Σ |y − x|` of prediction `y` and target `x`: a sum over an example, the mean over the batch. */
export const absoluteError: BatchLoss = /* @__PURE__ */ meanOverBatch((prediction, target) => {
  checkShapes("absoluteError", { prediction, target });
  return sumPerExample(abs(sub(prediction, target)));
});
