import type { backend_util } from "@tensorflow/tfjs-core";

/** The part of a convolution's input that its filter reads: how much to keep, and how much padding around it. */
export interface RegionRead {
  readonly height: number;
  readonly width: number;
  readonly padding: backend_util.ExplicitPadding;
}

/** Rows and columns that a stride leaves unread at the end are cut off, so that a stride can become a dilation. */
export function regionRead(convolution: backend_util.Conv2DInfo): RegionRead {
  const { inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth, padInfo } = convolution;
  const bottom = (outHeight - 1) * strideHeight + convolution.effectiveFilterHeight - inHeight - padInfo.top;
  const right = (outWidth - 1) * strideWidth + convolution.effectiveFilterWidth - inWidth - padInfo.left;
  return {
    height: inHeight + Math.min(0, bottom),
    width: inWidth + Math.min(0, right),
    padding: [
      [0, 0],
      [padInfo.top, Math.max(0, bottom)],
      [padInfo.left, Math.max(0, right)],
      [0, 0],
    ],
  };
}
