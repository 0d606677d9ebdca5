import { type Graph, make, type Node, type Pass, rewrite } from "@genlab/graph";
import { byFilter } from "./convolution-by-filter.js";
import { byInput } from "./convolution-by-input.js";
import { filterInBlocks } from "./filters.js";
import { isBlocked } from "./is-blocked.js";
import { type NodeNamed, patches, reshape, type Size } from "./patches.js";

/**
 * Writes convolutions and their gradients, except depthwise ones, with channels last: as convolutions in blocks of channels, and as
 * products of matrices, of which one is gathered. See docs/decisions/0002-onnx-convolutions.md.
 */
export const channelsLast =
  (blockSize: number): Pass =>
  (graph: Graph) =>
    rewrite(graph, (node) => {
      if (node.op === "conv2d" && !node.attributes.depthwise) return forward(node, blockSize);
      if (node.op === "conv2dByInput" && !node.attributes.depthwise) return byInput(node, blockSize);
      if (node.op === "conv2dByFilter" && !node.attributes.depthwise) return byFilter(node, blockSize);
      return node;
    });

function forward({ inputs, attributes, shape }: NodeNamed<"conv2d">, blockSize: number): Node {
  const [x, filter] = inputs as [Node, Node];
  const [rows, columns, channels, outputs] = filter.shape as Size;
  const { strides, pads, dilations } = attributes;
  if (isBlocked(shape[2]!, channels, blockSize)) {
    const image = channels < blockSize ? x : make("toBlocks", [x], { size: blockSize });
    const y = make("blockedConv", [image, filterInBlocks(filter, blockSize)], {
      strides,
      pads,
      dilations,
      blockSize,
    });
    return make("fromBlocks", [y], { channels: outputs });
  }
  const taken = patches(x, { strides, pads, dilations, window: [rows, columns], size: [shape[1]!, shape[2]!] });
  const matrix = reshape(filter, [rows * columns * channels, outputs]);
  return reshape(make("matMul", [taken, matrix], { transposeA: false, transposeB: false }), shape);
}
