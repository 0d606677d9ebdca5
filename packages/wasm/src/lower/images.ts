import { type Convolution, type Node, stridesOf, type Window } from "@genlab/graph";
import type { Place, Table } from "./call.js";
import { copy, fill } from "./lower-moves.js";
import type { Lowering } from "./lowering.js";

/** Images, and the windows of a convolution in them. */
export interface Images {
  readonly batch: number;
  /** With the padding. */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Windows in a column and in a row. */
  readonly windows: readonly [number, number];
}

type Shape = readonly [number, number, number, number];

/** Of x `[batch, height, width, channels]` and y `[batch, rows, columns, …]`. */
export function imagesOf(x: readonly number[], y: readonly number[], { pads }: Window): Images {
  const [batch, height, width, channels] = x as Shape;
  const [top, left, bottom, right] = pads;
  const windows = y.slice(1, 3) as [number, number];
  return { batch, height: height + top + bottom, width: width + left + right, channels, windows };
}

export const paddedShape = ({ batch, height, width, channels }: Images): number[] => [batch, height, width, channels];

const isPadded = ({ pads }: Window): boolean => pads.some((count) => count > 0);

/** x with its padding. */
export function padded(lowering: Lowering, x: Node, images: Images, window: Window, value = 0): Place {
  if (!isPadded(window)) return x;
  const shape = paddedShape(images);
  const to = lowering.temporary(shape.reduce((size, length) => size * length));
  fill(lowering, to, value, to.bytes / 4);
  copy(lowering, to, x, {
    shape: x.shape,
    to: stridesOf(shape),
    toStart: startOf(images, window),
    from: stridesOf(x.shape),
  });
  return to;
}

/** Where a gradient with its padding is summed up, all zeros; `crop` leaves the padding out. */
export function gradientOf(lowering: Lowering, node: Node, images: Images, window: Window) {
  const size = paddedShape(images).reduce((product, length) => product * length);
  const place: Place = isPadded(window) ? lowering.temporary(size) : node;
  fill(lowering, place, 0, size);
  const crop = () => {
    if (place === node) return;
    const from = stridesOf(paddedShape(images));
    copy(lowering, node, place, {
      shape: node.shape,
      to: stridesOf(node.shape),
      from,
      fromStart: startOf(images, window),
    });
  };
  return { place, crop };
}

const startOf = ({ width, channels }: Images, { pads: [top, left] }: Window): number => (top * width + left) * channels;

/** The offset of every window, in bytes. */
export function offsetsOf(lowering: Lowering, images: Images, { strides }: Pick<Convolution, "strides">): Table {
  return lowering.table(JSON.stringify([images, strides]), () => offsets(images, strides));
}

function offsets(images: Images, [down, across]: readonly [number, number]): number[] {
  const { batch, height, width, channels, windows } = images;
  const result: number[] = [];
  for (let image = 0; image < batch; image++) {
    for (let row = 0; row < windows[0]; row++) {
      for (let column = 0; column < windows[1]; column++) {
        result.push(4 * channels * ((image * height + row * down) * width + column * across));
      }
    }
  }
  return result;
}
