import { PictureReader } from "../pictures/picture-reader.js";
import type { Pictures } from "../pictures/pictures.js";

/**
 * Pictures as examples of a shape, light for dark where that is asked for.
 *
 * @throws Error with the name of a file that is no picture
 */
export async function imagesAs(shape: readonly number[], files: readonly File[], invert: boolean): Promise<Pictures> {
  const [height = 1, width = 1, channels = 1] = shape;
  const reader = new PictureReader({ height, width, channels, ground: invert ? "white" : "black" });
  const size = height * width * channels;
  const data = new Float32Array(files.length * size);
  for (const [index, file] of files.entries()) {
    const levels = await reader.read(file);
    if (!levels) throw new Error(file.name);
    data.set(invert ? levels.map((level) => 1 - level) : levels, index * size);
  }
  return { x: { data, shape: [files.length, height, width, channels] }, y: null };
}
