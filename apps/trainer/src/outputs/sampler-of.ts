import {
  type Context,
  canDecode,
  canEncode,
  canSample,
  canSampleClasses,
  createContext,
  GenlabError,
  type Model,
  type Rng,
} from "@genlab/core";
import type { Dataset } from "@genlab/data";
import { fill, type Tensor } from "@tensorflow/tfjs-core";
import { MOST_CODES, mixturePrior } from "./mixture-prior.js";

/** What draws from a model, and what to call that. */
export interface Sampler {
  readonly label: string;
  draw(count: number): Tensor;
}

export interface SamplerOptions {
  readonly rng: Rng;
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
export async function samplerOf(model: Model, { rng, index, data }: SamplerOptions): Promise<Sampler> {
  const context = createContext({ rng });
  if (index !== undefined) return ofClass(model, index, context);
  if (canSample(model)) return { label: "samples from the prior", draw: (count) => model.sample(count, context) };
  if (!canEncode(model) || !canDecode(model)) {
    throw new GenlabError("The model cannot sample: it has neither a prior nor codes.");
  }
  process.stdout.write("The model has no prior: a mixture of ten Gaussians is fitted to its codes of training data.\n");
  const prior = await mixturePrior(model, await data(), rng);
  if (!prior) {
    throw new GenlabError(
      `The model has no prior, and more than ${MOST_CODES} codes, too many to fit a mixture to. \`genlab reconstruct\` shows what it does.`,
    );
  }
  const draws = createContext({ rng: rng.fork("draws") });
  return { label: "samples from a mixture fitted to codes", draw: (count) => prior.sample(count, draws) };
}

function ofClass(model: Model, index: number, context: Context): Sampler {
  if (!canSampleClasses(model)) throw new GenlabError("The model has no classes to draw from. Leave out --class.");
  if (index >= model.classes) {
    throw new GenlabError(`There is no class ${index}: the model has ${model.classes}, which count from 0.`);
  }
  return {
    label: `samples of class ${index}`,
    draw: (count) => model.sampleClasses(fill([count], index, "int32"), context),
  };
}
