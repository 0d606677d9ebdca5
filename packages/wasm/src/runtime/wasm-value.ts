import type { DType } from "@genlab/graph";
import type { Block } from "./heap.js";

/** Entries in the memory of a runtime, four bytes each; of a bool 0 or 1. */
export interface WasmValue {
  readonly block: Block;
  readonly length: number;
  readonly dtype: DType;
}
