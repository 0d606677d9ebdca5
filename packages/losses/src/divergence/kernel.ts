import {
  describe,
  GenlabError,
  optionsOf,
  refuseUnknown,
  requireCounts,
  requirePositive,
  requireTensor,
} from "@genlab/core";
import { addN, type Tensor, tidy } from "@tensorflow/tfjs-core";

/** A kernel `k(x, y)`, elementwise from `‖x − y‖²` and the number of dimensions of `x`. */
export type Kernel = (squaredDistances: Tensor, dimensions: number) => Tensor;

export interface KernelOptions {
  /** Multiples of the base width, one kernel of the mixture each. Default 0.1, 0.2, 0.5, 1, 2, 5, 10. */
  readonly scales?: readonly number[];
  /** `σ`, the deviation of the distribution that is aimed at. Default 1. */
  readonly deviation?: number;
}

/** The sum of one kernel a scale, each a function of the squared distances and its width: `2 d σ²`, the expected squared distance of two draws from `N(0, σ² I)`, times the scale. */
export function mixtureKernel(
  owner: string,
  options: KernelOptions,
  kernel: (squaredDistances: Tensor, width: number) => Tensor,
): Kernel {
  const { scales = [0.1, 0.2, 0.5, 1, 2, 5, 10], deviation = 1, ...others } = optionsOf(owner, options);
  refuseUnknown(owner, others, { scales, deviation });
  if (!Array.isArray(scales)) throw new GenlabError(`\`scales\` of ${owner} is ${describe(scales)}. Give a list.`);
  requirePositive(owner, { deviation, ...Object.fromEntries(scales.map((scale, i) => [`scales[${i}]`, scale])) });
  if (scales.length === 0) throw new GenlabError(`\`scales\` of ${owner} is []. Give one at least.`);
  return (squaredDistances, dimensions) => {
    requireTensor(owner, squaredDistances);
    requireCounts(owner, { dimensions });
    const baseWidth = 2 * dimensions * deviation ** 2;
    return tidy(() => addN(scales.map((scale) => kernel(squaredDistances, scale * baseWidth))));
  };
}
