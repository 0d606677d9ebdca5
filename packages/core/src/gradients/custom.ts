import { GenlabError } from "@genlab/base";
import { engine, exp, expandDims, mul, neg, sub, sum, type Tensor } from "@tensorflow/tfjs-core";
import type { Definitions } from "./definition.js";

/**
 * Operations that tfjs defines by `customGrad` over a saved output. No tape connects that output with the input, so that their
 * second order is beyond repair: it is refused here, where tfjs leaves terms out in silence. The tape knows them by their scopes.
 */
export const custom: Definitions = {
  logSoftmax__op: {
    gradFunc: (dy, [y]) => {
      refuseRecording("logSoftmax", "sub(x, logSumExp(x, axis, true))");
      return { 0: () => sub(dy as Tensor, mul(exp(y!), sum(dy as Tensor, -1, true))) };
    },
  },
  softmaxCrossEntropy__op: {
    gradFunc: (dy, [labels, logarithms]) => {
      refuseRecording("losses.softmaxCrossEntropy", "sub(logSumExp(x, 1), sum(mul(labels, x), 1))");
      const each = expandDims(dy as Tensor, -1);
      return {
        0: () => neg(mul(each, logarithms!)), // tfjs has the gradient of another function here
        1: () => mul(each, sub(mul(sum(labels!, -1, true), exp(logarithms!)), labels!)),
      };
    },
  },
};

function refuseRecording(operation: string, instead: string): void {
  // a backward pass is recorded only while a gradient is being differentiated
  if (engine().state.gradientDepth === 0) return;
  throw new GenlabError(`tfjs' ${operation} has no second-order gradient. Write ${instead} instead.`);
}
