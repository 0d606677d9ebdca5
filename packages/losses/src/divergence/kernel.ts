import type { Tensor } from "@tensorflow/tfjs-core";

/** A kernel `k(x, y)`, elementwise from `‖x − y‖²` and the number of dimensions of `x`. */
export type Kernel = (squaredDistances: Tensor, dimensions: number) => Tensor;

export interface KernelOptions {
  /** Multiples of the base width, one kernel of the mixture each. Default 0.1, 0.2, 0.5, 1, 2, 5, 10. */
  readonly scales?: readonly number[];
  /** `σ`, the deviation of the distribution that is aimed at. Default 1. */
  readonly deviation?: number;
}

export const defaultScales: readonly number[] = [0.1, 0.2, 0.5, 1, 2, 5, 10];

/** `2 d σ²`, the expected squared distance of two draws from `N(0, σ² I)`. */
export const baseWidth = (dimensions: number, deviation: number): number => 2 * dimensions * deviation ** 2;
