import { GenlabError } from "@genlab/core";
import type { NdArray, StoredArray } from "@genlab/data";
import { exampleLayout, type Layout } from "./example-layout.js";
import type { FileConfig } from "./file-config.js";
import { type Extent, extentOf, imageRange } from "./image-range.js";

/** The examples of a part. */
export interface Examples {
  /** Images `[count, height, width, channels]` as they are stored, or vectors `[count, numbers]`, float32. */
  readonly array: NdArray;
  readonly layout: Layout;
  /** What stands for black and for white in images; absent of vectors. */
  readonly range?: readonly [number, number];
  readonly extent: Extent;
}

/**
 * Reads examples: images in [0, 1] by a range of values, or vectors as they are.
 *
 * @param name what errors call the array
 * @throws GenlabError where it is not plain what they are, or a value is none that an example can have.
 */
export async function readExamples(stored: StoredArray, config: FileConfig, name: string): Promise<Examples> {
  const layout = exampleLayout(stored, config, name);
  const { data } = await stored.read();
  const [count = 0] = stored.shape;
  const shape = [count, ...layout.shape];
  const extent = extentOf(data, name);
  if (layout.shape.length === 3) {
    const ordered = layout.isChannelsFirst ? channelsLast(data, shape) : data;
    return { array: { data: ordered, shape }, layout, extent, range: imageRange(stored.type, extent, config, name) };
  }
  if (config.range) {
    throw new GenlabError(`"data.range" is of images, and ${name} holds vectors. Leave it out, or give "data.shape".`);
  }
  return { array: { data: data instanceof Float32Array ? data : Float32Array.from(data), shape }, layout, extent };
}

/** `[count, channels, height, width]` to `[count, height, width, channels]`. */
function channelsLast<T extends NdArray["data"]>(
  data: T,
  [, height = 1, width = 1, channels = 1]: readonly number[],
): T {
  if (channels === 1) return data;
  const pixels = height * width;
  const ordered = data.slice() as T;
  for (let start = 0; start < data.length; start += pixels * channels) {
    for (let channel = 0; channel < channels; channel++) {
      const plane = start + channel * pixels;
      for (let pixel = 0; pixel < pixels; pixel++) ordered[start + pixel * channels + channel] = data[plane + pixel]!;
    }
  }
  return ordered;
}
