import { type OptionalSetting, setting, textOf, type WithDefault } from "@genlab/core";
import { gaussianKernel } from "../divergence/gaussian-kernel.js";
import { inverseMultiquadraticKernel } from "../divergence/inverse-multiquadratic-kernel.js";
import type { Kernel, KernelOptions } from "../divergence/kernel.js";

const kernels = {
  "inverse-multiquadratic": inverseMultiquadraticKernel,
  gaussian: gaussianKernel,
} satisfies Record<string, (options?: KernelOptions) => Kernel>;

export type KernelName = keyof typeof kernels;

const words = Object.keys(kernels) as KernelName[];

/** The setting of the kernel of a discrepancy between codes and prior: a kernel, or its name for one of widths about the prior's. */
export const kernelSetting = (): OptionalSetting<KernelName | Kernel> =>
  setting<KernelName | Kernel, KernelName | Kernel, WithDefault<KernelName>>(
    {
      about: "The kernel that codes are compared with the prior by.",
      kind: { type: "words", words },
      expected: `${words.map(textOf).join(" or ")}, or a function, such as gaussianKernel()`,
      accepts: (value) => typeof value === "function" || words.includes(value as KernelName),
    },
    { default: "inverse-multiquadratic" },
  );

/** The kernel that a setting says: by its name with these options, or one's own as it is. */
export const kernelOf = (kernel: KernelName | Kernel, options?: KernelOptions): Kernel =>
  typeof kernel === "string" ? kernels[kernel](options) : kernel;
