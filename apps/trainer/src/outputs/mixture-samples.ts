import { type Context, createContext, type Decodes, type Encodes } from "@genlab/core";
import type { Dataset, NdArray } from "@genlab/data";
import { tidy } from "@tensorflow/tfjs-core";
import { mixturePrior } from "./mixture-prior.js";
import { takeValues } from "./take-values.js";

export interface MixtureSamplesOptions {
  readonly data: Dataset;
  readonly count: number;
  readonly context: Context;
}

/** Draws from a model that has codes and no prior. `null` where it has too many codes for a mixture. */
export async function mixtureSamples(
  model: Encodes & Decodes,
  { data, count, context: { rng } }: MixtureSamplesOptions,
): Promise<NdArray | null> {
  const prior = await mixturePrior(model, data, rng);
  if (!prior) return null;
  const draws = createContext({ rng: rng.fork("draws") });
  return takeValues(tidy(() => prior.sample(count, draws)));
}
