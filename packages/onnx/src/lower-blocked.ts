import type { Emitter, Lower } from "./emitter.js";
import { ELEMENT_TYPES } from "./model.js";

/** Operations of ONNX Runtime's own on the processor. Its optimizer makes them of convolutions, but only where filters are constant. */
export const BLOCKED = "com.microsoft.nchwc";

/**
 * Kernels for which images lie as `[batch, channels / block, height, width, block]`, and are called `[batch, channels, height, width]`.
 * https://github.com/microsoft/onnxruntime/blob/main/onnxruntime/core/mlas/lib/snchwc.cpp
 */
export const blocks = {
  toBlocks: (({ emitter, node }, [x]) => {
    const y = emitter.emitOf(BLOCKED, "ReorderInput", [x], { channels_last: 1 });
    return reshape(emitter, y, node.shape);
  }) satisfies Lower<"toBlocks">,
  fromBlocks: (({ emitter, node }, [x], { channels }) => {
    const whole = called(emitter, x, node.inputs[0]!.shape);
    const given = node.dtype === "float32" ? whole : emitter.emit("Cast", [whole], { to: ELEMENT_TYPES.float32 });
    const y = emitter.emitOf(BLOCKED, "ReorderOutput", [given], { channels, channels_last: 1 });
    return node.dtype === "float32" ? y : emitter.emit("Cast", [y], { to: ELEMENT_TYPES[node.dtype] });
  }) satisfies Lower<"fromBlocks">,
  rowsToBlocks: (({ emitter, node }, [x]) => {
    const [count, blocks, entries, size] = node.shape as [number, number, number, number];
    const image = reshape(emitter, x, [count, blocks * size, entries, 1]); // rows take the part of channels
    return reshape(emitter, emitter.emitOf(BLOCKED, "ReorderInput", [image], { channels_last: 0 }), node.shape);
  }) satisfies Lower<"rowsToBlocks">,
  blockedConv: (({ emitter, node }, [x, filter, bias], attributes) => {
    const { strides, pads, dilations, blockSize } = attributes;
    const { shape } = node.inputs[0]!;
    const image =
      shape.length === 5 ? called(emitter, x, shape) : emitter.emit("Transpose", [x], { perm: [0, 3, 1, 2] });
    const { name, outputs, kernel_shape } = filterOf(emitter, filter, node.inputs[1]!.shape, blockSize);
    const missing = node.shape[1]! * blockSize - outputs;
    const inputs = [image, name];
    if (node.inputs.length > 2) inputs.push(padded(emitter, bias, [missing]));
    const window = { kernel_shape, strides, pads, dilations };
    return reshape(emitter, emitter.emitOf(BLOCKED, "Conv", inputs, window), node.shape);
  }) satisfies Lower<"blockedConv">,
};

const reshape = (emitter: Emitter, x: string, shape: readonly number[]): string =>
  emitter.emit("Reshape", [x, emitter.ints(shape)]);

/** Blocks under the shape that the kernels call them by. */
function called(emitter: Emitter, x: string, shape: readonly number[]): string {
  const [batch, count, height, width, size] = shape as [number, number, number, number, number];
  return reshape(emitter, x, [batch, count * size, height, width]);
}

/** A filter as the kernels want it, and what it is called by. */
function filterOf(emitter: Emitter, filter: string, shape: readonly number[], blockSize: number) {
  if (shape.length === 6) {
    const [count, channels, rows, columns, size] = shape as [number, number, number, number, number];
    const outputs = count * size;
    const name = reshape(emitter, filter, [outputs, channels * size, rows, columns]);
    return { name, outputs, kernel_shape: [rows, columns] };
  }
  const [rows, columns, channels, outputs] = shape as FilterShape;
  const missing = blockSize * Math.ceil(outputs / blockSize) - outputs;
  const whole = padded(emitter, filter, [0, 0, 0, missing]);
  const name = blockedFilter(emitter, whole, [rows, columns, channels, outputs + missing], blockSize);
  return { name, outputs, kernel_shape: [rows, columns] };
}

type FilterShape = readonly [rows: number, columns: number, channels: number, outputs: number];

/**
 * A filter as `[outputs / block, channels / block, rows, columns, block of channels, block of outputs]`, or where an image has less
 * than a block of channels, `[outputs / block, channels, rows, columns, block of outputs]`; in either case under the shape that ONNX
 * has for it, `[outputs, channels, rows, columns]`.
 */
function blockedFilter(
  emitter: Emitter,
  filter: string,
  [rows, columns, channels, outputs]: FilterShape,
  block: number,
): string {
  const isNarrow = channels < block;
  const split = isNarrow ? [channels, outputs / block, block] : [channels / block, block, outputs / block, block];
  const perm = isNarrow ? [3, 2, 0, 1, 4] : [4, 2, 0, 1, 3, 5];
  const apart = emitter.emit("Reshape", [filter, emitter.ints([rows, columns, ...split])]);
  const turned = emitter.emit("Transpose", [apart], { perm });
  return emitter.emit("Reshape", [turned, emitter.ints([outputs, channels, rows, columns])]);
}

/** Zeros behind the entries of each axis. */
function padded(emitter: Emitter, x: string, after: readonly number[]): string {
  if (after.every((length) => length === 0)) return x;
  return emitter.emit("Pad", [x, emitter.ints([...after.map(() => 0), ...after]), emitter.float(0)]);
}
