import { canDecode, canEncode, canSample, createContext, type Model, type Rng } from "@genlab/core";
import type { Dataset, NdArray } from "@genlab/data";
import { tidy } from "@tensorflow/tfjs-core";
import { joined } from "../data/joined.js";
import { mixturePrior } from "./mixture-prior.js";
import { takeValues } from "./take-values.js";

export interface Drawn {
  readonly images: NdArray;
  /** What codes were drawn from: the model's own prior, or a mixture fitted to codes of data. */
  readonly from: "prior" | "mixture";
}

/** More of them take more memory than WebAssembly has, in the wider networks. */
const AT_ONCE = 250;

/** Samples of a model; `null` where it has neither a prior nor codes that a mixture can be fitted to. */
export async function drawSamples(
  model: Model,
  { data, count, rng }: { readonly data: Dataset; readonly count: number; readonly rng: Rng },
): Promise<Drawn | null> {
  const codes = !canSample(model) && canEncode(model) && canDecode(model) ? model : undefined;
  const sampler = canSample(model) ? model : codes && (await mixturePrior(codes, data, rng));
  if (!sampler) return null;
  const context = createContext({ rng: rng.fork("draws") });
  const parts: NdArray[] = [];
  for (let left = count; left > 0; left -= AT_ONCE) {
    parts.push(await takeValues(tidy(() => sampler.sample(Math.min(left, AT_ONCE), context))));
  }
  return { images: joined(parts), from: codes ? "mixture" : "prior" };
}
