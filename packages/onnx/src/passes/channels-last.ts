import { constant, type Graph, make, type Node, type Pass, rewrite } from "@genlab/graph";

type Size = readonly [number, number, number, number];
type Numbers2 = readonly [number, number];

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
      if (node.op === "conv2dByFilter" && !node.attributes.depthwise) return byFilter(node);
      return node;
    });

type Of<Name extends Node["op"]> = Extract<Node, { readonly op: Name }>;

function forward({ inputs, attributes, shape }: Of<"conv2d">, blockSize: number): Node {
  const [x, filter] = inputs as [Node, Node];
  const [rows, columns, channels, outputs] = filter.shape as Size;
  const { strides, pads, dilations } = attributes;
  if (isBlocked(shape[2]!, channels, { strides, blockSize })) {
    return make("blockedConv", [x, filter], { strides, pads, dilations, blockSize });
  }
  const taken = patches(x, { strides, pads, dilations, window: [rows, columns], size: [shape[1]!, shape[2]!] });
  return reshape(product(taken, reshape(filter, [rows * columns * channels, outputs])), shape);
}

/** The products of parts of the batch are added up, so that their patches are not in memory at once. */
function byFilter({ inputs, attributes }: Of<"conv2dByFilter">): Node {
  const [x, dy] = inputs as [Node, Node];
  const { strides, pads, filterShape } = attributes;
  const [rows, columns, channels, outputs] = filterShape as Size;
  const [batch, height, width] = dy.shape as Size;
  const window = { strides, pads, dilations: [1, 1], window: [rows, columns], size: [height, width] } as const;
  const taps = rows * columns * channels;
  const part = Math.max(1, Math.floor(LARGEST_PATCHES / (height * width * taps)));
  let sum: Node | undefined;
  for (let first = 0; first < batch; first += part) {
    const count = Math.min(part, batch - first);
    const errors = reshape(examples(dy, first, count), [count * height * width, outputs]);
    sum = turnedProduct(patches(examples(x, first, count), window), errors, sum);
  }
  return reshape(sum!, filterShape);
}

/** Numbers, 16 MB. */
const LARGEST_PATCHES = 4 * 1024 * 1024;

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

/**
 * The gradient by x at row `i` sums `dy[o] · filter[t]` over all `o · stride − pad + t = i`. With `i + pad = stride · j + b` and
 * `t = stride · u + b`, the rows of one `b` are a convolution of dy at stride 1 by every stride-th tap in reverse: `o = j − u`. The
 * convolutions of all `b` are channels of one, and gathered between one another.
 */
function byInput(node: Of<"conv2dByInput">, blockSize: number): Node {
  const { inputs, attributes, shape } = node;
  const [dy, filter] = inputs as [Node, Node];
  const { strides, pads } = attributes;
  const [batch, height, width, channels] = shape as Size;
  const rows = phasesOf({
    length: height,
    stride: strides[0],
    pad: pads[0],
    taps: filter.shape[0]!,
    reach: dy.shape[1]!,
  });
  const columns = phasesOf({
    length: width,
    stride: strides[1],
    pad: pads[1],
    taps: filter.shape[1]!,
    reach: dy.shape[2]!,
  });
  if (!isBlocked(columns.count, dy.shape[3]!, { strides: [1, 1], blockSize })) return byTaps(node);
  const y = make("blockedConv", [dy, phaseFilter(filter, [rows.taps, columns.taps], strides)], {
    strides: [1, 1],
    pads: [rows.before, columns.before, rows.after, columns.after],
    dilations: [1, 1],
    blockSize,
  }); // [batch, rows.count, columns.count, strides[0] · strides[1] · channels]
  const size = rows.count * columns.count * strides[0] * strides[1];
  const places = rows.places.flatMap(([row, b]) =>
    columns.places.map(([column, c]) => ((row * columns.count + column) * strides[0] + b) * strides[1] + c),
  );
  return reshape(gathered(reshape(y, [batch, size, channels]), places), shape);
}

interface Axis {
  readonly length: number;
  readonly stride: number;
  readonly pad: number;
  readonly taps: number;
  /** The length of dy. */
  readonly reach: number;
}

/** Along one axis: the taps of a phase, the padding of dy, the convolution's length, and for each row of x, its place and phase there. */
function phasesOf({ length, stride, pad, taps, reach }: Axis) {
  const phaseTaps = Math.ceil(taps / stride);
  const first = Math.min(Math.floor(pad / stride), phaseTaps - 1);
  const last = Math.floor((length - 1 + pad) / stride);
  const before = phaseTaps - 1 - first;
  const after = Math.max(0, last - reach + 1);
  const places = Array.from({ length }, (_, i): Numbers2 => {
    return [Math.floor((i + pad) / stride) - first, (i + pad) % stride];
  });
  return { taps: phaseTaps, before, after, count: before + reach + after - phaseTaps + 1, places };
}

