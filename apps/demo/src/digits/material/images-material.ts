import { classesOf, evenly, folderOf, isPicture } from "./image-files.js";
import { type Material, type Pictures, pick, range } from "./material.js";

export interface ImageOptions {
  /** Height and width of what is trained on. */
  readonly size: number;
  readonly color: boolean;
}

/** So many pictures are read of a folder that has more. */
export const MOST = 3000;
/** Of so many, one is kept back to look at. */
const KEPT_BACK = 6;
const ENOUGH_TO_KEEP_BACK = 60;

/** Reads pictures from files, cut to a square about the middle. What is no picture is left out; null where nothing is left. */
export async function imagesMaterial(
  files: readonly File[],
  { size, color }: ImageOptions,
  onProgress: (done: number, of: number) => void,
): Promise<Material | null> {
  const chosen = evenly(files.filter(isPicture), MOST);
  const channels = color ? 3 : 1;
  const reader = new PictureReader(size, channels);
  const read: { readonly levels: Float32Array; readonly folder: string }[] = [];
  for (const [index, file] of chosen.entries()) {
    const levels = await reader.read(file);
    if (levels) read.push({ levels, folder: folderOf(file) });
    onProgress(index + 1, chosen.length);
  }
  if (read.length === 0) return null;
  const folders = read.map(({ folder }) => folder);
  const classes = classesOf(folders);
  const data = new Float32Array(read.length * size * size * channels);
  read.forEach(({ levels }, index) => {
    data.set(levels, index * levels.length);
  });
  const all: Pictures = {
    x: { data, shape: [read.length, size, size, channels] },
    y:
      classes.length > 0
        ? { data: Int32Array.from(folders, (folder) => classes.indexOf(folder)), shape: [read.length] }
        : null,
  };
  return split(all, classes);
}

function split(all: Pictures, classes: readonly string[]): Material {
  const count = all.x.shape[0]!;
  const isHeldOut = count >= ENOUGH_TO_KEEP_BACK;
  const isKept = (index: number) => index % KEPT_BACK === KEPT_BACK - 1;
  const train = isHeldOut
    ? pick(
        all,
        range(count).filter((index) => !isKept(index)),
      )
    : all;
  const shown = isHeldOut ? pick(all, range(count).filter(isKept)) : all;
  const fields = train.y ? { x: train.x, y: train.y } : { x: train.x };
  return {
    data: { spec: { type: "arrays", fields }, examples: train.x.shape[0]!, classes: classes.length },
    ...{ shown, isHeldOut, classes },
    isInk: false,
  };
}

class PictureReader {
  readonly #size: number;
  readonly #channels: number;
  readonly #context: OffscreenCanvasRenderingContext2D;

  constructor(size: number, channels: number) {
    this.#size = size;
    this.#channels = channels;
    this.#context = new OffscreenCanvas(size, size).getContext("2d", { willReadFrequently: true })!;
    this.#context.imageSmoothingQuality = "high";
  }

  /** Levels `[size × size × channels]` in [0, 1]; null for what the browser cannot draw. */
  async read(file: File): Promise<Float32Array | null> {
    const picture = await createImageBitmap(file).catch(() => null);
    if (!picture) return null;
    const side = Math.min(picture.width, picture.height);
    const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
    this.#context.clearRect(0, 0, this.#size, this.#size);
    this.#context.drawImage(picture, left, top, side, side, 0, 0, this.#size, this.#size);
    picture.close();
    return this.#levels(this.#context.getImageData(0, 0, this.#size, this.#size).data);
  }

  #levels(pixels: Uint8ClampedArray): Float32Array {
    const levels = new Float32Array(this.#size ** 2 * this.#channels);
    for (let pixel = 0; pixel < this.#size ** 2; pixel++) {
      const [red, green, blue] = [pixels[4 * pixel]!, pixels[4 * pixel + 1]!, pixels[4 * pixel + 2]!];
      if (this.#channels === 1) levels[pixel] = (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
      else levels.set([red / 255, green / 255, blue / 255], 3 * pixel);
    }
    return levels;
  }
}
