import { arrayBatchOf, type GivenArray, type GivenBatch, type NdArray, ndArrayOf } from "@genlab/base";
import { type Tensor, tensor } from "@tensorflow/tfjs-core";
import type { TensorBatch } from "./executor.js";

/** What an array is as a tensor: bytes become int32. */
export const dtypeOf = ({ data }: NdArray): "float32" | "int32" => (data instanceof Float32Array ? "float32" : "int32");

/**
 * Copies an array to the backend that is set. Typed arrays of any kind and lists of numbers keep their values.
 *
 * @throws GenlabError when its values are no numbers, or do not fit its shape.
 */
export function toTensor(given: GivenArray, where = "The array"): Tensor {
  const array = ndArrayOf(given, where);
  return tensor(array.data, [...array.shape], dtypeOf(array));
}

/**
 * Copies a batch to the backend that is set.
 *
 * @throws GenlabError as `toTensor` does, with the name of the field.
 */
export function toTensors(batch: GivenBatch): TensorBatch {
  return Object.fromEntries(Object.entries(arrayBatchOf(batch)).map(([field, array]) => [field, toTensor(array)]));
}
