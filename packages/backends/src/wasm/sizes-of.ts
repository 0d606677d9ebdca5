import { backend_util, type Conv2DAttrs } from "@tensorflow/tfjs-core";

type Shape4 = [number, number, number, number];
type Attributes = Pick<Conv2DAttrs, "strides" | "pad" | "dimRoundingMode"> &
  Partial<Pick<Conv2DAttrs, "dataFormat" | "dilations">>;

/** All sizes of a convolution, by the shapes of its input and its filter. */
export function sizesOf(
  input: Shape4,
  filter: Shape4,
  { strides, pad, dimRoundingMode, dataFormat = "NHWC", dilations = 1 }: Attributes,
  kind: "dense" | "depthwise",
): backend_util.Conv2DInfo {
  const format = backend_util.convertConv2DDataFormat(dataFormat);
  const depthwise = kind === "depthwise";
  return backend_util.computeConv2DInfo(input, filter, strides, dilations, pad, dimRoundingMode, depthwise, format);
}
