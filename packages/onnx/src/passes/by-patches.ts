import { make, type Node } from "@genlab/graph";
import { type NodeNamed, patches, reshape, type Size } from "./patches.js";

/**
 * The gradient of a convolution by its filter as a product: patches of x, turned, times dy. The products of parts of the batch are added up, so that their patches are not in memory at once, and
 * stay in the processor's cache.
 */
export function byPatches({ inputs, attributes }: NodeNamed<"conv2dByFilter">): Node {
  const [x, dy] = inputs as [Node, Node];
  const { strides, pads, filterShape } = attributes;
  const [rows, columns, channels, outputs] = filterShape as Size;
  const [batch, height, width] = dy.shape as Size;
  const window = { strides, pads, dilations: [1, 1], window: [rows, columns], size: [height, width] } as const;
  const taps = rows * columns * channels;
  const parts = Math.min(batch, Math.ceil((batch * height * width * taps) / partOf(taps * outputs)));
  const part = Math.ceil(batch / parts);
  let sum: Node | undefined;
  for (let first = 0; first < batch; first += part) {
    const count = Math.min(part, batch - first);
    const errors = reshape(examples(dy, first, count), [count * height * width, outputs]);
    sum = turnedProduct(patches(examples(x, first, count), window), errors, sum);
  }
  return reshape(sum!, filterShape);
}

/** Numbers of a part's patches, no less than it takes to make up for adding the product. */
const partOf = (product: number): number => Math.max(1024 * 1024, 2 * product);

function examples(x: Node, first: number, count: number): Node {
  const [, ...rest] = x.shape;
  const begin = [first, ...rest.map(() => 0)];
  return make("slice", [x], { begin, size: [count, ...rest], strides: begin.map(() => 1) });
}

/** `aᵀ b`, or where that takes less copying `(bᵀ a)ᵀ`: what is turned is copied for every panel of the other. Plus the sum so far. */
function turnedProduct(a: Node, b: Node, sum: Node | undefined): Node {
  const [left, right] = [a.shape[1]!, b.shape[1]!];
  const isDirect = left * Math.ceil(right / PANEL) <= right * Math.ceil(left / PANEL);
  const factors = isDirect ? [a, b] : [b, a];
  const turned = make("matMul", factors, { transposeA: true, transposeB: false });
  const made = isDirect ? turned : make("transpose", [turned], { permutation: [1, 0] });
  return sum ? make("add", [made, sum]) : made;
}

/** Columns of a packed panel in ONNX Runtime's matrix product. */
const PANEL = 128;
