import { GenlabError, requireTensor } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";

type Named = Readonly<Record<string, Tensor>>;

/**
 * Refuses tensors of different shapes, which tfjs would broadcast, and those without examples.
 *
 * @param loss what to call the loss in the error
 * @param tensors the tensors by their names
 */
export function checkShapes(loss: string, tensors: Named): void {
  const [[firstName, first], ...others] = Object.entries(tensors) as [[string, Tensor], ...[string, Tensor][]];
  for (const [name, tensor] of Object.entries(tensors)) requireTensor(`${loss}: ${name}`, tensor);
  for (const [name, { shape }] of others) {
    if (shape.length === first.rank && shape.every((size, i) => size === first.shape[i])) continue;
    throw new GenlabError(
      `${loss}: ${firstName} has shape [${first.shape}], ${name} [${shape}]. Give both the same shape [batch, ...].`,
    );
  }
  checkExamples(loss, { [firstName]: first });
}

/** Refuses what is no tensor of real numbers, and tensors without examples, each for itself: there may be more of one than of another. */
export function checkExamples(loss: string, tensors: Named): void {
  for (const [name, tensor] of Object.entries(tensors)) {
    requireTensor(`${loss}: ${name}`, tensor);
    const { size, rank, shape } = tensor;
    if (size > 0 && rank > 0) continue;
    throw new GenlabError(`${loss}: ${name} has shape [${shape}]. It needs [batch, ...] and an example.`);
  }
}
