import type { ImageFit } from "./read-image.js";
import type { ReadingDisplay } from "./reading-display.js";
import type { Sharp } from "./sharp.js";

/** In which shape images are read, and where their values lie. */
export interface DecodeImagesOptions {
  /** The package of that name. */
  readonly sharp: Sharp;
  /** Pixels: a number for squares. Default: 32, or less where all are squares of one smaller size. */
  readonly size?: number | { readonly width: number; readonly height: number } | undefined;
  /** Default: 1 where all are grey, else 3. */
  readonly channels?: 1 | 3 | undefined;
  /** What becomes of images of other proportions. Default "crop". */
  readonly fit?: ImageFit | undefined;
  /** Where values are kept for the next time, and those that are too many for memory. Default: `images` in the cache folder. */
  readonly cacheFolder?: string | undefined;
  /** Values of more bytes stay in the file of the cache. Default 512 MiB. */
  readonly mostInMemory?: number | undefined;
  /** Default: nothing is shown. What it throws is thrown when all are read. */
  readonly display?: ReadingDisplay | undefined;
}
