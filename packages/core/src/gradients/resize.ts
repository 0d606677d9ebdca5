import {
  avgPool,
  engine,
  eye,
  matMul,
  mul,
  ResizeBilinear,
  type ResizeBilinearAttrs,
  ResizeNearestNeighbor,
  type ResizeNearestNeighborAttrs,
  reshape,
  type Tensor,
  type Tensor4D,
} from "@tensorflow/tfjs-core";
import { type Definitions, unary } from "./definition.js";

/** Resizing of images `[batch, height, width, channels]`. */
export const resize: Definitions = {
  [ResizeBilinear]: unary<ResizeBilinearAttrs>(
    (dy, images, attributes) => byMatrices(ResizeBilinear, dy, images, attributes),
    "images",
  ),
  [ResizeNearestNeighbor]: unary<ResizeNearestNeighborAttrs>((dy, images, attributes) => {
    const [, height, width] = images.shape as [number, number, number, number];
    const [down, across] = [attributes.size[0] / height, attributes.size[1] / width];
    // a whole factor makes copies in blocks
    if (!attributes.alignCorners && Number.isInteger(down) && Number.isInteger(across)) {
      return mul(avgPool(dy as Tensor4D, [down, across], [down, across], "valid"), down * across);
    }
    return byMatrices(ResizeNearestNeighbor, dy, images, attributes);
  }, "images"),
};

type Attributes = ResizeBilinearAttrs | ResizeNearestNeighborAttrs;

/**
 * A resize is a matrix for the rows and one for the columns; its gradient is their transposes. The matrices are what the kernel
 * makes of the identity, so that every option and backend has its own exact gradient.
 */
function byMatrices(kernel: string, dy: Tensor, images: Tensor, attributes: Attributes): Tensor {
  const [batch, height, width, channels] = images.shape as [number, number, number, number];
  const [newHeight, newWidth] = attributes.size;
  const matrix = (size: number, newSize: number) => {
    const columns = reshape(eye(size), [1, size, 1, size]);
    const resized = engine().runKernel<Tensor>(kernel, { images: columns }, { ...attributes, size: [newSize, 1] });
    return reshape(resized, [newSize, size]);
  };
  const rows = matMul(matrix(height, newHeight), reshape(dy, [batch, newHeight, newWidth * channels]), true); // [batch, height, ...]
  const both = matMul(matrix(width, newWidth), reshape(rows, [batch * height, newWidth, channels]), true);
  return reshape(both, images.shape);
}
