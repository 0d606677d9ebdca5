import { canDecode, canEncode, canSample, canSampleClasses, GenlabError, type Model, type Rng } from "@genlab/core";
import type { Dataset, NdArray } from "@genlab/data";
import { compute } from "@genlab/trainers";
import { fill } from "@tensorflow/tfjs-core";
import { MOST_CODES, mixturePrior } from "./mixture-prior.js";
import type { Drawing } from "./reconstructions.js";
import { sampled } from "./samples.js";

/** What draws from a model, and what to call that. */
export interface Sampler {
  readonly label: string;
  draw(count: number, rng: Rng): Promise<NdArray>;
}

export interface SamplerOptions extends Drawing {
  /** Of which class. Default: of any. */
  readonly index?: number | undefined;
  /** By a mixture fitted to codes although the model has a prior. */
  readonly byMixture?: boolean | undefined;
  /** Reads what the model was trained on, for a mixture. */
  readonly data: () => Promise<Dataset>;
}

/**
 * Draws from a class of the model, from its prior, or from a mixture of Gaussians that is fitted to its codes of data: what stands for a prior
 * where it has none, and is often nearer to the codes than one that it has.
 *
 * @throws GenlabError for a class that there is not, and for a model from which nothing can be drawn, or not by a mixture.
 */
export async function samplerOf(
  model: Model,
  { index, byMixture = false, data, ...drawing }: SamplerOptions,
): Promise<Sampler> {
  if (index !== undefined) {
    if (byMixture) throw new GenlabError("A mixture has no classes to draw from. Leave out --mixture or --class.");
    return ofClass(model, index, drawing);
  }
  if (canSample(model) && !byMixture) {
    return { label: "samples from the prior", draw: (count, rng) => sampled(model, count, { ...drawing, rng }) };
  }
  return ofMixture(model, { data, ...drawing });
}

async function ofMixture(model: Model, { data, ...drawing }: Pick<SamplerOptions, "data"> & Drawing): Promise<Sampler> {
  const hasPrior = canSample(model);
  if (!canEncode(model) || !canDecode(model)) {
    throw new GenlabError(
      hasPrior
        ? "The model has no codes that a mixture can be fitted to. Leave out --mixture."
        : "The model cannot sample: it has neither a prior nor codes.",
    );
  }
  process.stdout.write(
    hasPrior
      ? "A mixture of ten Gaussians is fitted to the model's codes of training data.\n"
      : "The model has no prior: a mixture of ten Gaussians is fitted to its codes of training data.\n",
  );
  const draw = await mixturePrior(model, await data(), drawing);
  if (!draw) {
    const remedy = hasPrior ? "Leave out --mixture." : "`genlab reconstruct` shows what it does.";
    throw new GenlabError(
      `${hasPrior ? "The model has" : "The model has no prior, and"} more than ${MOST_CODES} codes, too many to fit a mixture to. ${remedy}`,
    );
  }
  return { label: "samples from a mixture fitted to codes", draw: (count, rng) => draw(count, rng.fork("draws")) };
}

function ofClass(model: Model, index: number, drawing: Drawing): Sampler {
  if (!canSampleClasses(model)) throw new GenlabError("The model has no classes to draw from. Leave out --class.");
  if (index >= model.classes) {
    throw new GenlabError(`There is no class ${index}: the model has ${model.classes}, which count from 0.`);
  }
  return {
    label: `samples of class ${index}`,
    draw: (count, rng) =>
      compute(model, {
        ...{ ...drawing, rng, name: `sample/${count}/${index}` },
        run: (_, context) => model.sampleClasses(fill([count], index, "int32"), context),
      }),
  };
}
