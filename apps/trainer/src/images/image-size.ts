import type { ImagesConfig } from "./held-out.js";

/** Pixels of every image: a number for squares, or `"WIDTHxHEIGHT"`. */
export type ImageSize = NonNullable<ImagesConfig["size"]>;

/** Width and height of a size. */
export function sidesOf(size: ImageSize): { readonly width: number; readonly height: number } {
  if (typeof size === "number") return { width: size, height: size };
  const [width, height] = size.split("x").map(Number) as [number, number];
  return { width, height };
}
