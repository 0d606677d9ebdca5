import { make, type Node, range, scalarOf } from "@genlab/graph";
import { byPatches } from "./by-patches.js";
import { errorsInBlocks } from "./filters.js";
import { gathered, type NodeNamed, type Numbers2, reshape, type Size } from "./patches.js";

/** The gradient by the filter, as a convolution where examples and channels fill blocks, and otherwise as products of matrices. */
export function byFilter(node: NodeNamed<"conv2dByFilter">, blockSize: number): Node {
  const [batch, , , channels] = node.inputs[0]!.shape as Size;
  return batch % blockSize === 0 && channels >= blockSize ? asConvolution(node, blockSize) : byPatches(node);
}

/**
 * A convolution of x by dy, without stride, in which examples take the part of channels. The entry of the tap `t = stride · u + b` sums
 * over the pixels o what x has at `stride · (o + u) + b − pad`: images of the pixels of one b, in which pixel `o + u` meets pixel o of dy.
 * Channels lie beside one another in the rows of these images, so that taps are as far apart as there are channels, and rows are wide.
 */
function asConvolution({ inputs, attributes }: NodeNamed<"conv2dByFilter">, blockSize: number): Node {
  const [x, dy] = inputs as [Node, Node];
  const { strides, pads, filterShape } = attributes;
  const [rows, columns, channels, outputs] = filterShape as Size;
  const taps = [Math.ceil(rows / strides[0]), Math.ceil(columns / strides[1])] as const;
  const size = [dy.shape[1]! + taps[0] - 1, dy.shape[2]! + taps[1] - 1] as const;
  const phases = strides[0] * strides[1];
  const images = phaseImages(x, { blockSize, size, strides, pads });
  const y = make("blockedConv", [images, errorsInBlocks(dy, blockSize)], {
    strides: [1, 1],
    pads: [0, 0, 0, 0],
    dilations: [1, channels],
    blockSize,
  });
  const whole = reshape(make("fromBlocks", [y], { channels: outputs }), [
    1,
    phases * taps[0] * taps[1],
    channels * outputs,
  ]);
  const order = range(rows).flatMap((row) =>
    range(columns).map((column) => {
      const phase = (row % strides[0]) * strides[1] + (column % strides[1]);
      return (phase * taps[0] + Math.floor(row / strides[0])) * taps[1] + Math.floor(column / strides[1]);
    }),
  );
  return reshape(gathered(whole, order), filterShape);
}

/**
 * `[phases, batch / size, rows, columns · channels, size]`: for each place within the stride the pixels that are there, with the zeros around
 * the image that windows meet, and examples in blocks.
 */
function phaseImages(x: Node, { blockSize, size, strides, pads }: PhaseImages): Node {
  const [batch, height, width, channels] = x.shape as Size;
  // where forward convolutions have x in blocks of channels, from there
  const isWhole = channels % blockSize === 0;
  const given = isWhole ? make("toBlocks", [x], { size: blockSize }) : x;
  const [count, across] = isWhole ? [channels / blockSize, blockSize] : [1, channels];
  const pixels = height * width;
  const blocks = batch / blockSize;
  const examples = make("rowsToBlocks", [reshape(given, [1, batch, pixels * channels])], { size: blockSize });
  const pieces = reshape(examples, [blocks, count * pixels, across * blockSize]);
  // one more piece, of zeros, for what lies outside
  const zeros = make("broadcast", [scalarOf(0)], { shape: [blocks, 1, across * blockSize] });
  const enclosed = make("concat", [pieces, zeros], { axis: 1 });
  const along = (i: 0 | 1, phase: number, length: number) =>
    range(size[i]).map((place) => {
      const at = place * strides[i] + phase - pads[i]!;
      return at < length ? at : -1;
    });
  const places = range(strides[0] * strides[1]).flatMap((phase) => {
    const columns = along(1, phase % strides[1], width);
    const pixelsOf = along(0, Math.floor(phase / strides[1]), height).flatMap((row) =>
      columns.map((column) => (row < 0 || column < 0 ? undefined : row * width + column)),
    );
    return range(blocks).flatMap((block) =>
      pixelsOf.flatMap((pixel) =>
        range(count).map(
          (i) => block * (count * pixels + 1) + (pixel === undefined ? count * pixels : i * pixels + pixel),
        ),
      ),
    );
  });
  const flat = reshape(enclosed, [1, blocks * (count * pixels + 1), across * blockSize]);
  return reshape(gathered(flat, places), [strides[0] * strides[1], blocks, size[0], size[1] * channels, blockSize]);
}

interface PhaseImages {
  readonly blockSize: number;
  /** Rows and columns of an image. */
  readonly size: Numbers2;
  readonly strides: Numbers2;
  readonly pads: Size;
}
