import {
  ResizeBilinear,
  type ResizeBilinearAttrs,
  ResizeNearestNeighbor,
  type ResizeNearestNeighborAttrs,
} from "@tensorflow/tfjs-core";
import { constant, make } from "../make.js";
import type { Node } from "../node.js";
import { broadcast, type Kernels, kernel, matMul, reshape } from "./kernel.js";

/** Resizing of images `[batch, height, width, channels]`. */
export const resize: Kernels = {
  [ResizeNearestNeighbor]: kernel<ResizeNearestNeighborAttrs>(({ images }, attributes) => {
    const [batch, height, width, channels] = images!.shape as [number, number, number, number];
    const [newHeight, newWidth] = attributes.size;
    const [down, across] = [newHeight / height, newWidth / width];
    if (
      !attributes.alignCorners &&
      !attributes.halfPixelCenters &&
      Number.isInteger(down) &&
      Number.isInteger(across)
    ) {
      const apart = reshape(images!, [batch, height, 1, width, 1, channels]);
      const copies = broadcast(apart, [batch, height, down, width, across, channels]);
      return reshape(copies, [batch, newHeight, newWidth, channels]);
    }
    const rows = make("gather", [images!, nearest(height, newHeight, attributes)], { axis: 1 });
    return make("gather", [rows, nearest(width, newWidth, attributes)], { axis: 2 });
  }),
  [ResizeBilinear]: kernel<ResizeBilinearAttrs>(({ images }, attributes) => {
    const [batch, height, width, channels] = images!.shape as [number, number, number, number];
    const [newHeight, newWidth] = attributes.size;
    const rows = matMul(weights(height, newHeight, attributes), reshape(images!, [batch, height, width * channels]));
    const columns = matMul(weights(width, newWidth, attributes), reshape(rows, [batch * newHeight, width, channels]));
    return reshape(columns, [batch, newHeight, newWidth, channels]);
  }),
};

interface Corners {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

const scaleOf = (size: number, newSize: number, { alignCorners }: Corners): number =>
  alignCorners && newSize > 1 ? (size - 1) / (newSize - 1) : size / newSize;

/** The row that each new row copies. */
function nearest(size: number, newSize: number, corners: Corners): Node {
  const scale = scaleOf(size, newSize, corners);
  const indices = Int32Array.from({ length: newSize }, (_, i) => {
    const at = corners.halfPixelCenters ? scale * (i + 0.5) : scale * i;
    const whole = corners.alignCorners ? Math.round(at) : Math.floor(at);
    return Math.max(0, Math.min(size - 1, whole));
  });
  return constant(indices, [newSize], "int32");
}

/** The weights of old rows in new rows, `[new size, size]`. */
function weights(size: number, newSize: number, corners: Corners): Node {
  const scale = scaleOf(size, newSize, corners);
  const matrix = new Float32Array(newSize * size);
  for (let i = 0; i < newSize; i++) {
    const at = corners.halfPixelCenters ? scale * (i + 0.5) - 0.5 : scale * i;
    const low = Math.max(0, Math.floor(at));
    const high = Math.min(size - 1, Math.ceil(at));
    const share = at - low;
    matrix[i * size + low]! += 1 - share;
    matrix[i * size + high]! += share;
  }
  return constant(matrix, [newSize, size], "float32");
}
