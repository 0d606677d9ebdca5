import { describe, GenlabError } from "@genlab/base";

/** What is used of the package `sharp`, from 0.34 on, which reads and scales images. */
export interface Sharp {
  (content: Uint8Array, options: SharpOptions): SharpPipeline;
  readonly versions: { readonly sharp: string };
  cache(isKept: boolean): unknown;
}

/** How sharp opens an image. */
export interface SharpOptions {
  readonly limitInputPixels: number;
  /** From top to bottom where a format can be read so, in little memory. */
  readonly sequentialRead: boolean;
  /** The content is values as they are. */
  readonly raw?: { readonly width: number; readonly height: number; readonly channels: 4 };
}

/** What becomes of an image, step by step. */
export interface SharpPipeline {
  metadata(): Promise<SharpMetadata>;
  autoOrient(): SharpPipeline;
  flatten(options: { readonly background: string }): SharpPipeline;
  resize(width: number, height: number, options: SharpResizeOptions): SharpPipeline;
  toColourspace(space: "srgb" | "b-w"): SharpPipeline;
  raw(options: { readonly depth: "uchar" }): SharpPipeline;
  toBuffer(): Promise<Uint8Array>;
}

/** How an image is made to fit. */
export interface SharpResizeOptions {
  readonly fit: "cover" | "contain" | "fill";
  /** Around an image that is contained. */
  readonly background: string;
}

/** What sharp says of an image before it reads the values. */
export interface SharpMetadata {
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly space: string;
  /** Of a value. */
  readonly depth: string;
  /** Frames of an animation; absent where there is one. */
  readonly pages?: number | undefined;
  readonly autoOrient: { readonly width: number; readonly height: number };
}

/**
 * Sharp, ready to read images that may be large.
 *
 * @throws GenlabError for what is not sharp, or an older one.
 */
export function openSharp(sharp: Sharp): Sharp {
  if (typeof sharp !== "function" || typeof sharp.cache !== "function")
    throw new GenlabError(
      `Images are read by the package sharp, and ${describe(sharp)} was given. Install it, and give what it exports by default.`,
    );
  if (!(sharp as { readonly prototype?: Partial<SharpPipeline> }).prototype?.autoOrient)
    throw new GenlabError(
      `Images are read by the package sharp from 0.34 on, and here is ${sharp.versions.sharp}. Install a later one.`,
    );
  sharp.cache(false); // which keeps images that were decoded, a gigabyte each
  return sharp;
}
