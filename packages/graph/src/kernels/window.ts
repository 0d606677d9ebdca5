import { backend_util, type Conv2DAttrs } from "@tensorflow/tfjs-core";
import type { Window } from "../node.js";
import { UnsupportedAttributes } from "./unsupported.js";

type Padding = Pick<Conv2DAttrs, "strides" | "pad" | "dimRoundingMode"> &
  Partial<Pick<Conv2DAttrs, "dataFormat" | "dilations">>;

/** The strides and the explicit padding of a convolution. */
export function windowOf(
  inputShape: readonly number[],
  filterShape: readonly number[],
  { strides, pad, dimRoundingMode, dataFormat = "NHWC", dilations = 1 }: Padding,
  depthwise: boolean,
): { readonly window: Window; readonly dilations: [number, number] } {
  if (dataFormat !== "NHWC") throw new UnsupportedAttributes(`in the layout ${dataFormat}`);
  const info = backend_util.computeConv2DInfo(
    [...inputShape] as [number, number, number, number],
    [...filterShape] as [number, number, number, number],
    strides,
    dilations,
    pad,
    dimRoundingMode,
    depthwise,
  );
  return {
    window: { strides: [info.strideHeight, info.strideWidth], pads: padsOf(info) },
    dilations: [info.dilationHeight, info.dilationWidth],
  };
}

/** The border of a pooling: as much as the windows reach into. */
export function poolOf(
  inputShape: readonly number[],
  { filterSize, strides, pad, dimRoundingMode }: Padding & { filterSize: [number, number] | number },
): { readonly window: Window; readonly filter: [number, number]; readonly size: [number, number] } {
  const shape = [...inputShape] as [number, number, number, number];
  const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  return {
    window: { strides: [info.strideHeight, info.strideWidth], pads: padsOf(info) },
    filter: [info.filterHeight, info.filterWidth],
    size: [info.outHeight, info.outWidth],
  };
}

/** The padding at the end is what the last window reaches, which with rounding may be more or less than tfjs says. */
function padsOf(info: backend_util.Conv2DInfo): Window["pads"] {
  const { top, left } = info.padInfo;
  const reach = (out: number, stride: number, extent: number) => (out - 1) * stride + extent;
  const bottom = reach(info.outHeight, info.strideHeight, info.effectiveFilterHeight) - top - info.inHeight;
  const right = reach(info.outWidth, info.strideWidth, info.effectiveFilterWidth) - left - info.inWidth;
  return [top, left, Math.max(0, bottom), Math.max(0, right)];
}
