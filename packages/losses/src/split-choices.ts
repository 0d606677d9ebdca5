import { describe, GenlabError, requireTensor } from "@genlab/core";
import { split, type Tensor } from "@tensorflow/tfjs-core";

/** An example of a table along its last axis: numbers, then one among so many for each choice. */
export interface SplitChoices {
  /** `[..., numbers]`, or none. */
  readonly numbers: Tensor | null;
  /** `[..., size]` of each. */
  readonly choices: readonly Tensor[];
}

/**
 * Takes the last axis apart: what stands before the choices are numbers.
 *
 * @throws GenlabError for sizes that the axis does not have.
 */
export function splitChoices(x: Tensor, sizes: readonly number[]): SplitChoices {
  requireTensor("splitChoices", x);
  const numbers = numbersBeside(sizes, x.shape.at(-1) ?? 0);
  if (sizes.length === 0) return { numbers: x, choices: [] };
  const parts = split(x, [...(numbers > 0 ? [numbers] : []), ...sizes], -1);
  return numbers > 0 ? { numbers: parts[0]!, choices: parts.slice(1) } : { numbers: null, choices: parts };
}

/**
 * How many numbers an example of a size has beside choices of these sizes.
 *
 * @throws GenlabError for sizes that are no choices, or more than there is room for.
 */
export function numbersBeside(sizes: readonly number[], size: number): number {
  const taken = sizes.reduce((sum, one) => sum + one, 0);
  const isOfChoices = Array.isArray(sizes) && sizes.every((one) => Number.isSafeInteger(one) && one >= 2);
  if (isOfChoices && taken <= size) return size - taken;
  throw new GenlabError(
    `\`choices\` are ${describe(sizes)} of an example of ${size}. Give how many each choice is among, from 2, all of which stand last in an example.`,
  );
}
