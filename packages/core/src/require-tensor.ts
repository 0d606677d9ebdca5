import { describe, GenlabError } from "@genlab/base";
import { Tensor } from "@tensorflow/tfjs-core";

/**
 * Refuses what is no tensor, and tensors of strings or of complex numbers, whose imaginary part would get lost.
 *
 * @param owner whose input it is: `Conv2d`
 * @throws GenlabError that says what was given.
 */
export function requireTensor(owner: string, x: unknown): asserts x is Tensor {
  if (!(x instanceof Tensor)) {
    throw new GenlabError(`${owner} got ${describe(x)}. Expected a tensor: make one by \`toTensor({ data, shape })\`.`);
  }
  if (x.dtype !== "string" && x.dtype !== "complex64") return;
  throw new GenlabError(`${owner} got a tensor of ${x.dtype}. Expected real numbers: float32, int32 or bool.`);
}
