import { GenlabError } from "@genlab/core";
import type { NdArray } from "@genlab/data";
import type { FileConfig } from "./file-config.js";

/** The least and the largest value. */
export type Extent = readonly [number, number];

/**
 * From which value to which numbers go.
 *
 * @throws GenlabError for one that is not finite.
 */
export function extentOf(data: NdArray["data"], name: string): Extent {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (value < least) least = value;
    if (value > most) most = value;
    if (Number.isFinite(value)) continue;
    throw new GenlabError(`${name} has ${value} at place ${i}. Models take finite numbers alone: leave it out.`);
  }
  return [least, most];
}

/**
 * The values that are black and white: 0 and 255 of whole numbers, 0 and 1 of others and of those that are 0 and 1 alone, or what the
 * configuration says.
 *
 * @throws GenlabError when a value lies beyond, with what to say.
 */
export function imageRange(type: string, [least, most]: Extent, { range }: FileConfig, name: string): Extent {
  const isReal = type.startsWith("float");
  const isOfBytes = !isReal && type !== "bool" && most > 1;
  const [black, white] = range ?? (isOfBytes ? ([0, 255] as const) : ([0, 1] as const));
  if (!(white > black))
    throw new GenlabError(
      `"data.range" is [${black}, ${white}]. Give the value of black, then the larger one of white.`,
    );
  if (least >= black && most <= white) return [black, white];
  const usual = [
    [0, 1],
    [-1, 1],
    [0, 255],
    [0, 65535],
  ].find(([low, high]) => least >= low! && most <= high!);
  const [low, high] = usual ?? [Math.floor(least), Math.ceil(most)];
  throw new GenlabError(
    `The values of ${name} go from ${least} to ${most}, beyond [${black}, ${white}], from black to white. If ${low} is black and ${high} is white, say --set data.range=[${low},${high}].`,
  );
}
