export interface ReaderOptions {
  readonly height: number;
  readonly width: number;
  /** Three for colours; else grey. */
  readonly channels: number;
  /** What shows through where a picture has nothing. Default "black". */
  readonly ground?: "black" | "white";
}

/** Reads pictures from files in one size: cut to its shape about the middle, and scaled. */
export class PictureReader {
  readonly #options: ReaderOptions;
  readonly #context: OffscreenCanvasRenderingContext2D;

  constructor(options: ReaderOptions) {
    const { width, height, ground = "black" } = options;
    this.#options = options;
    this.#context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true })!;
    this.#context.imageSmoothingQuality = "high";
    this.#context.fillStyle = ground;
  }

  /** Levels `[height × width × channels]` in [0, 1]; null for what the browser cannot draw. */
  async read(file: File): Promise<Float32Array | null> {
    const picture = await createImageBitmap(file).catch(() => null);
    if (!picture) return null;
    const { width, height } = this.#options;
    const scale = Math.max(width / picture.width, height / picture.height);
    const [shownWidth, shownHeight] = [picture.width * scale, picture.height * scale];
    this.#context.fillRect(0, 0, width, height);
    this.#context.drawImage(picture, (width - shownWidth) / 2, (height - shownHeight) / 2, shownWidth, shownHeight);
    picture.close();
    return this.#levels(this.#context.getImageData(0, 0, width, height).data);
  }

  #levels(pixels: Uint8ClampedArray): Float32Array {
    const { channels } = this.#options;
    const levels = new Float32Array((pixels.length / 4) * channels);
    for (let pixel = 0; pixel < pixels.length / 4; pixel++) {
      const [red, green, blue] = [pixels[4 * pixel]!, pixels[4 * pixel + 1]!, pixels[4 * pixel + 2]!];
      if (channels === 3) levels.set([red / 255, green / 255, blue / 255], 3 * pixel);
      else levels.fill((0.299 * red + 0.587 * green + 0.114 * blue) / 255, channels * pixel, channels * (pixel + 1));
    }
    return levels;
  }
}
