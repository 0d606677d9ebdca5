import type { DType, Values } from "@genlab/graph";
import { openSharedMemory, type SharedMemory } from "@genlab/wasm";
import type { Ort, OrtTensor } from "../ort.js";

/** Tensors of ONNX Runtime in memory where WebAssembly updates them. Undefined as of `openSharedMemory`. */
export const shareTensors = ({ Tensor }: Pick<Ort, "Tensor">): SharedMemory<OrtTensor> | undefined =>
  openSharedMemory<OrtTensor>({
    over: (entries, { shape, dtype }) => new Tensor(dtype, entries, shape),
    typeOf: ({ dims, type }) => ({ shape: dims, dtype: type as DType }),
    entriesOf: ({ data }) => data as Values,
  });
