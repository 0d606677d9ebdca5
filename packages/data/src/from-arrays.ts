import { arrayBatchOf, GenlabError, type GivenArray, type NdArray, type Numbers, sizeOf } from "@genlab/base";
import { checkIndices } from "./check-dataset.js";
import type { Dataset } from "./dataset.js";

/**
 * The dataset of arrays that lie in memory: the first dimension is the example, the same number in all of them. Typed arrays of any kind
 * and lists of numbers keep their values; float32, int32 and uint8 are not copied.
 *
 * @throws GenlabError when there is no field, fields differ in their number of examples, or values do not fit their shape or are no numbers.
 *
 * @example
 * ```ts
 * import { fromArrays } from "genlab";
 *
 * const pixels = new Float32Array(10 * 16 * 16); // ten images, in [0, 1]
 * const dataset = fromArrays({
 *   x: { data: pixels, shape: [10, 16, 16, 1] },
 *   y: { data: new Int32Array(10), shape: [10] }, // classes
 * });
 * console.log(dataset.length, dataset.shapes.x); // 10, [16, 16, 1]
 * ```
 */
export function fromArrays(given: Readonly<Record<string, GivenArray>>): Dataset {
  const entries = Object.entries(arrayBatchOf(given));
  const first = entries[0];
  if (!first) throw new GenlabError("A dataset needs at least one field, for example `x`: { x: { data, shape } }.");
  const length = first[1].shape[0]!;
  return {
    length,
    shapes: Object.fromEntries(entries.map(([name, { shape }]) => [name, shape.slice(1)])),
    batch(given) {
      const indices = checkIndices("a dataset", given, length);
      return Object.fromEntries(entries.map(([name, array]) => [name, gather(array, indices)]));
    },
  };
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

function emptyLike(data: Numbers, length: number): Numbers {
  if (data instanceof Float32Array) return new Float32Array(length);
  return data instanceof Int32Array ? new Int32Array(length) : new Uint8Array(length);
}
