import { type KernelFunc, matMul, type Tensor, tidy, transpose } from "@tensorflow/tfjs-core";

/** Matrix product that transposes first: with a transpose flag set, wasm's own leaves XNNPACK for a plain loop. */
export function batchMatMul(original: KernelFunc): KernelFunc {
  return (call) => {
    const { transposeA, transposeB } = call.attrs as { transposeA: boolean; transposeB: boolean };
    if (!transposeA && !transposeB) return original(call);
    const { a, b } = call.inputs as { a: Tensor; b: Tensor };
    return tidy(() => matMul(transposeA ? swapLastTwo(a) : a, transposeB ? swapLastTwo(b) : b));
  };
}

function swapLastTwo(x: Tensor): Tensor {
  const axes = x.shape.map((_, axis) => axis);
  const [row, column] = axes.splice(-2);
  return transpose(x, [...axes, column!, row!]);
}
