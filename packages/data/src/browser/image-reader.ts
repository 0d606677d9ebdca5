import type { ImageShape } from "./stored.js";

/** Draws images in one size: cut to its shape about the middle, and scaled. */
export class ImageReader {
  readonly #shape: ImageShape;
  readonly #context: OffscreenCanvasRenderingContext2D;

  constructor(shape: ImageShape) {
    const { width, height, ground } = shape;
    this.#shape = shape;
    this.#context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true })!;
    this.#context.imageSmoothingQuality = "high";
    this.#context.fillStyle = ground;
  }

  /** Its levels [height × width × channels], a byte each. */
  levels(image: ImageBitmap): Uint8Array {
    const { width, height } = this.#shape;
    const scale = Math.max(width / image.width, height / image.height);
    const [shownWidth, shownHeight] = [image.width * scale, image.height * scale];
    this.#context.fillRect(0, 0, width, height);
    this.#context.drawImage(image, (width - shownWidth) / 2, (height - shownHeight) / 2, shownWidth, shownHeight);
    return this.#channelsOf(this.#context.getImageData(0, 0, width, height).data);
  }

  #channelsOf(pixels: Uint8ClampedArray): Uint8Array {
    const { channels, invert } = this.#shape;
    const levels = new Uint8Array((pixels.length / 4) * channels);
    for (let pixel = 0; pixel < pixels.length / 4; pixel++) {
      const [red, green, blue] = [pixels[4 * pixel]!, pixels[4 * pixel + 1]!, pixels[4 * pixel + 2]!];
      if (channels === 3) levels.set([red, green, blue], 3 * pixel);
      // ITU-R BT.601
      else levels[pixel] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
    }
    if (invert) for (let i = 0; i < levels.length; i++) levels[i] = 255 - levels[i]!;
    return levels;
  }
}
