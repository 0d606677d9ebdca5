import { canReconstruct, canSample, type Model, type Rng } from "@genlab/core";
import { batches, type Dataset } from "@genlab/data";
import type { Section } from "../pictures/section.js";
import { originalsOf, reconstructions } from "./reconstructions.js";
import { samplesOf } from "./samples.js";

/** What a model can show: held-out examples, what it makes of them, and samples. */
export async function showcase(
  model: Model,
  test: Dataset,
  { originals, samples, rng }: { readonly originals: number; readonly samples: number; readonly rng: Rng },
): Promise<readonly Section[]> {
  const [examples] = batches(test, { batchSize: Math.min(originals, test.length) });
  const isReconstructing = canReconstruct(model);
  return [
    ...(isReconstructing ? await reconstructions(model, examples!, rng) : [originalsOf(examples!)]),
    ...(canSample(model) ? [await samplesOf(model, samples, rng)] : []),
  ];
}
