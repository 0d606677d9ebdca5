import { type Graph, isElementwise, make, type Node, rewrite, sizeOf, withInputs } from "@genlab/graph";
import type { Size } from "./patches.js";

/** Computes element by element in blocks what comes from blocks, so that it need not leave them on the way to the next convolution. */
export const stayInBlocks = (graph: Graph): Graph =>
  rewrite(graph, (node) => {
    const [x] = node.inputs as [Node];
    if (node.op === "toBlocks" && x.op === "fromBlocks" && x.inputs[0]!.shape[4] === node.attributes.size) {
      return x.inputs[0]!;
    }
    if (!isElementwise(node)) return node;
    const blocked = node.inputs.filter((each) => each.op === "fromBlocks");
    const isOne = (each: Node) => sizeOf(each.shape) === 1;
    if (blocked.length === 0 || !node.inputs.every((each) => isOne(each) || each.op === "fromBlocks")) return node;
    const inputs = node.inputs.map((each) => (each.op === "fromBlocks" ? each.inputs[0]! : each));
    const [batch, height, width, channels] = node.shape as Size;
    // what fills up a last block would be computed with, and may not be a number
    if (blocked.some(({ inputs: [of] }) => of!.shape[1]! * of!.shape[4]! !== channels)) return node;
    const size = blocked[0]!.inputs[0]!.shape[4]!;
    const shape = [batch, channels / size, height, width, size];
    return make("fromBlocks", [{ ...withInputs(node, inputs), shape }], { channels });
  });
