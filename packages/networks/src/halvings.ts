import { GenlabError, requireCounts, requireSizes } from "@genlab/core";
import type { Activation } from "@genlab/layers";
import { slice, type Tensor } from "@tensorflow/tfjs-core";

/** Height, width and channels. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/**
 * Whether these are images, whose height and width can be halved so often, rounded up where they are odd: convolutional networks take them.
 *
 * @throws GenlabError for times that are no count.
 */
export function canHalve(shape: readonly number[], times: number): boolean {
  requireCounts("canHalve", { times }, 0);
  const [height = 0, width = 0] = shape;
  return shape.length === 3 && Math.min(height, width) >= 2 ** times;
}

/** Whether these are images, whose height and width can be halved so often without rest. */
export function canHalveEvenly(shape: readonly number[], times: number): boolean {
  const [height = 0, width = 0] = shape;
  return canHalve(shape, times) && height % 2 ** times === 0 && width % 2 ** times === 0;
}

/**
 * Sizes of images of this shape after 0, 1, … halvings, rounded up as convolutions with padding "same" do.
 *
 * @throws GenlabError when they cannot be halved so often.
 */
export function halvings(shape: readonly number[], times: number): readonly ImageShape[] {
  requireSizes("halvings", { shape });
  if (!canHalve(shape, times)) {
    throw new GenlabError(
      `Images of shape [${shape.join(", ")}] cannot be halved ${times} times. Expected [height, width, channels] with height and width ` +
        `of at least ${2 ** times}: resize the images, use fewer channels, or a dense network.`,
    );
  }
  const [height, width, channels] = shape as ImageShape;
  const halved = (size: number, i: number) => Math.ceil(size / 2 ** i);
  return Array.from({ length: times + 1 }, (_, i) => [halved(height, i), halved(width, i), channels]);
}

/** Height, width and channels of images of this shape after so many halvings without rest. */
export function evenHalvings(shape: readonly number[], times: number): ImageShape {
  const last = halvings(shape, times).at(-1)!;
  if (canHalveEvenly(shape, times)) return last;
  throw new GenlabError(
    `Images of shape [${shape.join(", ")}] cannot be halved ${times} times without rest. Expected height and width divisible by ` +
      `${2 ** times}: pad or resize the images, use fewer channels, or a convolutional network, which takes other sizes too.`,
  );
}

/** What follows a layer that doubles height and width where the next size is less than the double: a crop at the end. */
export function cropped([height, width]: ImageShape, [rows, columns]: ImageShape): Activation[] {
  if (rows === 2 * height && columns === 2 * width) return [];
  return [
    function crop(x: Tensor): Tensor {
      return slice(x, [0, 0, 0, 0], [x.shape[0]!, rows, columns, x.shape[3]!]);
    },
  ];
}
