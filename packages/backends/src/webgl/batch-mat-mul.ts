import { type KernelFunc, matMul, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { evenAxis } from "./even-axis.js";

/** Matrix product over an even axis. */
export function batchMatMul(original: KernelFunc): KernelFunc {
  return (call) => {
    const { a, b } = call.inputs as { a: Tensor; b: Tensor };
    const { transposeA, transposeB } = call.attrs as { transposeA: boolean; transposeB: boolean };
    const [axisOfA, axisOfB] = [a.rank - (transposeA ? 2 : 1), b.rank - (transposeB ? 1 : 2)];
    if (a.shape[axisOfA]! % 2 === 0) return original(call);
    return tidy(() => matMul(evenAxis(a, axisOfA), evenAxis(b, axisOfB), transposeA, transposeB));
  };
}
