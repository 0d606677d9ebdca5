import { add, addN, div } from "@tensorflow/tfjs-core";
import { baseWidth, defaultScales, type Kernel, type KernelOptions } from "./kernel.js";

/**
 * Makes the mixture of inverse multiquadratics `k(x, y) = Σ_s s C / (s C + ‖x − y‖²)` with `C = 2 d σ²`. Its tails are heavier than
 * the Gaussian's, so that outliers still have a gradient.
 *
 * Tolstikhin et al. 2017, section 4, https://arxiv.org/abs/1711.01558
 */
export function inverseMultiquadraticKernel({ scales = defaultScales, deviation = 1 }: KernelOptions = {}): Kernel {
  return (squaredDistances, dimensions) => {
    const widths = scales.map((scale) => scale * baseWidth(dimensions, deviation));
    return addN(widths.map((width) => div(width, add(width, squaredDistances))));
  };
}
