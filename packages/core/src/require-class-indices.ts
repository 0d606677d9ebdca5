import { GenlabError, requireClasses } from "@genlab/base";
import { type DataId, engine, type Tensor } from "@tensorflow/tfjs-core";

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
  if (y.rank !== 1)
    throw new GenlabError(`${owner} got classes of shape [${y.shape.join(", ")}]. Expected class indices [batch].`);
  requireIndices(y, classes);
}

/** The same for indices of any shape. */
export function requireIndices(indices: Tensor, count: number): void {
  if (seen.get(indices.dataId) === count) return;
  const values = valuesAtHand(indices);
  if (!values) return;
  requireClasses(values, count);
  seen.set(indices.dataId, count);
}

function valuesAtHand(x: Tensor): ArrayLike<number> | undefined {
  const owner = engine().state.tensorInfo.get(x.dataId)?.backend;
  try {
    return owner?.readSync(x.dataId) as ArrayLike<number> | undefined;
  } catch {
    return undefined; // a symbol of a trace, or on a device that cannot be read at once
  }
}
