import { canDecode, canEncode, canSample, canSampleClasses, GenlabError, type Model } from "@genlab/core";
import type { Dataset, NdArray } from "@genlab/data";
import { compute } from "@genlab/trainers";
import { fill } from "@tensorflow/tfjs-core";
import { MOST_CODES, mixturePrior } from "./mixture-prior.js";
import type { Drawing } from "./reconstructions.js";
import { sampled } from "./samples.js";

/** What draws from a model, and what to call that. */
export interface Sampler {
  readonly label: string;
  draw(count: number): Promise<NdArray>;
}

export interface SamplerOptions extends Drawing {
  /** Of which class. Default: of any. */
  readonly index?: number | undefined;
  /** Reads what the model was trained on, for a model without a prior. */
  readonly data: () => Promise<Dataset>;
}

/**
 * Draws from a class of the model, from its prior, or from a mixture of Gaussians that is fitted to its codes of data: what stands for a prior
 * where it has none.
 *
 * @throws GenlabError for a class that there is not, and for a model from which nothing can be drawn.
 */
export async function samplerOf(model: Model, { index, data, ...drawing }: SamplerOptions): Promise<Sampler> {
  if (index !== undefined) return ofClass(model, index, drawing);
  if (canSample(model)) return { label: "samples from the prior", draw: (count) => sampled(model, count, drawing) };
  if (!canEncode(model) || !canDecode(model)) {
    throw new GenlabError("The model cannot sample: it has neither a prior nor codes.");
  }
  process.stdout.write("The model has no prior: a mixture of ten Gaussians is fitted to its codes of training data.\n");
  const draw = await mixturePrior(model, await data(), drawing);
  if (!draw) {
    throw new GenlabError(
      `The model has no prior, and more than ${MOST_CODES} codes, too many to fit a mixture to. \`genlab reconstruct\` shows what it does.`,
    );
  }
  const draws = drawing.rng.fork("draws");
  return { label: "samples from a mixture fitted to codes", draw: (count) => draw(count, draws) };
}

function ofClass(model: Model, index: number, drawing: Drawing): Sampler {
  if (!canSampleClasses(model)) throw new GenlabError("The model has no classes to draw from. Leave out --class.");
  if (index >= model.classes) {
    throw new GenlabError(`There is no class ${index}: the model has ${model.classes}, which count from 0.`);
  }
  return {
    label: `samples of class ${index}`,
    draw: (count) =>
      compute(model, {
        ...{ ...drawing, name: `sample/${count}/${index}` },
        run: (_, context) => model.sampleClasses(fill([count], index, "int32"), context),
      }),
  };
}
