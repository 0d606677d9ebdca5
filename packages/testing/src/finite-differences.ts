import type { Scalar, Tensor } from "@tensorflow/tfjs-core";

export interface GradientCheckOptions {
  /** 1 checks the gradient, 2 also the gradient of a random projection of the gradient. Default 1. */
  readonly order?: 1 | 2;
  /** Most relative error allowed: |analytic - numeric| / max(1, |numeric|) in the largest entry. Default 1e-2. */
  readonly tolerance?: number;
  /** Default 1e-2, as tensors are float32. */
  readonly epsilon?: number;
}

/** Asserts that the gradients of a scalar function match central differences in every input; returns the worst relative error. */
export function expectGradientsToMatch(
  _f: (...inputs: Tensor[]) => Scalar,
  _inputs: readonly Tensor[],
  _options: GradientCheckOptions = {},
): number {
  throw new Error("not written yet");
}
