import { GenlabError } from "@genlab/core";
import { add, mean, mul, rsqrt, square, sub, type Tensor } from "@tensorflow/tfjs-core";

export interface Moments {
  readonly mean: Tensor;
  /** The mean squared deviation, biased. */
  readonly variance: Tensor;
}

/** Mean and variance over axes, which stay with size 1. */
export function momentsOver(x: Tensor, axes: readonly number[]): Moments {
  const center = mean(x, [...axes], true);
  return { mean: center, variance: mean(square(sub(x, center)), [...axes], true) };
}

/** `(x - mean) / sqrt(variance + epsilon)`. */
export function standardize(x: Tensor, moments: Moments, epsilon: number): Tensor {
  return mul(sub(x, moments.mean), rsqrt(add(moments.variance, epsilon)));
}

/** Throws where moments are of a single value, which has no variance: it would become 0 whatever it is. */
export function requireSeveral(owner: string, { shape }: Tensor, count: number, of: string): void {
  if (count > 1) return;
  throw new GenlabError(
    `${owner} got shape [${shape.join(", ")}], one value per ${of} of an example, which has no variance. Expected two positions at least.`,
  );
}

/** `x · scale + shift`; `x` where there is no scale. */
export function affine(x: Tensor, scale: Tensor | null, shift: Tensor | null): Tensor {
  return scale && shift ? add(mul(x, scale), shift) : x;
}
