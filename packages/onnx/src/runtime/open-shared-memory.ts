import type { DType, Values } from "@genlab/graph";
import { hasVectors, SharedMemory } from "@genlab/wasm";
import type { Ort, OrtTensor } from "../ort.js";

/** Memory where WebAssembly updates what ONNX Runtime computes with. Undefined where WebAssembly has no vectors, or a process may not have so much address space. */
export function openSharedMemory({ Tensor }: Pick<Ort, "Tensor">): SharedMemory<OrtTensor> | undefined {
  if (!hasVectors()) return undefined;
  try {
    return new SharedMemory<OrtTensor>({
      over: (entries, { shape, dtype }) => new Tensor(dtype, entries, shape),
      typeOf: ({ dims, type }) => ({ shape: dims, dtype: type as DType }),
      entriesOf: ({ data }) => data as Values,
    });
  } catch {
    return undefined;
  }
}
