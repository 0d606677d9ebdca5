import { make, type Node, range } from "@genlab/graph";
import { type NodeNamed, type Patches, patches, reshape, type Size } from "./patches.js";

/** The gradient of a convolution by its filter as a product: patches of x, turned, times dy. */
export function byPatches({ inputs, attributes }: NodeNamed<"conv2dByFilter">): Node {
  const [x, dy] = inputs as [Node, Node];
  const { strides, pads, filterShape } = attributes;
  const [rows, columns, channels, outputs] = filterShape as Size;
  const [batch, height, width] = dy.shape as Size;
  const window = { strides, pads, dilations: [1, 1], window: [rows, columns], size: [height, width] } as const;
  const taps = rows * columns * channels;
  if (taps > FEW_TAPS) return reshape(inTurns({ x, dy, window, taps }), filterShape);
  // such a narrow product has one thread, so there are some beside one another
  const parts = range(MOST_PARTS + 1).findLast((count) => batch % count === 0)!;
  const entries = (batch / parts) * height * width;
  const factors = [reshape(patches(x, window), [parts, entries, taps]), reshape(dy, [parts, entries, outputs])];
  const products = make("matMul", factors, { transposeA: true, transposeB: false });
  return reshape(make("sum", [products], { axes: [0], keepDims: false }), filterShape);
}

const FEW_TAPS = 64;
const MOST_PARTS = 16;

interface Factors {
  readonly x: Node;
  readonly dy: Node;
  readonly window: Patches;
  readonly taps: number;
}

/** The products of parts of the batch are added up, so that their patches are not in memory at once, and stay in the processor's cache. */
function inTurns({ x, dy, window, taps }: Factors): Node {
  const [batch, height, width, outputs] = dy.shape as Size;
  const parts = Math.min(batch, Math.ceil((batch * height * width * taps) / partOf(taps * outputs)));
  const part = Math.ceil(batch / parts);
  let sum: Node | undefined;
  for (let first = 0; first < batch; first += part) {
    const count = Math.min(part, batch - first);
    const errors = reshape(examples(dy, first, count), [count * height * width, outputs]);
    sum = turnedProduct(patches(examples(x, first, count), window), errors, sum);
  }
  return sum!;
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