/** `[rows, columns, channels, outputs]` to `[taps of a phase, taps of a phase, outputs, phases · phases · channels]`, taps in reverse. */
function phaseFilter(filter: Node, [rows, columns]: Numbers2, [down, across]: Numbers2): Node {
  const [height, width, channels, outputs] = filter.shape as Size;
  const paddings = [[0, rows * down - height] as const, [0, columns * across - width] as const, NONE, NONE];
  const whole = make("pad", [filter], { paddings, value: 0 });
  const apart = reshape(whole, [rows, down, columns, across, channels, outputs]);
  const size = apart.shape;
  const begin = [rows - 1, 0, columns - 1, 0, 0, 0];
  const reversed = make("slice", [apart], { begin, size, strides: [-1, 1, -1, 1, 1, 1] });
  const turned = make("transpose", [reversed], { permutation: [0, 2, 5, 1, 3, 4] });
  return reshape(turned, [rows, columns, outputs, down * across * channels]);
}

const NONE = [0, 0] as const;

interface Blocked {
  readonly strides: Numbers2;
  readonly blockSize: number;
}

/** Whether blocked kernels are faster than a product of matrices. They want wide images, and channels that fill blocks. */
function isBlocked(columns: number, channels: number, { strides, blockSize }: Blocked): boolean {
  const fills = channels < blockSize || channels % blockSize === 0;
  return fills && columns >= (strides[1] === 1 ? 6 : 13);
}

/**
 * The gradient by x as the product of dy and the filter, of which each row of x takes the entries of the taps that met it. A pixel of
 * zeros more in dy stands for those outside.
 */
function byTaps({ inputs, attributes, shape }: Of<"conv2dByInput">): Node {
  const [dy, filter] = inputs as [Node, Node];
  const { strides, pads } = attributes;
  const [batch, height, width, channels] = shape as Size;
  const [, reachDown, reachAcross, outputs] = dy.shape as Size;
  const [rows, columns] = filter.shape as Size;
  const pixels = reachDown * reachAcross;
  const enclosed = make("pad", [reshape(dy, [batch, pixels, outputs])], { paddings: [NONE, [0, 1], NONE], value: 0 });
  const matrix = reshape(filter, [rows * columns * channels, outputs]);
  const rowsOfErrors = reshape(enclosed, [batch * (pixels + 1), outputs]);
  const products = make("matMul", [rowsOfErrors, matrix], { transposeA: false, transposeB: true });
  const entries = reshape(products, [batch, (pixels + 1) * rows * columns, channels]);
  const down = meetings({ length: height, stride: strides[0], pad: pads[0], taps: rows, reach: reachDown });
  const across = meetings({ length: width, stride: strides[1], pad: pads[1], taps: columns, reach: reachAcross });
  const outside = pixels * rows * columns;
  const parts = down.flatMap((each) =>
    across.map((other) => {
      const places = each.flatMap(([row, tap]) =>
        other.map(([column, otherTap]) => {
          if (row < 0 || column < 0) return outside;
          return ((row * reachAcross + column) * rows + tap) * columns + otherTap;
        }),
      );
      return gathered(entries, places);
    }),
  );
  return reshape(
    parts.reduce((sum, part) => make("add", [sum, part])),
    shape,
  );
}

/** For each of the most taps that can meet a row, and for each row of x: the row of dy and the tap, or −1 where there is none. */
function meetings({ length, stride, pad, taps, reach }: Axis): Numbers2[][] {
  return Array.from({ length: Math.ceil(taps / stride) }, (_, u) =>
    Array.from({ length }, (_, i): Numbers2 => {
      const tap = ((i + pad) % stride) + u * stride;
      const row = (i + pad - tap) / stride;
      return tap < taps && row >= 0 && row < reach ? [row, tap] : [-1, 0];
    }),
  );
}

interface Patches {
  readonly strides: Numbers2;
  readonly pads: Size;
  readonly dilations: Numbers2;
  readonly window: Numbers2;
  /** Rows and columns of windows. */
  readonly size: Numbers2;
}

/** Every window's entries as a row: `[batch · windows, rows · columns · channels]`. */
function patches(x: Node, { strides, pads, dilations, window, size }: Patches): Node {
  const [batch, height, width, channels] = x.shape as Size;
  const along = (i: 0 | 1, most: number) =>
    Array.from({ length: size[i] }, (_, place) =>
      Array.from({ length: window[i] }, (_, tap) => {
        const at = place * strides[i] - pads[i]! + tap * dilations[i];
        return at >= 0 && at < most ? at : -1;
      }),
    );
  const columns = along(1, width);
  const places = along(0, height).flatMap((rows) =>
    columns.flatMap((each) =>
      rows.flatMap((row) => each.map((column) => (row < 0 || column < 0 ? height * width : row * width + column))),
    ),
  );
  const flat = reshape(x, [batch, height * width, channels]);
  const isInside = places.every((place) => place < height * width);
  // one more pixel, of zeros, for what lies outside
  const enclosed = isInside ? flat : make("pad", [flat], { paddings: [NONE, [0, 1], NONE], value: 0 });
  return reshape(gathered(enclosed, places), [batch * size[0] * size[1], window[0] * window[1] * channels]);
}

/** Entries of `[batch, pixels, channels]` in another order. */
function gathered(x: Node, places: readonly number[]): Node {
  if (places.length === x.shape[1] && places.every((place, i) => place === i)) return x;
  return make("gather", [x, constant(Int32Array.from(places), [places.length], "int32")], { axis: 1 });
}

const product = (a: Node, b: Node): Node => make("matMul", [a, b], { transposeA: false, transposeB: false });

function reshape(x: Node, shape: readonly number[]): Node {
  return make("reshape", [x], { shape });
}
