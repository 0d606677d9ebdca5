import { GenlabError } from "@genlab/core";
import type { Attributes, Window } from "@genlab/graph";
import type { NodeAttributes } from "../encode/graph-def.js";
import type { Emitter, Lower } from "./emitter.js";
import { padded } from "./padded.js";

const FLOAT32 = { type: "float32" } as const;
const INT32 = { type: "int32" } as const;

interface Sizes {
  readonly image: readonly number[];
  readonly filter: readonly number[];
}

/** Convolutions, their gradients and pooling, over images `[batch, height, width, channels]`. */
export const convolutions = {
  conv2d: (({ emitter, node }, [x, filter], { strides, dilations, pads, depthwise }) => {
    const [image, taps] = [node.inputs[0]!.shape, node.inputs[1]!.shape];
    const reach = [0, 1].map((i) => (taps[i]! - 1) * dilations[i]! + 1);
    const isSame = fillsUp({ image, filter: reach }, { strides, pads });
    const source = isSame ? x : enclosed(emitter, x, pads, 0);
    const padding = isSame ? "SAME" : "VALID";
    if (depthwise) refuseUneven(strides);
    else {
      const attributes = { ...common(strides, padding), dilations: [1, ...dilations, 1] };
      return multiplied(emitter, "Conv2D", [source, filter], { attributes, factors: [0, 1], shapes: [image, taps] });
    }
    const spread = spreadOut(emitter, filter, { taps, dilations });
    return emitter.emit("DepthwiseConv2dNative", [source, spread], common(strides, padding));
  }) satisfies Lower<"conv2d">,

  conv2dByInput: (({ emitter, node }, [dy, filter], { strides, pads, depthwise, inputShape }) => {
    const isSame = fillsUp({ image: inputShape, filter: node.inputs[1]!.shape }, { strides, pads });
    const [top, left, bottom, right] = isSame ? [0, 0, 0, 0] : pads;
    const [batch, height, width, channels] = inputShape as [number, number, number, number];
    const sizes = emitter.ints([batch, height + top + bottom, width + left + right, channels]);
    const attributes = common(strides, isSame ? "SAME" : "VALID");
    if (depthwise) refuseUneven(strides);
    const whole = depthwise
      ? emitter.emit("DepthwiseConv2dNativeBackpropInput", [sizes, filter, dy], attributes)
      : multiplied(emitter, "Conv2DBackpropInput", [sizes, filter, dy], {
          ...{ attributes, factors: [1, 2] },
          shapes: [inputShape, node.inputs[0]!.shape],
        });
    if (top + left + bottom + right === 0) return whole;
    const [begin, size] = [emitter.ints([0, top, left, 0]), emitter.ints(inputShape)];
    return emitter.emit("Slice", [whole, begin, size], { T: FLOAT32, Index: INT32 });
  }) satisfies Lower<"conv2dByInput">,

  conv2dByFilter: (({ emitter, node }, [x, dy], { strides, pads, depthwise, filterShape }) => {
    const isSame = fillsUp({ image: node.inputs[0]!.shape, filter: filterShape }, { strides, pads });
    const source = isSame ? x : enclosed(emitter, x, pads, 0);
    const attributes = common(strides, isSame ? "SAME" : "VALID");
    const inputs = [source, emitter.ints(filterShape), dy];
    if (depthwise) {
      refuseUneven(strides);
      return emitter.emit("DepthwiseConv2dNativeBackpropFilter", inputs, attributes);
    }
    const shapes = node.inputs.map(({ shape }) => shape);
    return multiplied(emitter, "Conv2DBackpropFilter", inputs, { attributes, factors: [0, 2], shapes });
  }) satisfies Lower<"conv2dByFilter">,

  maxPool: (({ emitter }, [x], { strides, pads, window }: Attributes["maxPool"]) => {
    const source = enclosed(emitter, x, pads, Number.NEGATIVE_INFINITY);
    return emitter.emit("MaxPool", [source], { ...common(strides, "VALID"), ksize: [1, ...window, 1] });
  }) satisfies Lower<"maxPool">,
};

interface Factors {
  readonly attributes: NodeAttributes;
  /** Which inputs are multiplied. */
  readonly factors: readonly number[];
  /** Of what has channels last: images, or a filter. */
  readonly shapes: readonly (readonly number[])[];
}

/** In float32 where a number of channels is odd: on a processor TensorFlow 2.21 has wrong sums of those in bfloat16, off by their own size. */
function multiplied(emitter: Emitter, operation: string, inputs: readonly string[], of: Factors): string {
  const { attributes, factors, shapes } = of;
  if (shapes.some((shape) => shape.at(-1)! % 2 === 1)) return emitter.emit(operation, inputs, attributes);
  return emitter.product(operation, inputs, attributes, factors);
}

const common = (strides: Window["strides"], padding: "SAME" | "VALID"): NodeAttributes => ({
  T: FLOAT32,
  strides: [1, ...strides, 1],
  padding,
});

/** Here, since TensorFlow says so only when it computes. */
function refuseUneven([down, across]: Window["strides"]): void {
  if (down === across) return;
  throw new GenlabError(
    `A depthwise convolution has the strides [${down}, ${across}]; TensorFlow has equal ones only.`,
  );
}

/** Whether the border is the one that TensorFlow calls SAME. https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2 */
function fillsUp({ image, filter }: Sizes, { strides, pads }: Window): boolean {
  return [0, 1].every((i) => {
    const [length, stride] = [image[i + 1]!, strides[i]!];
    const missing = Math.max(0, (Math.ceil(length / stride) - 1) * stride + filter[i]! - length);
    return pads[i] === Math.floor(missing / 2) && pads[i + 2] === Math.ceil(missing / 2);
  });
}

function enclosed(emitter: Emitter, x: string, [top, left, bottom, right]: Window["pads"], value: number): string {
  if (top + left + bottom + right === 0) return x;
  const paddings = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ] as const;
  return padded(emitter, x, { paddings, value, type: "float32" });
}

interface Spread {
  readonly taps: readonly number[];
  readonly dilations: readonly [number, number];
}

/** A filter with zeros between its entries: TensorFlow's depthwise convolution on the processor has no dilation. */
function spreadOut(emitter: Emitter, filter: string, { taps, dilations: [down, across] }: Spread): string {
  if (down === 1 && across === 1) return filter;
  const [rows, columns, ...rest] = taps as [number, number, number, number];
  const reshaped = (x: string, shape: readonly number[]) =>
    emitter.emit("Reshape", [x, emitter.ints(shape)], { T: FLOAT32, Tshape: INT32 });
  const apart = reshaped(filter, [rows, 1, columns, 1, ...rest]);
  const paddings = [
    [0, 0],
    [0, down - 1],
    [0, 0],
    [0, across - 1],
    [0, 0],
    [0, 0],
  ] as const;
  const spread = padded(emitter, apart, { paddings, value: 0, type: "float32" });
  const whole = reshaped(spread, [rows * down, columns * across, ...rest]);
  const size = [(rows - 1) * down + 1, (columns - 1) * across + 1, ...rest];
  return emitter.emit("Slice", [whole, emitter.ints([0, 0, 0, 0]), emitter.ints(size)], { T: FLOAT32, Index: INT32 });
}
