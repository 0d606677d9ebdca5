import { GenlabError } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";

/**
 * Refuses tensors of different shapes, which tfjs would broadcast, and those without examples.
 *
 * @param loss what to call the loss in the error
 * @param tensors the tensors by their names
 */
export function checkShapes(loss: string, tensors: Readonly<Record<string, Tensor>>): void {
  const [[firstName, first], ...others] = Object.entries(tensors) as [[string, Tensor], ...[string, Tensor][]];
  for (const [name, { shape }] of others) {
    if (shape.length === first.rank && shape.every((size, i) => size === first.shape[i])) continue;
    throw new GenlabError(
      `${loss}: ${firstName} has shape [${first.shape}], ${name} [${shape}]. Give both the same shape [batch, ...].`,
    );
  }
  if (first.size === 0 || first.rank === 0) {
    throw new GenlabError(`${loss}: ${firstName} has shape [${first.shape}]. It needs [batch, ...] and an example.`);
  }
}
