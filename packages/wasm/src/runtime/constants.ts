import type { Values } from "@genlab/graph";
import { writeEntries } from "./entries.js";
import type { Block, Heap } from "./heap.js";

/** Numbers that an executable keeps in a heap. */
export class Constants {
  readonly #heap: Heap;
  readonly #blocks = new Map<object, Block>();

  constructor(heap: Heap) {
    this.#heap = heap;
  }

  /** Their address. The same array has one. */
  addressOf(values: Values): number {
    const known = this.#blocks.get(values);
    if (known) return known.address;
    const block = this.#heap.take(4 * values.length);
    this.#blocks.set(values, block);
    writeEntries(this.#heap, block, values);
    return block.address;
  }

  dispose(): void {
    for (const block of this.#blocks.values()) this.#heap.give(block);
    this.#blocks.clear();
  }
}
