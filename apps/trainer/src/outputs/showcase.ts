import { canReconstruct, canSample, type Model } from "@genlab/core";
import { batches, type Dataset } from "@genlab/data";
import type { Section } from "../pictures/section.js";
import { type Drawing, originalsOf, reconstructions } from "./reconstructions.js";
import { samplesOf } from "./samples.js";

/** What a model can show: held-out examples, what it makes of them, and samples. */
export async function showcase(
  model: Model,
  test: Dataset,
  { originals, samples, ...drawing }: Drawing & { readonly originals: number; readonly samples: number },
): Promise<readonly Section[]> {
  const [examples] = batches(test, { batchSize: Math.min(originals, test.length) });
  const isReconstructing = canReconstruct(model);
  return [
    ...(isReconstructing ? await reconstructions(model, examples!, drawing) : [originalsOf(examples!)]),
    ...(canSample(model) ? [await samplesOf(model, samples, drawing)] : []),
  ];
}
