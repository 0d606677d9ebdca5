import { logSumExp, sub, type Tensor } from "@tensorflow/tfjs-core";

/** `l − log Σ eˡ` over the last axis. The gradient of tfjs' own saves its output, and so is wrong in second order. */
export const logSoftmax = (logits: Tensor): Tensor => sub(logits, logSumExp(logits, -1, true));
