import { constant, make, type Node } from "@genlab/graph";

export type Size = readonly [number, number, number, number];
export type Numbers2 = readonly [number, number];
export type NodeNamed<Name extends Node["op"]> = Extract<Node, { readonly op: Name }>;

export interface Patches {
  readonly strides: Numbers2;
  readonly pads: Size;
  readonly dilations: Numbers2;
  readonly window: Numbers2;
  /** Rows and columns of windows. */
  readonly size: Numbers2;
}

/** Every window's entries as a row: `[batch · windows, rows · columns · channels]`. */
export function patches(x: Node, { strides, pads, dilations, window, size }: Patches): Node {
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
  const enclosed = isInside
    ? flat
    : make("pad", [flat], {
        paddings: [
          [0, 0],
          [0, 1],
          [0, 0],
        ],
        value: 0,
      });
  return reshape(gathered(enclosed, places), [batch * size[0] * size[1], window[0] * window[1] * channels]);
}

/** Entries of `[batch, pixels, channels]` in another order. */
export function gathered(x: Node, places: readonly number[]): Node {
  if (places.length === x.shape[1] && places.every((place, i) => place === i)) return x;
  return make("gather", [x, constant(Int32Array.from(places), [places.length], "int32")], { axis: 1 });
}

export function reshape(x: Node, shape: readonly number[]): Node {
  return make("reshape", [x], { shape });
}
