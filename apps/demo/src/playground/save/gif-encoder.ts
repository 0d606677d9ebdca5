import { expose } from "comlink";
import { applyPalette, GIFEncoder, quantize } from "gifenc";

const COLORS = 128;

interface GifFrame {
  readonly pixels: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  /** In milliseconds. */
  readonly delay: number;
}

/** Makes a GIF, frame by frame, in a worker: to choose the colours of a frame takes longer than a page may be busy. */
export class GifWriter {
  readonly #encoder = GIFEncoder();

  add({ pixels, width, height, delay }: GifFrame): void {
    const palette = quantize(pixels, COLORS);
    this.#encoder.writeFrame(applyPalette(pixels, palette), width, height, { palette, delay });
  }

  end(): Uint8Array<ArrayBuffer> {
    this.#encoder.finish();
    return this.#encoder.bytes().slice();
  }
}

expose(new GifWriter());
