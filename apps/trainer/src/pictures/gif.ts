import { createRequire } from "node:module";
import type { Canvas } from "./canvas.js";

// CommonJS with an ES module for bundlers, of which tools that run TypeScript take the one or the other
const { GIFEncoder, quantize, applyPalette } = createRequire(import.meta.url)("gifenc") as Gifenc;

const MOST_COLOURS = 256;

/**
 * An animated GIF that goes round for ever, of frames of one size, each in its 256 most needed colours.
 *
 * @param rate frames a second; viewers count in hundredths of a second
 */
export function gifOf(frames: readonly Canvas[], rate: number): Uint8Array<ArrayBuffer> {
  const encoder = GIFEncoder();
  for (const { width, height, data } of frames) {
    const pixels = withOpacity(data);
    const palette = quantize(pixels, MOST_COLOURS);
    encoder.writeFrame(applyPalette(pixels, palette), width, height, { palette, delay: 1000 / rate });
  }
  encoder.finish();
  return encoder.bytes();
}

function withOpacity(data: Uint8Array): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray((data.length / 3) * 4).fill(255);
  for (let i = 0, j = 0; i < data.length; i += 3, j += 4) {
    for (let channel = 0; channel < 3; channel++) pixels[j + channel] = data[i + channel]!;
  }
  return pixels;
}

/** What is used of gifenc, which has no types of its own: https://github.com/mattdesl/gifenc */
interface Gifenc {
  GIFEncoder(): Encoder;
  quantize(pixels: Uint8ClampedArray, colors: number): Palette;
  applyPalette(pixels: Uint8ClampedArray, palette: Palette): Uint8Array;
}

type Palette = readonly (readonly number[])[];

interface Encoder {
  /** @param options `delay` in milliseconds */
  writeFrame(
    pixels: Uint8Array,
    width: number,
    height: number,
    options: { readonly palette: Palette; readonly delay: number },
  ): void;
  finish(): void;
  bytes(): Uint8Array<ArrayBuffer>;
}
