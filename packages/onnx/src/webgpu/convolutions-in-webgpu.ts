import { make, type Node, type NodeOf, range, scalarOf } from "@genlab/graph";

/** Convolutions of which ONNX Runtime's WebGPU provider (1.30) computes something else, by those that it computes. */
export const convolutionsInWebgpu = (node: NodeOf<"conv"> | NodeOf<"convTranspose">): Node =>
  node.op === "conv" ? paddedFirst(node) : onePerGroup(node);

/** It drops zeros at the end alone, where a window is one pixel or as large as the image. */
function paddedFirst(node: NodeOf<"conv">): Node {
  const { pads, ...rest } = node.attributes;
  const [top, left, bottom, right] = pads;
  if (top > 0 || left > 0 || bottom + right === 0) return node as Node;
  const [x, ...others] = node.inputs as [Node, ...Node[]];
  // not padded: ONNX Runtime would make that the convolution's again
  const padded = followed(followed(x, 2, bottom), 3, right);
  return make("conv", [padded, ...others], { ...rest, pads: [0, 0, 0, 0] });
}

/** Of several inputs and one output in a group it takes the first input alone: they are summed one by one. */
function onePerGroup(node: NodeOf<"convTranspose">): Node {
  const [x, filter, ...bias] = node.inputs as [Node, Node, ...Node[]];
  const { groups } = node.attributes;
  const channels = x.shape[1]!;
  const each = channels / groups;
  if (groups === 1 || each === 1 || filter.shape[1]! > 1) return node as Node;
  const every = (of: Node, axis: number, first: number) =>
    make("slice", [of], {
      begin: of.shape.map((_, i) => (i === axis ? first : 0)),
      size: of.shape.map((length, i) => (i === axis ? groups : length)),
      strides: of.shape.map((_, i) => (i === axis ? each : 1)),
    });
  const parts = range(each).map((i) =>
    make("convTranspose", [every(x, 1, i), every(filter, 0, i), ...(i === 0 ? bias : [])], node.attributes),
  );
  return parts.reduce((sum, part) => make("add", [sum, part]));
}

/** Zeros behind the entries of an axis. */
function followed(x: Node, axis: number, count: number): Node {
  if (count === 0) return x;
  const shape = x.shape.map((length, i) => (i === axis ? count : length));
  return make("concat", [x, make("broadcast", [scalarOf(0)], { shape })], { axis });
}
