import type { Decodes, Encodes, Model } from "@genlab/core";
import type { Dataset, NdArray } from "@genlab/data";
import { mixturePrior } from "./mixture-prior.js";
import type { Drawing } from "./reconstructions.js";

export interface MixtureSamplesOptions extends Drawing {
  readonly data: Dataset;
  readonly count: number;
}

/** Draws from a model that has codes and no prior. `null` where it has too many codes for a mixture. */
export async function mixtureSamples(
  model: Model & Encodes & Decodes,
  { data, count, ...drawing }: MixtureSamplesOptions,
): Promise<NdArray | null> {
  const draw = await mixturePrior(model, data, drawing);
  return draw ? draw(count, drawing.rng.fork("draws")) : null;
}
