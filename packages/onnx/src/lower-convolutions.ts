import { GenlabError } from "@genlab/core";
import type { Attributes, GroupedConvolution, OperationName } from "@genlab/graph";
import type { Lower } from "./emitter.js";
import { blocks } from "./lower-blocked.js";
import type { OnnxAttributes } from "./model.js";

/** What `channelsFirst` leaves none of. */
const unlowered =
  <Name extends OperationName>(name: Name): Lower<Name> =>
  () => {
    throw new GenlabError(`${name} has no counterpart in ONNX. Apply the pass channelsFirst before.`);
  };

const shared = ({ strides, dilations, groups }: GroupedConvolution): OnnxAttributes => ({
  strides,
  dilations,
  group: groups,
});

/** Convolutions and pooling. */
export const convolutions = {
  conv2d: unlowered("conv2d"),
  conv2dByInput: unlowered("conv2dByInput"),
  conv2dByFilter: unlowered("conv2dByFilter"),
  conv: (({ emitter, node }, inputs, attributes) => {
    const kernel_shape = node.inputs[1]!.shape.slice(2);
    return emitter.emit("Conv", inputs, { ...shared(attributes), pads: attributes.pads, kernel_shape });
  }) satisfies Lower<"conv">,
  convTranspose: (({ emitter, node }, inputs, attributes) => {
    const kernel_shape = node.inputs[1]!.shape.slice(2);
    const { pads, strides, dilations, outputSize } = attributes;
    const size = node.inputs[0]!.shape.slice(2);
    // rows and columns at the end that no window reaches
    const output_padding = outputSize.map((length, i) => {
      const reach = (size[i]! - 1) * strides[i]! + (kernel_shape[i]! - 1) * dilations[i]! + 1;
      return length + pads[i]! + pads[i + 2]! - reach;
    });
    return emitter.emit("ConvTranspose", inputs, { ...shared(attributes), pads, kernel_shape, output_padding });
  }) satisfies Lower<"convTranspose">,
  ...blocks,
  maxPool: (({ emitter }, [x], { strides, pads, window }: Attributes["maxPool"]) => {
    const first = emitter.emit("Transpose", [x], { perm: [0, 3, 1, 2] });
    const pooled = emitter.emit("MaxPool", [first], { kernel_shape: window, strides, pads });
    return emitter.emit("Transpose", [pooled], { perm: [0, 2, 3, 1] });
  }) satisfies Lower<"maxPool">,
};
