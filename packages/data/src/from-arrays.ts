import type { Dataset } from "./dataset.js";
import { isCount } from "./is-count.js";
import type { ArrayBatch, NdArray } from "./nd-array.js";
import { sizeOf } from "./size-of.js";

/** The dataset of arrays that lie in memory: the first dimension is the example, the same number in all of them. */
export function fromArrays(fields: Readonly<Record<string, NdArray>>): Dataset {
  const entries = Object.entries(fields);
  const first = entries[0];
  if (!first) throw new RangeError("A dataset needs at least one field, for example `x`.");
  for (const [name, array] of entries) checkArray(name, array);

  const length = first[1].shape[0]!;
  for (const [name, { shape }] of entries) {
    if (shape[0] !== length) {
      throw new RangeError(
        `Field "${name}" has ${shape[0]} examples, but field "${first[0]}" has ${length}. Give all the same number.`,
      );
    }
  }

  return {
    length,
    shapes: Object.fromEntries(entries.map(([name, { shape }]) => [name, shape.slice(1)])),
    batch(indices): ArrayBatch {
      for (const index of indices) {
        if (!isCount(index) || index >= length) {
          throw new RangeError(`There is no example ${index} in a dataset of ${length}: they count from 0.`);
        }
      }
      return Object.fromEntries(entries.map(([name, array]) => [name, gather(array, indices)]));
    },
  };
}

function checkArray(name: string, { data, shape }: NdArray): void {
  if (shape.length === 0 || !shape.every(isCount)) {
    throw new RangeError(
      `Field "${name}" has shape [${shape.join(", ")}]. Give whole numbers, the number of examples first.`,
    );
  }
  if (data.length !== sizeOf(shape)) {
    throw new RangeError(
      `Field "${name}" has ${data.length} values, but its shape [${shape.join(", ")}] has room for ${sizeOf(shape)}.`,
    );
  }
}

function gather({ data, shape }: NdArray, indices: readonly number[]): NdArray {
  const exampleShape = shape.slice(1);
  const size = sizeOf(exampleShape);
  const gathered = emptyLike(data, indices.length * size);
  indices.forEach((index, position) => {
    gathered.set(data.subarray(index * size, (index + 1) * size), position * size);
  });
  return { data: gathered, shape: [indices.length, ...exampleShape] };
}

function emptyLike(data: NdArray["data"], length: number): NdArray["data"] {
  if (data instanceof Float32Array) return new Float32Array(length);
  return data instanceof Int32Array ? new Int32Array(length) : new Uint8Array(length);
}
