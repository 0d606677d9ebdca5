import { type Graph, isElementwise, make, type Node, rewrite, sizeOf, withInputs } from "@genlab/graph";
import type { NodeNamed, Size } from "./patches.js";

/**
 * Computes in blocks what is computed element by element of what comes from blocks, so that it need not leave them on the way to the next
 * convolution; and sums over images, the gradients of biases.
 */
export const stayInBlocks = (graph: Graph): Graph =>
  rewrite(graph, (node) => {
    const [x] = node.inputs as [Node];
    if (node.op === "toBlocks" && x.op === "fromBlocks" && x.inputs[0]!.shape[4] === node.attributes.size) {
      return x.inputs[0]!;
    }
    if (node.op === "sum" && x.op === "fromBlocks" && isOfImages(node) && isWhole(x)) {
      const sum = make("sum", [x.inputs[0]!], { axes: [0, 2, 3], keepDims: false });
      return make("reshape", [sum], { shape: node.shape });
    }
    if (!isElementwise(node)) return node;
    const blocked = node.inputs.filter((each) => each.op === "fromBlocks");
    const isOne = (each: Node) => sizeOf(each.shape) === 1;
    if (blocked.length === 0 || !node.inputs.every((each) => isOne(each) || each.op === "fromBlocks")) return node;
    const inputs = node.inputs.map((each) => (each.op === "fromBlocks" ? each.inputs[0]! : each));
    const [batch, height, width, channels] = node.shape as Size;
    // what fills up a last block would be computed with, and may not be a number
    if (!blocked.every(isWhole)) return node;
    const size = blocked[0]!.inputs[0]!.shape[4]!;
    const shape = [batch, channels / size, height, width, size];
    return make("fromBlocks", [{ ...withInputs(node, inputs), shape }], { channels });
  });

/** Whether channels fill the blocks that an image is from. */
const isWhole = ({ inputs: [blocks], shape }: Node): boolean => blocks!.shape[1]! * blocks!.shape[4]! === shape[3];

/** Whether it sums over examples, rows and columns. */
const isOfImages = ({ attributes: { axes, keepDims } }: NodeNamed<"sum">): boolean =>
  `${axes}` === "0,1,2" && !keepDims;
