import { type Attributes, type Graph, inverse, make, type Node, rewrite } from "@genlab/graph";

/** Writes convolutions, and their gradients, as those of ONNX between transposes. See docs/decisions/0002-onnx-convolutions.md. */
export const channelsFirst = (graph: Graph): Graph =>
  rewrite(graph, (node) => {
    switch (node.op) {
      case "conv2d":
        return forward(node.inputs as [Node, Node], node.attributes);
      case "conv2dByInput":
        return byInput(node.inputs as [Node, Node], node.attributes);
      case "conv2dByFilter":
        return byFilter(node.inputs as [Node, Node], node.attributes);
      default:
        return node;
    }
  });

const FIRST = [0, 3, 1, 2];
const LAST = inverse(FIRST);
/** From `[height, width, channels, outputs]` to `[outputs, channels, height, width]`, and from images to channels as examples. */
const FILTER = [3, 2, 0, 1];
const CHANNELS_AS_BATCH = [3, 0, 1, 2];

const transpose = (x: Node, permutation: readonly number[]): Node => make("transpose", [x], { permutation });

/** Depthwise filters `[height, width, channels, multiplier]` as those of groups, `[channels · multiplier, 1, height, width]`. */
function filterOf(filter: Node, depthwise: boolean): Node {
  if (!depthwise) return transpose(filter, FILTER);
  const [height, width, channels, multiplier] = filter.shape as [number, number, number, number];
  const shape = [channels * multiplier, 1, height, width];
  return make("reshape", [transpose(filter, [2, 3, 0, 1])], { shape });
}

const groupsOf = (channels: number, depthwise: boolean): number => (depthwise ? channels : 1);

function forward([x, filter]: readonly [Node, Node], attributes: Attributes["conv2d"]): Node {
  const { strides, pads, dilations, depthwise } = attributes;
  const groups = groupsOf(x.shape[3]!, depthwise);
  const y = make("conv", [transpose(x, FIRST), filterOf(filter, depthwise)], { strides, pads, dilations, groups });
  return transpose(y, LAST);
}

function byInput([dy, filter]: readonly [Node, Node], attributes: Attributes["conv2dByInput"]): Node {
  const { strides, pads, depthwise, inputShape } = attributes;
  const [, height, width, channels] = inputShape as [number, number, number, number];
  const dx = make("convTranspose", [transpose(dy, FIRST), filterOf(filter, depthwise)], {
    strides,
    pads,
    dilations: [1, 1],
    groups: groupsOf(channels, depthwise),
    outputSize: [height, width],
  });
  return transpose(dx, LAST);
}

/** A convolution of x by dy: channels take the part of examples, examples that of channels, and strides that of dilations. */
function byFilter([x, dy]: readonly [Node, Node], attributes: Attributes["conv2dByFilter"]): Node {
  const { strides, pads, depthwise, filterShape } = attributes;
  const window = { strides: [1, 1], pads, dilations: strides } as const;
  const [rows, columns, channels, outputs] = filterShape as [number, number, number, number];
  if (!depthwise) {
    const [images, filters] = [transpose(x, CHANNELS_AS_BATCH), transpose(dy, CHANNELS_AS_BATCH)];
    const whole = make("conv", [images, filters], { ...window, groups: 1 }); // [channels, outputs, rows, columns]
    return transpose(cropped(whole, rows, columns), [2, 3, 0, 1]);
  }
  // one example, of which every channel meets filters of its own
  const images = onlyExample(transpose(x, CHANNELS_AS_BATCH), channels);
  const filters = transpose(dy, CHANNELS_AS_BATCH); // [channels · multiplier, batch, height, width]
  const whole = make("conv", [images, filters], { ...window, groups: channels }); // [1, channels · multiplier, rows, columns]
  const taps = make("reshape", [cropped(whole, rows, columns)], { shape: [channels, outputs, rows, columns] });
  return transpose(taps, [2, 3, 0, 1]);
}

/** `[channels, batch, height, width]` as one example with `channels · batch` channels. */
function onlyExample(x: Node, channels: number): Node {
  const [, batch, height, width] = x.shape as [number, number, number, number];
  return make("reshape", [x], { shape: [1, channels * batch, height, width] });
}

/** Where strides leave rows out at the end, there are more shifts than taps. */
function cropped(taps: Node, rows: number, columns: number): Node {
  const [first, second] = taps.shape as [number, number];
  const size = [first, second, rows, columns];
  return make("slice", [taps], { begin: [0, 0, 0, 0], size, strides: [1, 1, 1, 1] });
}
