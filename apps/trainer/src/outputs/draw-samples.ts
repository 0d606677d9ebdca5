import { canDecode, canEncode, canSample, type Model } from "@genlab/core";
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

/** Samples of a model; `null` where it has neither a prior nor codes that a mixture can be fitted to. */
export async function drawSamples(
  model: Model,
  { data, count, ...drawing }: Drawing & { readonly data: Dataset; readonly count: number },
): Promise<Drawn | null> {
  const codes = !canSample(model) && canEncode(model) && canDecode(model) ? model : undefined;
  const draw: Draw | null | undefined = canSample(model)
    ? (many, rng) => sampled(model, many, { ...drawing, rng })
    : codes && (await mixturePrior(codes, data, drawing));
  if (!draw) return null;
  const draws = drawing.rng.fork("draws");
  const parts: NdArray[] = [];
  for (let left = count; left > 0; left -= AT_ONCE) {
    parts.push(await draw(Math.min(left, AT_ONCE), draws));
  }
  return { images: joined(parts), from: codes ? "mixture" : "prior" };
}
