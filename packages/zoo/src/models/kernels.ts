import { gaussianKernel, inverseMultiquadraticKernel, type Kernel, type KernelOptions } from "@genlab/losses";
import { oneOf } from "../settings.js";

/** Kernels of a discrepancy between codes and prior, by name. */
export const kernels = {
  "inverse-multiquadratic": inverseMultiquadraticKernel,
  gaussian: gaussianKernel,
} satisfies Record<string, (options?: KernelOptions) => Kernel>;

/** The setting that names one. */
export const kernel = () => oneOf(Object.keys(kernels) as (keyof typeof kernels)[], "inverse-multiquadratic");
