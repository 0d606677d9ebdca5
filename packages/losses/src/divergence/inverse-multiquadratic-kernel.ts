import { add, div } from "@tensorflow/tfjs-core";
import { type Kernel, type KernelOptions, mixtureKernel } from "./kernel.js";

/**
 * Makes the mixture of inverse multiquadratics `k(x, y) = Σ_s s C / (s C + ‖x − y‖²)` with `C = 2 d σ²`. Its tails are heavier than
 * the Gaussian's, so that outliers still have a gradient.
 *
 * Tolstikhin et al. 2017, section 4, https://arxiv.org/abs/1711.01558
 *
 * @throws GenlabError for scales or a deviation that are not above 0, and for options that it does not have.
 */
export function inverseMultiquadraticKernel(options: KernelOptions = {}): Kernel {
  return mixtureKernel("inverseMultiquadraticKernel", options, (squaredDistances, width) =>
    div(width, add(width, squaredDistances)),
  );
}
