import { GenlabError } from "@genlab/core";
import type { StoredArray } from "@genlab/data";
import type { FileConfig } from "./file-config.js";

/** How the examples of an array lie. */
export interface Layout {
  /** Of one example: `[height, width, channels]` of images, `[numbers]` of vectors. */
  readonly shape: readonly number[];
  readonly isChannelsFirst: boolean;
}

const isColours = (channels: number | undefined) => channels === 1 || channels === 3;

/** Images of fewer pixels are none. */
const LEAST_SIDE = 8;

/**
 * What one example of an array is: images `[count, height, width]`, with channels last or first where that is plain, or vectors
 * `[count, numbers]`; or what the configuration says.
 *
 * @throws GenlabError where it is not plain, with what to say.
 */
export function exampleLayout({ type, shape: whole }: StoredArray, config: FileConfig, name: string): Layout {
  const what = `${name} has the shape [${whole.join(", ")}]`;
  if (whole.includes(0) || whole.length === 0) throw new GenlabError(`${what}, so it holds no examples.`);
  const rest = whole.slice(1);
  if (config.shape) return askedLayout(rest, config, what);
  if (rest.length === 0) throw new GenlabError(`${what}: a number is no example. Save array.reshape(-1, 1).`);
  if (rest.length === 1) {
    if (config.layout) throw new GenlabError(`${what}, which has no channels. Leave out "data.layout".`);
    const image = imageFor(rest[0]!);
    if (!image || (type !== "uint8" && type !== "bool")) return { shape: rest, isChannelsFirst: false };
    const planes = image[2] === 3 ? " (with --set data.layout=channels-first where colours lie one after another)" : "";
    throw new GenlabError(
      `${what} and holds ${type}: images of ${image.slice(0, 2).join("×")}, or vectors? Say it by --set data.shape=[${image}]${planes}, or data.shape=[${rest}].`,
    );
  }
  if (rest.length === 2) return { shape: [...rest, 1], isChannelsFirst: false };
  if (rest.length > 3) throw new GenlabError(`${what}. Images have at most height, width and channels: reshape them.`);
  const [first, , last] = rest;
  const isFirst = config.layout ? config.layout === "channels-first" : isColours(first);
  const isLast = config.layout ? config.layout === "channels-last" : isColours(last);
  if (isFirst && isLast) {
    throw new GenlabError(
      `${what}: are channels first or last? Say it by --set data.layout=channels-first, or channels-last.`,
    );
  }
  const shape = isFirst ? [rest[1]!, rest[2]!, first!] : rest;
  if ((isFirst || isLast) && isColours(shape[2])) return { shape, isChannelsFirst: isFirst };
  throw new GenlabError(
    `${what}: neither first nor last are 1 channel, of grey, or 3, of colour. Save images of those: without opacity array[..., :3].`,
  );
}

/** What a shape that is asked for, or that a run noted, makes of the examples. */
function askedLayout(rest: readonly number[], { shape: asked = [], layout }: FileConfig, what: string): Layout {
  const shape = asked.length === 2 ? [...asked, 1] : asked;
  if (shape.length === 3 && !isColours(shape[2])) {
    throw new GenlabError(`"data.shape" is [${asked.join(", ")}]. Images have 1 channel, of grey, or 3, of colour.`);
  }
  const isChannelsFirst = layout === "channels-first" && shape.length === 3;
  const stored = isChannelsFirst ? [shape[2]!, shape[0]!, shape[1]!] : shape;
  const sizeOf = (sizes: readonly number[]) => sizes.reduce((size, length) => size * length, 1);
  const isSame = [stored, stored.slice(0, shape[2] === 1 ? 2 : 3)].some((sizes) => sizes.join() === rest.join());
  const isFlat = rest.length <= 1 || shape.length === 1;
  if (isSame || (isFlat && sizeOf(rest) === sizeOf(shape))) return { shape, isChannelsFirst };
  throw new GenlabError(
    `${what}, which is not [count, ${stored.join(", ")}] as "data.shape" and "data.layout" say. Give those that belong to it.`,
  );
}

/** The image that so many pixels may be. */
function imageFor(size: number): readonly [number, number, number] | undefined {
  for (const channels of [1, 3]) {
    const side = Math.sqrt(size / channels);
    if (Number.isInteger(side) && side >= LEAST_SIDE) return [side, side, channels];
  }
  return undefined;
}
