import { pad, reshape, slice, type Tensor, util } from "@tensorflow/tfjs-core";

/** The entries `start` to `start + length` along an axis. */
export function sliceAlong(x: Tensor, axis: number, start: number, length: number): Tensor {
  const begin = x.shape.map((_, i) => (i === axis ? start : 0));
  return slice(
    x,
    begin,
    x.shape.map((size, i) => (i === axis ? length : size)),
  );
}

/** A tensor between zeros along an axis. */
export function padAlong(x: Tensor, axis: number, before: number, after: number): Tensor {
  if (before === 0 && after === 0) return x;
  return pad(
    x,
    x.shape.map((_, i) => (i === axis ? [before, after] : [0, 0])),
  );
}

/** Puts `factor - 1` zeros between neighbours along an axis. */
export function stuff(x: Tensor, axis: number, factor: number): Tensor {
  if (factor === 1) return x;
  const n = x.shape[axis]!;
  const stuffed = pad(apart(x, axis, 1), [
    [0, 0],
    [0, 0],
    [0, factor - 1],
    [0, 0],
  ]); // [outer, n, factor, inner]
  const shape = x.shape.map((size, i) => (i === axis ? n * factor : size));
  return sliceAlong(reshape(stuffed, shape), axis, 0, (n - 1) * factor + 1);
}

/** Keeps every `factor`-th entry along an axis, the first included: what `stuff` put in is gone. */
export function unstuff(x: Tensor, axis: number, factor: number): Tensor {
  if (factor === 1) return x;
  const n = Math.ceil(x.shape[axis]! / factor);
  const whole = padAlong(x, axis, 0, n * factor - x.shape[axis]!);
  const first = sliceAlong(apart(whole, axis, factor), 2, 0, 1);
  return reshape(
    first,
    x.shape.map((size, i) => (i === axis ? n : size)),
  );
}

/** `[outer, size / factor, factor, inner]`: four axes, which every backend pads and slices. */
function apart(x: Tensor, axis: number, factor: number): Tensor {
  const [outer, inner] = [util.sizeFromShape(x.shape.slice(0, axis)), util.sizeFromShape(x.shape.slice(axis + 1))];
  return reshape(x, [outer, x.shape[axis]! / factor, factor, inner]);
}
