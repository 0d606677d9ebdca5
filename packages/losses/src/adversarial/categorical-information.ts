import { sub, type Tensor } from "@tensorflow/tfjs-core";
import { type BatchLoss, meanOverBatch } from "../loss.js";
import { categoricalCrossEntropy } from "../reconstruction/categorical-cross-entropy.js";

/**
 * `−I(c; G(z, c))`, bounded from above by `−E log Q(c|x) − log K`, of the logits of `Q` and a one-hot code `c`, both `[batch, K]`, drawn
 * evenly: in nats, the mean over the batch.
 *
 * Chen et al. 2016, InfoGAN, equation 4, https://arxiv.org/abs/1606.03657
 */
export const categoricalInformation: BatchLoss<[logits: Tensor, code: Tensor]> = /* @__PURE__ */ meanOverBatch(
  (logits, code) => sub(categoricalCrossEntropy.perExample(logits, code), Math.log(code.shape.at(-1)!)),
);
