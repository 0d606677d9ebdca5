import {
  BatchMatMul,
  type BatchMatMulAttrs,
  Einsum,
  type EinsumAttrs,
  einsum,
  matMul,
  reshape,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { binary, type Definitions, expand, unbroadcast, variadic } from "./definition.js";

/** Products of matrices, of which the batch axes broadcast, and sums of products. */
export const linearAlgebra: Definitions = {
  [BatchMatMul]: binary<BatchMatMulAttrs>({ a: matMulByFirst, b: matMulBySecond }),
  [Einsum]: variadic<EinsumAttrs>((dy, inputs, position, { equation }) => {
    const [terms, output] = equation.replaceAll(" ", "").split("->") as [string, string];
    const names = terms.split(",");
    const others = inputs.filter((_, i) => i !== position);
    const given = [output, ...names.filter((_, i) => i !== position)];
    const axes = [...names[position]!];
    const reached = axes.filter((axis) => given.join().includes(axis));
    const dx = einsum(`${given.join()}->${reached.join("")}`, dy, ...others);
    // an axis of this input alone was summed
    const { shape } = inputs[position]!;
    const sizes = shape.map((size, i) => (reached.includes(axes[i]!) ? size : 1));
    return reached.length === axes.length ? dx : expand(reshape(dx, sizes), shape);
  }),
};

function matMulByFirst(dy: Tensor, a: Tensor, b: Tensor, { transposeA, transposeB }: BatchMatMulAttrs): Tensor {
  const da = transposeA ? matMul(b, dy, transposeB, true) : matMul(dy, b, false, !transposeB);
  return unbroadcast(da, a.shape);
}

function matMulBySecond(dy: Tensor, a: Tensor, b: Tensor, { transposeA, transposeB }: BatchMatMulAttrs): Tensor {
  const db = transposeB ? matMul(dy, a, true, transposeA) : matMul(a, dy, !transposeA, false);
  return unbroadcast(db, b.shape);
}
