import { GenlabError, optionsOf, refuseUnknown, requireCounts, requirePositive } from "@genlab/core";
import {
  add,
  concat,
  conv2d,
  div,
  mul,
  reshape,
  split,
  square,
  sub,
  type Tensor,
  type Tensor4D,
  tensor4d,
  transpose,
} from "@tensorflow/tfjs-core";

export interface SimilarityOptions {
  /** The difference between the greatest and the least value that a pixel can have. Default 1. */
  readonly range?: number;
  /** Width of the Gaussian window of deviation 1.5, odd. Default 11, as in the paper; images must be as large. */
  readonly window?: number;
}

/** The options with their defaults, checked. */
export function similarityOptionsOf(loss: string, options: SimilarityOptions): Required<SimilarityOptions> {
  const { range = 1, window = 11, ...others } = optionsOf(loss, options);
  refuseUnknown(loss, others, { range, window });
  requirePositive(loss, { range });
  requireCounts(loss, { window });
  if (window % 2 === 0) throw new GenlabError(`\`window\` of ${loss} is ${window}. Expected an odd number.`);
  return { range, window };
}

/** Images `[batch, height, width, channels]` as one plane a channel, `[batch * channels, height, width, 1]`. */
export function planesOf(images: Tensor): Tensor4D {
  const [batch, height, width, channels] = images.shape as [number, number, number, number];
  return reshape(transpose(images, [0, 3, 1, 2]), [batch * channels, height, width, 1]);
}

/** Refuses what is not a batch of images of at least `size` pixels a side. */
export function checkImages(loss: string, images: Tensor, size: number, remedy: string): void {
  const [, height = 0, width = 0] = images.shape;
  if (images.rank === 4 && height >= size && width >= size) return;
  throw new GenlabError(
    `${loss}: images have shape [${images.shape}]. It needs [batch, height, width, channels] of at least ${size}×${size}. ${remedy}`,
  );
}

/**
 * The two factors of SSIM at each place of two batches of planes `[n, height, width, 1]`, without padding:
 * `luminance = (2 μx μy + C₁) / (μx² + μy² + C₁)` and `structure = (2 σxy + C₂) / (σx² + σy² + C₂)`.
 */
export function similarityMaps(x: Tensor4D, y: Tensor4D, { range, window }: Required<SimilarityOptions>) {
  const c1 = (0.01 * range) ** 2;
  const c2 = (0.03 * range) ** 2;
  const moments = blurred(concat([x, y, square(x), square(y), mul(x, y)], 0), window);
  const [mx, my, mxx, myy, mxy] = split(moments, 5) as [Tensor, Tensor, Tensor, Tensor, Tensor];
  const means = mul(mx, my);
  const squares = add(square(mx), square(my));
  return {
    luminance: div(add(mul(2, means), c1), add(squares, c1)),
    structure: div(add(mul(2, sub(mxy, means)), c2), add(sub(add(mxx, myy), squares), c2)),
  };
}

function blurred(planes: Tensor4D, window: number): Tensor4D {
  const weights = Array.from({ length: window }, (_, i) => Math.exp(-((i - (window - 1) / 2) ** 2) / (2 * 1.5 ** 2)));
  const total = weights.reduce((sum, weight) => sum + weight);
  const kernel = weights.map((weight) => weight / total);
  const across = conv2d(planes, tensor4d(kernel, [1, window, 1, 1]), 1, "valid");
  return conv2d(across, tensor4d(kernel, [window, 1, 1, 1]), 1, "valid");
}
