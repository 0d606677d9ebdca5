import { div, exp } from "@tensorflow/tfjs-core";
import { type Kernel, type KernelOptions, mixtureKernel } from "./kernel.js";

/**
 * Makes the mixture of radial basis functions `k(x, y) = Σ_s exp(−‖x − y‖² / s C)` with `C = 2 d σ²`.
 *
 * Li et al. 2015, https://arxiv.org/abs/1502.02761
 *
 * @throws GenlabError for scales or a deviation that are not above 0, and for options that it does not have.
 */
export function gaussianKernel(options: KernelOptions = {}): Kernel {
  return mixtureKernel("gaussianKernel", options, (squaredDistances, width) => exp(div(squaredDistances, -width)));
}
