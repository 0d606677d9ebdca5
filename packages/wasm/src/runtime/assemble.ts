import { type Graph, rootOf } from "@genlab/graph";
import type { Code } from "../encode/code.js";
import { control, i32 } from "../encode/instructions.js";
import { encodeModule } from "../encode/module.js";
import { isNode, type Place } from "../lower/call.js";
import { inPlace } from "../lower/in-place.js";
import { lower } from "../lower/lower.js";
import { plan } from "../lower/plan.js";
import type { Arithmetic } from "../product/arithmetic.js";
import { IMPORTS } from "../vector/imported.js";

export interface Assembled {
  /** Exports `run(scratch)`, of the address of so much room. */
  readonly module: Uint8Array<ArrayBuffer>;
  readonly scratchBytes: number;
  /** The names of outputs that may be written over their inputs. */
  readonly inPlace: ReadonlySet<string>;
}

export interface AssembleOptions {
  readonly arithmetic: Arithmetic;
  readonly addresses: Addresses;
  /** The input for each output that would be written over it. */
  readonly over: ReadonlyMap<string, string>;
  /** How far the memory may grow, where threads share it. */
  readonly sharedPages: number | undefined;
}

export interface Addresses {
  /** Where the addresses of inputs lie, and then those of outputs, four bytes each. */
  readonly table: number;
  /** In the order of the table. */
  readonly inputs: readonly string[];
  addressOf(values: Float32Array | Int32Array | Uint8Array): number;
}

/** A module that computes a graph. */
export function assemble(graph: Graph, { arithmetic, addresses, over, sharedPages }: AssembleOptions): Assembled {
  const lowered = lower(graph, arithmetic);
  const { library, calls, outputs } = lowered;
  const { offsets, bytes } = plan(calls, (node) => node.op === "input" || node.op === "constant" || outputs.has(node));
  const slot = (index: number): Code => i32.load(i32.const(addresses.table + 4 * index));
  const slotOfOutput = (output: number): Code => slot(addresses.inputs.length + output);
  const addressOf = (place: Place, scratch: Code): Code => {
    if (!isNode(place)) {
      if ("entries" in place) return i32.const(addresses.addressOf(place.entries));
      if ("output" in place) return slotOfOutput(place.output);
      return i32.add(scratch, i32.const(offsets.get(place)!));
    }
    const root = rootOf(place);
    if (root.op === "input") return slot(addresses.inputs.indexOf(root.attributes.name));
    if (root.op === "constant") return i32.const(addresses.addressOf(root.attributes.values));
    const output = outputs.get(root);
    if (output !== undefined) return slotOfOutput(output);
    // what has no entries is read and written by nobody
    return i32.add(scratch, i32.const(offsets.get(root) ?? 0));
  };
  const exported = library.define(1, (_, [scratch]) =>
    calls.map(({ function: index, places }) =>
      control.call(
        index,
        places.map((place) => addressOf(place, scratch!.get)),
      ),
    ),
  );
  return {
    module: encodeModule({ imports: IMPORTS, functions: library.functions, exported, sharedPages }),
    scratchBytes: bytes,
    inPlace: inPlace(graph, lowered, over),
  };
}
