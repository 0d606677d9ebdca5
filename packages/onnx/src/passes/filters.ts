import { make, type Node, range } from "@genlab/graph";
import { gathered, type Numbers2, reshape, type Size } from "./patches.js";

/** A convolution's own filter, in blocks where it fills them: reordered and gathered, which has all threads, where a transpose has one. */
export function filterInBlocks(filter: Node, size: number): Node {
  const [rows, columns, channels, outputs] = filter.shape as Size;
  if (channels % size !== 0 || outputs % size !== 0) return filter;
  const [taps, count] = [rows * columns, channels / size];
  const blocked = make("toBlocks", [reshape(filter, [1, 1, taps * channels, outputs])], { size });
  const pieces = reshape(blocked, [outputs / size, taps * count, size * size]);
  const places = range(count).flatMap((block) => range(taps).map((tap) => tap * count + block));
  return reshape(gathered(pieces, places), [outputs / size, count, rows, columns, size, size]);
}

interface PhaseFilter {
  readonly strides: Numbers2;
  readonly blockSize: number;
}

/**
 * For the gradient by the input: `[taps of a phase, taps of a phase, outputs, phases · phases · channels]`, taps in reverse. In blocks where it
 * fills them.
 */
export function phaseFilter(filter: Node, [rows, columns]: Numbers2, { strides, blockSize }: PhaseFilter): Node {
  const [height, width, channels, outputs] = filter.shape as Size;
  const [down, across] = strides;
  const isWhole = height === rows * down && width === columns * across;
  if (isWhole && channels % blockSize === 0 && outputs % blockSize === 0) {
    return phaseFilterInBlocks(filter, [rows, columns], { strides, blockSize });
  }
  const paddings = [[0, rows * down - height] as const, [0, columns * across - width] as const, NONE, NONE];
  const whole = make("pad", [filter], { paddings, value: 0 });
  const apart = reshape(whole, [rows, down, columns, across, channels, outputs]);
  const size = apart.shape;
  const begin = [rows - 1, 0, columns - 1, 0, 0, 0];
  const reversed = make("slice", [apart], { begin, size, strides: [-1, 1, -1, 1, 1, 1] });
  const turned = make("transpose", [reversed], { permutation: [0, 2, 5, 1, 3, 4] });
  return reshape(turned, [rows, columns, outputs, down * across * channels]);
}

/** `[phases · phases · channels / size, outputs / size, taps of a phase, taps of a phase, size of outputs, size of channels]` */
function phaseFilterInBlocks(filter: Node, [rows, columns]: Numbers2, { strides, blockSize }: PhaseFilter): Node {
  const [height, width, channels, outputs] = filter.shape as Size;
  const [down, across] = strides;
  const [blocks, count] = [channels / blockSize, outputs / blockSize];
  const matrices = reshape(filter, [height * width, channels, outputs]);
  const blocked = make("rowsToBlocks", [matrices], { size: blockSize });
  const pieces = reshape(blocked, [1, height * width * blocks * count, blockSize * blockSize]);
  const places = range(down * across).flatMap((phase) =>
    range(blocks).flatMap((block) =>
      range(count).flatMap((output) =>
        range(rows * columns).map((tap) => {
          const row = (rows - 1 - Math.floor(tap / columns)) * down + Math.floor(phase / across);
          const column = (columns - 1 - (tap % columns)) * across + (phase % across);
          return ((row * width + column) * blocks + block) * count + output;
        }),
      ),
    ),
  );
  return reshape(gathered(pieces, places), [down * across * blocks, count, rows, columns, blockSize, blockSize]);
}

/**
 * For the gradient by the filter: dy as a filter in blocks, of which its examples are the channels, `[outputs / size, batch / size, height, width,
 * size, size]`.
 */
export function errorsInBlocks(dy: Node, size: number): Node {
  const [batch, height, width, outputs] = dy.shape as Size;
  const count = Math.ceil(outputs / size);
  const whole = make("pad", [dy], { paddings: [NONE, NONE, NONE, [0, count * size - outputs]], value: 0 });
  const blocked = make("toBlocks", [whole], { size });
  const apart = reshape(blocked, [batch / size, size, count, height, width, size]);
  return make("transpose", [apart], { permutation: [2, 0, 3, 4, 1, 5] });
}

const NONE = [0, 0] as const;
