import { type ArrayBatch, dtypeOf, type Program } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";
import { type Trace, trace } from "../trace.js";
import type { TensorType } from "../trace-options.js";

/** What names of inputs and outputs begin with. */
export const BATCH = "batch/";
export const TERM = "term/";
export const STATE = "state/";
export const NEXT = "next/";

/** A program for batches of certain shapes: fields of the batch are inputs `batch/FIELD`, what it gives are outputs `term/NAME`. */
export function traceProgram({ name, state, training = true, run }: Program<Tensor>, batch: ArrayBatch): Trace {
  const fields = Object.entries(batch);
  return trace(
    (given, context) => {
      const tensors: Record<string, Tensor> = {};
      for (const [field] of fields) tensors[field] = given[`${BATCH}${field}`]!;
      return prefixed(TERM, run(tensors, context));
    },
    {
      name,
      inputs: prefixed(
        BATCH,
        Object.fromEntries(
          fields.map(([field, array]): [string, TensorType] => [field, { shape: array.shape, dtype: dtypeOf(array) }]),
        ),
      ),
      state,
      training,
    },
  );
}

function prefixed<T extends TensorType | Tensor>(
  prefix: string,
  record: Readonly<Record<string, T>>,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [`${prefix}${key}`, value]));
}
