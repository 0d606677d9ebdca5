import { BatchMatMul, type BatchMatMulAttrs, matMul, type Tensor } from "@tensorflow/tfjs-core";
import { binary, type Definitions, unbroadcast } from "./definition.js";

/** Products of matrices, of which the batch axes broadcast. */
export const linearAlgebra: Definitions = {
  [BatchMatMul]: binary<BatchMatMulAttrs>({ a: matMulByFirst, b: matMulBySecond }),
};

function matMulByFirst(dy: Tensor, a: Tensor, b: Tensor, { transposeA, transposeB }: BatchMatMulAttrs): Tensor {
  const da = transposeA ? matMul(b, dy, transposeB, true) : matMul(dy, b, false, !transposeB);
  return unbroadcast(da, a.shape);
}

function matMulBySecond(dy: Tensor, a: Tensor, b: Tensor, { transposeA, transposeB }: BatchMatMulAttrs): Tensor {
  const db = transposeB ? matMul(dy, a, true, transposeA) : matMul(a, dy, !transposeA, false);
  return unbroadcast(db, b.shape);
}
