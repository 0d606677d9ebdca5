import { GenlabError } from "@genlab/core";

/** What is used of the package `sharp`, which reads and scales images. */
export type Sharp = (path: string) => Pipeline;

interface Pipeline {
  metadata(): Promise<{
    readonly space: string;
    /** Of a value. */
    readonly depth: string;
    /** Frames of an animation; absent where there is one. */
    readonly pages?: number;
    readonly autoOrient: { readonly width: number; readonly height: number };
  }>;
  autoOrient(): Pipeline;
  flatten(options: { readonly background: string }): Pipeline;
  resize(width: number, height: number, options: { readonly fit: "cover" }): Pipeline;
  toColourspace(space: "srgb" | "b-w"): Pipeline;
  raw(options: { readonly depth: "uchar" }): Pipeline;
  toBuffer(): Promise<Uint8Array>;
}

const NAME: string = "sharp"; // by a variable: it may not be installed

export async function openSharp(): Promise<Sharp> {
  const { default: sharp } = (await import(NAME).catch((cause: Error) => {
    const [reason] = cause.message.trim().split("\n");
    throw new GenlabError(`Images are read by the package ${NAME}, which does not start here: ${reason}`, { cause });
  })) as { default: Sharp };
  return sharp;
}

/** The files that can be read, by how their names end. */
export const EXTENSIONS = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".tif", ".tiff", ".avif"];
