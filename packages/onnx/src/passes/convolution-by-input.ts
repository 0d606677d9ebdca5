import { make, type Node, range } from "@genlab/graph";
import { phaseFilter } from "./filters.js";
import { isBlocked } from "./is-blocked.js";
import { gathered, type NodeNamed, type Numbers2, reshape, type Size } from "./patches.js";

/**
 * The gradient by x at row `i` sums `dy[o] · filter[t]` over all `o · stride − pad + t = i`. With `i + pad = stride · j + b` and
 * `t = stride · u + b`, the rows of one `b` are a convolution of dy at stride 1 by every stride-th tap in reverse: `o = j − u`. The
 * convolutions of all `b` are channels of one, and gathered between one another.
 */
export function byInput(node: NodeNamed<"conv2dByInput">, blockSize: number): Node {
  const { inputs, attributes, shape } = node;
  const [dy, filter] = inputs as [Node, Node];
  const { strides } = attributes;
  const [batch, height, width, channels] = shape as Size;
  const [rows, columns] = [phasesOf(axisOf(node, 0)), phasesOf(axisOf(node, 1))];
  const phases = strides[0] * strides[1];
  const excess = (rows.count * columns.count * phases) / (height * width);
  if (!isBlocked(width, dy.shape[3]!, blockSize) || excess > MOST_EXCESS) return byTaps(node);
  const image = dy.shape[3]! < blockSize ? dy : make("toBlocks", [dy], { size: blockSize });
  const y = make("blockedConv", [image, phaseFilter(filter, [rows.taps, columns.taps], { strides, blockSize })], {
    strides: [1, 1],
    pads: [rows.before, columns.before, rows.after, columns.after],
    dilations: [1, 1],
    blockSize,
  });
  if (channels % blockSize !== 0) {
    const whole = make("fromBlocks", [y], { channels: phases * channels });
    const places = rows.places.flatMap(([row, b]) =>
      columns.places.map(([column, c]) => ((row * columns.count + column) * strides[0] + b) * strides[1] + c),
    );
    const size = rows.count * columns.count * phases;
    return reshape(gathered(reshape(whole, [batch, size, channels]), places), shape);
  }
  // the same without leaving the blocks
  const blocks = channels / blockSize;
  const places = Array.from({ length: blocks }, (_, block) =>
    rows.places.flatMap(([row, b]) =>
      columns.places.map(([column, c]) => {
        return (((b * strides[1] + c) * blocks + block) * rows.count + row) * columns.count + column;
      }),
    ),
  );
  const size = phases * blocks * rows.count * columns.count;
  const spread = gathered(reshape(y, [batch, size, blockSize]), places.flat());
  return make("fromBlocks", [reshape(spread, [batch, blocks, height, width, blockSize])], { channels });
}

/** Phases are convolved together, over all rows and columns that one of them needs. By `byTaps` none is computed in vain. */
const MOST_EXCESS = 1.5;

/** What counts along one axis of x. */
interface Axis {
  readonly length: number;
  readonly stride: number;
  readonly pad: number;
  readonly taps: number;
  /** The length of dy. */
  readonly reach: number;
}

function axisOf({ inputs, attributes, shape }: NodeNamed<"conv2dByInput">, axis: 0 | 1): Axis {
  const [dy, filter] = inputs as [Node, Node];
  return {
    length: shape[axis + 1]!,
    stride: attributes.strides[axis],
    pad: attributes.pads[axis],
    taps: filter.shape[axis]!,
    reach: dy.shape[axis + 1]!,
  };
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

const NONE = [0, 0] as const;

/**
 * The gradient by x as the product of dy and the filter, of which each row of x takes the entries of the taps that met it. A pixel of
 * zeros more in dy stands for those outside.
 */
function byTaps(node: NodeNamed<"conv2dByInput">): Node {
  const { inputs, shape } = node;
  const [dy, filter] = inputs as [Node, Node];
  const [batch, , , channels] = shape as Size;
  const [, reachDown, reachAcross, outputs] = dy.shape as Size;
  const [rows, columns] = filter.shape as Size;
  const pixels = reachDown * reachAcross;
  // several examples with one pixel of zeros, for which the product is computed in vain
  const together = togetherOf(batch, pixels);
  const length = together * pixels + 1;
  const groups = reshape(dy, [batch / together, together * pixels, outputs]);
  const enclosed = make("pad", [groups], { paddings: [NONE, [0, 1], NONE], value: 0 });
  const matrix = reshape(filter, [rows * columns * channels, outputs]);
  const rowsOfErrors = reshape(enclosed, [(batch / together) * length, outputs]);
  const products = make("matMul", [rowsOfErrors, matrix], { transposeA: false, transposeB: true });
  const entries = reshape(products, [batch / together, length * rows * columns, channels]);
  const [down, across] = [meetings(axisOf(node, 0)), meetings(axisOf(node, 1))];
  const parts = down.flatMap((each) =>
    across.map((other) => {
      const places = range(together).flatMap((example) =>
        each.flatMap(([row, tap]) =>
          other.map(([column, otherTap]) => {
            const isOutside = row < 0 || column < 0;
            const pixel = isOutside ? together * pixels : example * pixels + row * reachAcross + column;
            return (pixel * rows + tap) * columns + otherTap;
          }),
        ),
      );
      return gathered(entries, places);
    }),
  );
  return reshape(
    parts.reduce((sum, part) => make("add", [sum, part])),
    shape,
  );
}

/** How many examples have a pixel of zeros together: it is to be one of hundreds. */
function togetherOf(batch: number, pixels: number): number {
  let together = 1;
  while (together * pixels < 256 && batch % (2 * together) === 0) together *= 2;
  return together;
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
