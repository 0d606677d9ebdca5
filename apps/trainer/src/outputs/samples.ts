import {
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
import { fill, tidy } from "@tensorflow/tfjs-core";
import type { Section } from "../pictures/section.js";
import { MOST_CODES } from "./mixture-prior.js";
import { mixtureSamples } from "./mixture-samples.js";
import { takeValues } from "./take-values.js";

/** Draws from the model. */
export async function samplesOf(model: Model, count: number, rng: Rng): Promise<Section> {
  if (!canSample(model)) throw new GenlabError("The model cannot sample: it has no prior over its codes.");
  const context = createContext({ rng });
  return { label: "samples from the prior", examples: await takeValues(tidy(() => model.sample(count, context))) };
}

/** Draws from a class of the model. */
export async function samplesOfClass(
  model: Model,
  { index, count, rng }: { readonly index: number; readonly count: number; readonly rng: Rng },
): Promise<Section> {
  if (!canSampleClasses(model)) throw new GenlabError("The model has no classes to draw from. Leave out --class.");
  if (index >= model.classes) {
    throw new GenlabError(`There is no class ${index}: the model has ${model.classes}, which count from 0.`);
  }
  const context = createContext({ rng });
  const y = fill([count], index, "int32");
  const examples = await takeValues(tidy(() => model.sampleClasses(y, context)));
  y.dispose();
  return { label: `samples of class ${index}`, examples };
}

/** Draws from a mixture of Gaussians that is fitted to the model's codes of data: what stands for a prior where it has none. */
export async function samplesOfCodes(
  model: Model,
  { data, count, rng }: { readonly data: Dataset; readonly count: number; readonly rng: Rng },
): Promise<Section> {
  if (!canEncode(model) || !canDecode(model)) {
    throw new GenlabError("The model cannot sample: it has neither a prior nor codes.");
  }
  const examples = await mixtureSamples(model, { data, count, context: createContext({ rng }) });
  if (examples) return { label: "samples from a mixture fitted to codes", examples };
  throw new GenlabError(
    `The model has no prior, and more than ${MOST_CODES} codes, too many to fit a mixture to. \`genlab reconstruct\` shows what it does.`,
  );
}
