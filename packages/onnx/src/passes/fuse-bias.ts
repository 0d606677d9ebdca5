import { countUses, type Graph, make, type Node, rewrite, sizeOf, withInputs } from "@genlab/graph";

/** Adds biases where products of matrices and convolutions are made, as their third input. */
export function fuseBias(graph: Graph): Graph {
  const uses = countUses(graph);
  return rewrite(graph, (node, original) => {
    if (node.op !== "add") return node;
    const [a, b] = node.inputs as [Node, Node];
    // a product that is needed elsewhere too would be computed twice
    const [aIsFree, bIsFree] = original.inputs.map((each) => uses.get(each) === 1);
    return (aIsFree && fused(a, b)) || (bIsFree && fused(b, a)) || node;
  });
}

function fused(product: Node, bias: Node): Node | undefined {
  if (product.op === "reshape" || (product.op === "gather" && product.attributes.axis < product.shape.length - 1)) {
    // a convolution that is a product, seen as an image; or several in one, of which pixels are gathered
    const [x, ...rest] = product.inputs as [Node, ...Node[]];
    const copies = x.shape.at(-1)! / product.shape.at(-1)!;
    const made = Number.isInteger(copies) ? fused(x, repeated(bias, copies)) : undefined;
    return made && withInputs(product, [made, ...rest]);
  }
  if (product.op === "matMul" && product.shape.length === 2) {
    const isRow =
      bias.shape.length <= 2 && bias.shape.at(-1) === product.shape[1] && sizeOf(bias.shape) === product.shape[1];
    return isRow ? make("gemm", [...product.inputs, bias], product.attributes) : undefined;
  }
  if (product.op === "fromBlocks") {
    const outputs = product.attributes.channels;
    const isRow = sizeOf(bias.shape) === outputs && bias.shape.at(-1) === outputs;
    const made = isRow ? fusedInBlocks(product.inputs[0]!, reshaped(bias, [outputs])) : undefined;
    return made && withInputs(product, [made]);
  }
  if ((product.op !== "conv" && product.op !== "convTranspose") || product.inputs.length > 2) return undefined;
  const outputs = product.shape[1]!;
  if (sizeOf(bias.shape) !== outputs || bias.shape.at(-3) !== outputs) return undefined;
  const inputs = [...product.inputs, reshaped(bias, [outputs])];
  return product.op === "conv"
    ? make("conv", inputs, product.attributes)
    : make("convTranspose", inputs, product.attributes);
}

/** Where pixels are gathered from several convolutions in one, each has the bias. */
function fusedInBlocks(node: Node, bias: Node): Node | undefined {
  if (node.op === "reshape" || node.op === "gather") {
    const [x, ...rest] = node.inputs as [Node, ...Node[]];
    const made = fusedInBlocks(x, bias);
    return made && withInputs(node, [made, ...rest]);
  }
  if (node.op !== "blockedConv" || node.inputs.length > 2) return undefined;
  const copies = outputsOf(node.inputs[1]!) / bias.shape[0]!;
  return make("blockedConv", [...node.inputs, repeated(bias, copies)], node.attributes);
}

/** Of a filter, which may be in blocks. */
const outputsOf = ({ shape }: Node): number => (shape.length === 6 ? shape[0]! * shape[5]! : shape[3]!);

/** A row of numbers as often behind itself. */
const repeated = (row: Node, copies: number): Node =>
  copies === 1 ? row : make("concat", new Array<Node>(copies).fill(row), { axis: row.shape.length - 1 });

const reshaped = (x: Node, shape: readonly number[]): Node => make("reshape", [x], { shape });
