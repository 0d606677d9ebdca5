import { hasVectors, SharedMemory } from "@genlab/wasm";
import type { Context } from "./context.js";
import type { TensorflowValue } from "./tensorflow-value.js";
import { over, view } from "./values.js";

/** Memory where WebAssembly updates what TensorFlow computes with. Undefined on a GPU, where WebAssembly has no vectors, or a process may not have so much address space. */
export function openSharedMemory(context: Context): SharedMemory<TensorflowValue> | undefined {
  if (!context.isProcessor || !hasVectors()) return undefined;
  try {
    return new SharedMemory<TensorflowValue>({
      over: (entries, { shape, dtype }) => ({
        handle: over(context, entries, { shape, dtype }),
        type: { shape, dtype },
      }),
      typeOf: ({ type }) => type,
      entriesOf: (value) => view(context, value),
      release: ({ handle }) => context.api.call("TFE_DeleteTensorHandle", handle),
    });
  } catch {
    return undefined;
  }
}
