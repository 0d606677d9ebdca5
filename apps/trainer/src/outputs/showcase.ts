import { DenoisingAutoencoder } from "@genlab/ae";
import {
  type Context,
  canDecode,
  canEncode,
  canReconstruct,
  canSample,
  canSampleClasses,
  createContext,
  GenlabError,
  type Model,
  type Rng,
} from "@genlab/core";
import { type ArrayBatch, batches, type Dataset, type NdArray } from "@genlab/data";
import { toTensors } from "@genlab/trainers";
import { fill, type Tensor, tidy } from "@tensorflow/tfjs-core";
import type { Section } from "../pictures/section.js";
import { MOST_CODES, mixtureSamples } from "./mixture-samples.js";

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

/** Examples and what the model makes of them; a denoising autoencoder gets them damaged. */
export async function reconstructions(model: Model, examples: ArrayBatch, rng: Rng): Promise<readonly Section[]> {
  if (!canReconstruct(model)) throw new GenlabError("The model cannot reconstruct: it has no encoder for data.");
  const context = createContext({ rng });
  const { x } = toTensors(examples);
  const noisy = model instanceof DenoisingAutoencoder ? model.corrupt(x!, context) : undefined;
  const result = tidy(() => model.reconstruct(noisy ?? x!, context));
  x!.dispose();
  return [
    originalsOf(examples),
    ...(noisy ? [{ label: "noisy", examples: await toArray(noisy) }] : []),
    { label: noisy ? "restored" : "reconstructions", examples: await toArray(result) },
  ];
}

/** Draws from the model. */
export async function samplesOf(model: Model, count: number, rng: Rng): Promise<Section> {
  if (!canSample(model)) throw new GenlabError("The model cannot sample: it has no prior over its codes.");
  const context: Context = createContext({ rng });
  return { label: "samples from the prior", examples: await toArray(tidy(() => model.sample(count, context))) };
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
  const examples = await toArray(tidy(() => model.sampleClasses(y, context)));
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

const originalsOf = ({ x }: ArrayBatch): Section => ({ label: "originals", examples: x! });

async function toArray(tensor: Tensor): Promise<NdArray> {
  const data = await tensor.data<"float32">();
  tensor.dispose();
  return { data, shape: tensor.shape };
}
