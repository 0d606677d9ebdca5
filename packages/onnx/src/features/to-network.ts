import { GenlabError, type NdArray, requireFinite, requirePositive } from "@genlab/core";
import type { NetworkInput } from "./network-input.js";
import { resize } from "./resize.js";

export interface Preprocessing {
  readonly size: readonly [number, number] | undefined;
  readonly antialias: boolean;
  readonly mean: number | readonly number[];
  readonly deviation: number | readonly number[];
}

/**
 * Makes what brings images `[count, height, width, channels]` to the shape and scale that a network takes.
 *
 * @throws GenlabError for means that are not finite, deviations that are not above 0, and a size that the network does not have.
 */
export function toNetwork(input: NetworkInput, { size, antialias, mean, deviation }: Preprocessing) {
  const where = "createOnnxFeatures";
  const [means, deviations] = [[mean].flat(), [deviation].flat()];
  requireFinite(where, named("mean", means));
  requirePositive(where, named("deviation", deviations));
  for (const [axis, length] of [input.height, input.width].entries()) {
    if (size === undefined || length === undefined || size[axis] === length) continue;
    throw new GenlabError(
      `${where}: \`size\` is [${size.join(", ")}], but the network takes images of ${input.height ?? "any"}×${input.width ?? "any"}. Leave it out.`,
    );
  }
  return ({ data, shape }: NdArray) => {
    const [, height = 0, width = 0, given = 0] = shape;
    const channels = input.channels ?? given;
    if (given !== channels && given !== 1) {
      throw new GenlabError(
        `OnnxFeatures got images of ${given} channels, and the network takes ${channels}. Give images of ${channels}, or grey ones.`,
      );
    }
    for (const [name, values] of Object.entries({ mean: means, deviation: deviations })) {
      if (values.length === 1 || values.length === channels) continue;
      throw new GenlabError(
        `OnnxFeatures: \`${name}\` has ${values.length} values for ${channels} channels. Give one for all, or one for each.`,
      );
    }
    const target = [size?.[0] ?? input.height ?? height, size?.[1] ?? input.width ?? width] as const;
    const { data: pixels, shape: resized } = resize({ data, shape }, { size: target, antialias });
    const [count = 0] = resized;
    const places = target[0] * target[1];
    const result = new Float32Array(count * places * channels);
    for (let channel = 0; channel < channels; channel++) {
      const [shift, scale] = [means[channel] ?? means[0]!, deviations[channel] ?? deviations[0]!];
      const source = given === 1 ? 0 : channel;
      for (let image = 0; image < count; image++) {
        for (let place = 0; place < places; place++) {
          const at =
            input.order === "first"
              ? (image * channels + channel) * places + place
              : (image * places + place) * channels + channel;
          result[at] = (pixels[(image * places + place) * given + source]! - shift) / scale;
        }
      }
    }
    const shapeOf = { first: [count, channels, ...target], last: [count, ...target, channels] };
    return { data: result, shape: shapeOf[input.order] };
  };
}

const named = (name: string, values: readonly number[]) =>
  Object.fromEntries(values.map((value, i) => [values.length === 1 ? name : `${name}[${i}]`, value]));
