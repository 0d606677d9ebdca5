import { GenlabError } from "@genlab/core";
import { isInstalled } from "../engines/optional.js";
import { toInstall } from "../terminal/caller.js";

/** What is used of the package `sharp`, which reads and scales images. */
export type Sharp = (content: Uint8Array, options: SharpOptions) => Pipeline;

interface SharpOptions {
  readonly limitInputPixels: number;
  /** From top to bottom where a format can be read so, in little memory. */
  readonly sequentialRead: boolean;
  /** The content is values as they are. */
  readonly raw?: { readonly width: number; readonly height: number; readonly channels: 4 };
}

export interface Pipeline {
  metadata(): Promise<SharpMetadata>;
  autoOrient(): Pipeline;
  flatten(options: { readonly background: string }): Pipeline;
  resize(width: number, height: number, options: ResizeOptions): Pipeline;
  toColourspace(space: "srgb" | "b-w"): Pipeline;
  raw(options: { readonly depth: "uchar" }): Pipeline;
  toBuffer(): Promise<Uint8Array>;
}

interface ResizeOptions {
  readonly fit: "cover" | "contain" | "fill";
  /** Around an image that is contained. */
  readonly background: string;
}

export interface SharpMetadata {
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly space: string;
  /** Of a value. */
  readonly depth: string;
  /** Frames of an animation; absent where there is one. */
  readonly pages?: number;
  readonly autoOrient: { readonly width: number; readonly height: number };
}

interface SharpModule {
  readonly versions: { readonly sharp: string };
  readonly prototype?: Partial<Pipeline>;
  cache(isKept: boolean): void;
}

const NAME: string = "sharp"; // by a variable: it may not be installed

/** @throws GenlabError where sharp is not installed or does not start. */
export async function openSharp(): Promise<Sharp> {
  if (!isInstalled(NAME)) {
    throw new GenlabError(
      `Images are read by the package ${NAME}, which is not installed. To have it: ${toInstall(NAME)}`,
    );
  }
  const { default: sharp } = (await import(NAME).catch((cause: Error) => {
    const [reason] = cause.message.trim().split("\n");
    throw new GenlabError(`Images are read by the package ${NAME}, which does not start here: ${reason}`, { cause });
  })) as { default: Sharp & SharpModule };
  if (!sharp.prototype?.autoOrient) {
    throw new GenlabError(
      `Images are read by the package ${NAME} from 0.34 on, and here is ${sharp.versions.sharp}. To have it: ${toInstall(`${NAME}@latest`)}`,
    );
  }
  sharp.cache(false); // which keeps images that were decoded, a gigabyte each
  return sharp;
}
