import { sigmoid } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { binaryCrossEntropyFromLogits } from "../reconstruction/binary-cross-entropy-from-logits.js";
import type { Likelihood } from "./likelihood.js";
import { ANY_VALUE } from "./range-of-mean.js";

/** Bernoulli pixels in [0, 1], from logits. Kingma & Welling 2013, appendix C.1, https://arxiv.org/abs/1312.6114 */
export const bernoulli: Likelihood = {
  dataRange: { of: "bernoulli", least: 0, most: 1, otherwise: ANY_VALUE },
  negativeLog(output, x) {
    checkShapes("bernoulli", { output, x });
    return binaryCrossEntropyFromLogits.perExample(output, x);
  },
  mean: (logits) => sigmoid(logits),
};
