import { addN, div, exp } from "@tensorflow/tfjs-core";
import { baseWidth, defaultScales, type Kernel, type KernelOptions } from "./kernel.js";

/**
 * Makes the mixture of radial basis functions `k(x, y) = Σ_s exp(−‖x − y‖² / s C)` with `C = 2 d σ²`.
 *
 * Li et al. 2015, https://arxiv.org/abs/1502.02761
 */
export function gaussianKernel({ scales = defaultScales, deviation = 1 }: KernelOptions = {}): Kernel {
  return (squaredDistances, dimensions) =>
    addN(scales.map((scale) => exp(div(squaredDistances, -scale * baseWidth(dimensions, deviation)))));
}
