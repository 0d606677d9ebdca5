import type { Emitter } from "./emitter.js";
import type { Lower } from "./lowerers.js";

/** Operations of ONNX Runtime's own on the processor. Its optimizer makes them of convolutions, but only where filters are constant. */
export const BLOCKED = "com.microsoft.nchwc";

/**
 * A convolution by kernels for which images lie as `[batch, channels / block, height, width, block]`.
 * https://github.com/microsoft/onnxruntime/blob/main/onnxruntime/core/mlas/lib/snchwc.cpp
 */
export const blockedConv: Lower<"blockedConv"> = ({ emitter, node }, [x, filter, bias], attributes) => {
  const { strides, pads, dilations, blockSize } = attributes;
  const [rows, columns, channels, outputs] = node.inputs[1]!.shape as FilterShape;
  const image =
    channels < blockSize
      ? emitter.emit("Transpose", [x], { perm: [0, 3, 1, 2] })
      : emitter.emitOf(BLOCKED, "ReorderInput", [x], { channels_last: 1 });
  const missing = blockSize * Math.ceil(outputs / blockSize) - outputs;
  const whole = padded(emitter, filter, [0, 0, 0, missing]);
  const inputs = [image, blockedFilter(emitter, whole, [rows, columns, channels, outputs + missing], blockSize)];
  if (node.inputs.length > 2) inputs.push(padded(emitter, bias, [missing]));
  const window = { kernel_shape: [rows, columns], strides, pads, dilations };
  const y = emitter.emitOf(BLOCKED, "Conv", inputs, window);
  return emitter.emitOf(BLOCKED, "ReorderOutput", [y], { channels: outputs, channels_last: 1 });
};

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
