import type { GivenImage, ImageShape } from "./stored.js";

/** What tells images from others, and from themselves when they have changed. */
export async function imageKey(images: readonly GivenImage[]): Promise<string> {
  const text = JSON.stringify(images.map(({ name, file }) => [name, file.size, file.lastModified]));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...hash.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const endOf = ({ width, height, channels, ground, invert }: ImageShape) =>
  `-${width}x${height}x${channels}-${ground}${invert ? "-inverted" : ""}`;

/** The file of values, which lie as in the command-line tool's cache. */
export const nameOf = (key: string, shape: ImageShape): string => `${key}${endOf(shape)}.values`;

/** The file that says what they are of; it is written when they are whole. */
export const noteOf = (key: string, shape: ImageShape): string => `${key}${endOf(shape)}.json`;
