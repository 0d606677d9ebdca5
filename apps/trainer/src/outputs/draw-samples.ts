import { canDecode, canEncode, canSample, type Model, type Rng } from "@genlab/core";
import type { Dataset, NdArray } from "@genlab/data";
import { joined } from "../data/joined.js";
import { type Draw, mixturePrior } from "./mixture-prior.js";
import type { Drawing } from "./reconstructions.js";
import { sampled } from "./samples.js";

export interface Drawn {
  readonly images: NdArray;
  /** What codes were drawn from: the model's own prior, or a mixture fitted to codes of data. */
  readonly from: "prior" | "mixture";
}

/** More of them take more memory than WebAssembly has, in the wider networks. */
const AT_ONCE = 250;

interface DrawSamplesOptions extends Drawing {
  /** Whose codes a mixture is fitted to. */
  readonly data: Dataset;
  readonly count: number;
}

/** Samples of a model; `null` where it has neither a prior nor codes that a mixture can be fitted to. */
export async function drawSamples(model: Model, options: DrawSamplesOptions): Promise<Drawn | null> {
  if (canSample(model)) {
    const { data: _, count, ...drawing } = options;
    const images = await inParts((many, rng) => sampled(model, many, { ...drawing, rng }), count, drawing.rng);
    return { images, from: "prior" };
  }
  const images = await drawFromMixture(model, options);
  return images && { images, from: "mixture" };
}

/** Samples by a mixture that is fitted to codes, of a model with a prior too; `null` where it has no codes, or too many. */
export async function drawFromMixture(
  model: Model,
  { data, count, ...drawing }: DrawSamplesOptions,
): Promise<NdArray | null> {
  if (!canEncode(model) || !canDecode(model)) return null;
  const draw = await mixturePrior(model, data, drawing);
  return draw && inParts(draw, count, drawing.rng);
}

async function inParts(draw: Draw, count: number, rng: Rng): Promise<NdArray> {
  const draws = rng.fork("draws");
  const parts: NdArray[] = [];
  for (let left = count; left > 0; left -= AT_ONCE) {
    parts.push(await draw(Math.min(left, AT_ONCE), draws));
  }
  return joined(parts);
}
