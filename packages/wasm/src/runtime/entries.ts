import type { DType, Values } from "@genlab/graph";
import type { Block, Heap } from "./heap.js";

/** Writes entries, four bytes each. */
export function writeEntries({ memory }: Heap, { address }: Block, entries: Values): void {
  const Kind = entries instanceof Float32Array ? Float32Array : Int32Array;
  new Kind(memory.buffer, address, entries.length).set(entries);
}

/** A copy of entries. */
export function readEntries({ memory }: Heap, { address }: Block, { length, dtype }: Entries): Values {
  if (dtype === "float32") return new Float32Array(memory.buffer, address, length).slice();
  const numbers = new Int32Array(memory.buffer, address, length);
  return dtype === "bool" ? Uint8Array.from(numbers) : numbers.slice();
}

interface Entries {
  readonly length: number;
  readonly dtype: DType;
}
