import type { DType } from "@genlab/graph";
import type { Block } from "./pool.js";

/** Entries in a buffer of the GPU, four bytes each; of a bool 0 or 1. */
export interface WebgpuValue {
  readonly block: Block;
  readonly length: number;
  readonly dtype: DType;
}
