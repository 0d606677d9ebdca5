import { openSharedMemory, type SharedMemory } from "@genlab/wasm";
import type { Context } from "./context.js";
import type { TensorflowValue } from "./tensorflow-value.js";
import { over, view } from "./values.js";

/** Tensors of TensorFlow in memory where WebAssembly updates them. Undefined on a GPU, and as of `openSharedMemory`. */
export function shareTensors(context: Context): SharedMemory<TensorflowValue> | undefined {
  if (!context.isProcessor) return undefined;
  return openSharedMemory<TensorflowValue>({
    over: (entries, { shape, dtype }) => ({ handle: over(context, entries, { shape, dtype }), type: { shape, dtype } }),
    typeOf: ({ type }) => type,
    entriesOf: (value) => view(context, value),
    release: ({ handle }) => context.api.call("TFE_DeleteTensorHandle", handle),
  });
}
