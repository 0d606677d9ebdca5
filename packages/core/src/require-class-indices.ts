import { GenlabError, requireClasses } from "@genlab/base";
import { type DataId, engine, type Tensor } from "@tensorflow/tfjs-core";
import { requireTensor } from "./require-tensor.js";

/** What has been looked at, for the phases of a step read the same labels: the number of classes by the data. */
const seen = new WeakMap<DataId, number>();

/**
 * Refuses class indices that a model does not have, of which `oneHot` makes rows of zeros. Values that are not at hand are taken as they
 * are: those of a program that is traced are checked with the batches that it is run on.
 *
 * @param owner whose classes they are: `ConditionalVae`
 * @throws GenlabError for a shape other than `[batch]`, and for a value that is not whole or out of range; it names the value and its place.
 */
export function requireClassIndices(owner: string, y: Tensor, classes: number): void {
  requireTensor(owner, y);
  if (y.rank !== 1)
    throw new GenlabError(`${owner} got classes of shape [${y.shape.join(", ")}]. Expected class indices [batch].`);
  onceRead(y, classes, (values) => requireClasses(values, classes));
}

/**
 * The same for other indices, of any shape.
 *
 * @param owner who reads them: `Embedding`
 * @throws GenlabError for a value that is not whole or out of range; it names the value and its place.
 */
export function requireIndices(owner: string, indices: Tensor, count: number): void {
  requireTensor(owner, indices);
  onceRead(indices, count, (values) => {
    for (let i = 0; i < values.length; i++) {
      const index = values[i]!;
      if (Number.isInteger(index) && index >= 0 && index < count) continue;
      throw new GenlabError(
        `${owner} got the index ${Number(index.toPrecision(7))} at place ${i}. Expected whole numbers from 0 to ${count - 1}.`,
      );
    }
  });
}

function onceRead({ dataId }: Tensor, count: number, check: (values: ArrayLike<number>) => void): void {
  if (seen.get(dataId) === count) return;
  const values = valuesAtHand(dataId);
  if (!values) return;
  check(values);
  seen.set(dataId, count);
}

function valuesAtHand(dataId: DataId): ArrayLike<number> | undefined {
  const owner = engine().state.tensorInfo.get(dataId)?.backend;
  try {
    return owner?.readSync(dataId) as ArrayLike<number> | undefined;
  } catch {
    return undefined; // a symbol of a trace, or on a device that cannot be read at once
  }
}
