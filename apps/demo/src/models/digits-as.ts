import type { Pictures } from "../pictures/pictures.js";

/** The share of MNIST's 28 pixels that a digit fills. */
const BOX = 20 / 28;
const AT_A_TIME = 250;

/**
 * The digits that come with GenLab as images of a shape: as they are where they fit, else enlarged and with a margin, as MNIST has one.
 * Pauses in between, as the page is to go on moving.
 */
export async function digitsAs(shape: readonly number[], part: "train" | "test", count = Infinity): Promise<Pictures> {
  const { digits } = await import("@genlab/data");
  const all = await digits({ part });
  const indices = Array.from({ length: Math.min(count, all.length) }, (_, index) => index);
  const { x, y } = all.batch(indices);
  const pixels = x!.data as Float32Array;
  const [height = 1, width = 1, channels = 1] = shape;
  if (height === SIDE && width === SIDE && channels === 1) return { x: x!, y: y! };
  const size = height * width * channels;
  const data = new Float32Array(indices.length * size);
  for (const index of indices) {
    const digit = pixels.subarray(index * SIDE * SIDE, (index + 1) * SIDE * SIDE);
    enlarge(digit, data.subarray(index * size, (index + 1) * size), { height, width, channels });
    if (index % AT_A_TIME === AT_A_TIME - 1) await new Promise((resolve) => setTimeout(resolve));
  }
  return { x: { data, shape: [indices.length, height, width, channels] }, y: y! };
}

const SIDE = 8;

interface Size {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Draws a digit into the middle of an image. */
function enlarge(digit: Float32Array, image: Float32Array, { height, width, channels }: Size): void {
  const box = BOX * Math.min(height, width);
  for (let row = 0; row < height; row++) {
    const v = ((row + 0.5 - (height - box) / 2) / box) * SIDE - 0.5;
    for (let column = 0; column < width; column++) {
      const u = ((column + 0.5 - (width - box) / 2) / box) * SIDE - 0.5;
      const level = strokes(between(digit, u, v));
      image.fill(level, (row * width + column) * channels, (row * width + column + 1) * channels);
    }
  }
}

/** Bilinear, with nothing outside of the digit. */
function between(digit: Float32Array, u: number, v: number): number {
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const [right, below] = [u - left, v - top];
  const upper = (1 - right) * at(digit, left, top) + right * at(digit, left + 1, top);
  const lower = (1 - right) * at(digit, left, top + 1) + right * at(digit, left + 1, top + 1);
  return (1 - below) * upper + below * lower;
}

const at = (digit: Float32Array, column: number, row: number) =>
  column < 0 || row < 0 || column >= SIDE || row >= SIDE ? 0 : digit[row * SIDE + column]!;

/** Grey that only comes from the enlargement becomes ink or paper. */
function strokes(level: number): number {
  const t = Math.min(1, Math.max(0, (level - 0.2) / 0.6));
  return t * t * (3 - 2 * t);
}
