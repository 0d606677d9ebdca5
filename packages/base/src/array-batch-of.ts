import { describe } from "./describe.js";
import { GenlabError } from "./genlab-error.js";
import { type ArrayBatch, type GivenArray, type GivenBatch, type NdArray, sizeOf } from "./nd-array.js";
import { numbersOf } from "./numbers-of.js";

/**
 * An array as users have it, checked.
 *
 * @param where what to call it in errors: `field "x"`
 * @throws GenlabError for a shape that is none, or that does not belong to so many numbers, and as `numbersOf` does.
 */
export function ndArrayOf(array: GivenArray, where: string): NdArray {
  const { data, shape } = (array ?? {}) as Partial<GivenArray>;
  if (
    data === undefined ||
    data === null ||
    !Array.isArray(shape) ||
    !shape.every((size) => Number.isSafeInteger(size) && size >= 0)
  ) {
    throw new GenlabError(
      `${where} is ${describe(array)}. Give { data, shape }: a typed array, and whole numbers such as [batch, height, width, channels].`,
    );
  }
  const numbers = numbersOf(data, where);
  if (numbers.length !== sizeOf(shape)) {
    throw new GenlabError(
      `${where} has ${numbers.length} values, but its shape [${shape.join(", ")}] has room for ${sizeOf(shape)}. Give the shape that belongs to the values.`,
    );
  }
  return numbers === data ? (array as NdArray) : { data: numbers, shape };
}

/**
 * A batch as users have it, checked: what `ndArrayOf` says of each field, and as many examples in each.
 *
 * @throws GenlabError that names the field, and for what has no fields: a list, a `Map`, a promise.
 */
export function arrayBatchOf(batch: GivenBatch): ArrayBatch {
  if (typeof batch !== "object" || batch === null || Array.isArray(batch) || !isPlain(batch))
    throw new GenlabError(`The batch is ${describe(batch)}. Give its fields: { x: { data, shape } }.`);
  const entries = Object.entries(batch).map(([field, array]) => [field, ndArrayOf(array, `Field "${field}"`)] as const);
  const first = entries[0];
  if (!first) return {};
  const [firstField, { shape: firstShape }] = first;
  for (const [field, { shape }] of entries) {
    if (shape.length === 0)
      throw new GenlabError(`Field "${field}" has shape []. Its first size is the number of examples.`);
    if (shape[0] !== firstShape[0]) {
      throw new GenlabError(
        `Field "${field}" has ${shape[0]} examples, but field "${firstField}" has ${firstShape[0]}. Give both the same number.`,
      );
    }
  }
  return Object.fromEntries(entries);
}

/** Whether its own properties are all that it holds, which those of a `Map` or a promise are not. */
const isPlain = (value: object): boolean => Object.prototype.toString.call(value) === "[object Object]";
