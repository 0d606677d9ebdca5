import { createRng } from "@genlab/core";
import { add, concat, type DataType, engine, reshape, type Tensor, tensor, zerosLike } from "@tensorflow/tfjs-core";

type Differentiable = (...inputs: Tensor[]) => Tensor;

/** An input that no backend holds yet. */
export interface InputValues {
  readonly values: ArrayLike<number>;
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

/**
 * y, dx and, along a drawn direction d, what second order adds: `f(x)`, `dyᵀ ∂f/∂x`, `dᵀ ∂dx/∂(x, dy)`. With dy among
 * the inputs a linear operation has a second order too.
 */
export function gradientValues(f: Differentiable, given: readonly InputValues[]): Tensor[] {
  const inputs = given.map(noisy);
  const y = f(...inputs);
  const dy = drawn(y.shape, 1);
  const slopes = (...all: Tensor[]) => flat(gradientsAlong(all.at(-1)!, f, all.slice(0, -1)));
  const direction = drawn([inputs.reduce((size, input) => size + input.size, 0)], 2);
  return [y, ...gradientsAlong(dy, f, inputs), ...gradientsAlong(direction, slopes, [...inputs, dy])];
}

/** The gradients of f along dy; zero where f does not depend on an input. */
function gradientsAlong(dy: Tensor, f: Differentiable, inputs: readonly Tensor[]): Tensor[] {
  const { grads } = engine().gradients(() => f(...inputs), [...inputs], dy, true);
  return inputs.map((input, i) => grads[i] ?? zerosLike(input));
}

function flat(tensors: readonly Tensor[]): Tensor {
  const [first, ...others] = tensors.map((tensor) => reshape(tensor, [-1]));
  return others.length === 0 ? first! : concat([first!, ...others]);
}

function drawn(shape: readonly number[], seed: number): Tensor {
  const values = new Float32Array(shape.reduce((size, length) => size * length, 1));
  createRng(seed).fillNormal(values);
  return noisy({ values, shape, dtype: "float32" });
}

/**
 * (x - 3) + 3. On webgl a texel holds 2 by 2 entries, and those beyond an odd length are then 3, as a bias leaves
 * something there: no kernel may count them.
 */
function noisy({ values, shape, dtype }: InputValues): Tensor {
  if (dtype !== "float32") return tensor(Int32Array.from(values), [...shape], dtype);
  return add(
    tensor(
      Float32Array.from(values, (value) => value - 3),
      [...shape],
    ),
    3,
  );
}
