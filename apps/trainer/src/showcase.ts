import { DenoisingAutoencoder } from "@genlab/ae";
import {
  type Context,
  canReconstruct,
  canSample,
  createContext,
  GenlabError,
  type Model,
  type Rng,
} from "@genlab/core";
import { type ArrayBatch, batches, type Dataset, type NdArray } from "@genlab/data";
import { toTensors } from "@genlab/trainers";
import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import type { Section } from "./pictures/section.js";

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
  if (!canSample(model))
    throw new GenlabError(
      "The model cannot sample: it has no prior over its codes. `genlab reconstruct` shows what it does.",
    );
  const context: Context = createContext({ rng });
  return { label: "samples from the prior", examples: await toArray(tidy(() => model.sample(count, context))) };
}

const originalsOf = ({ x }: ArrayBatch): Section => ({ label: "originals", examples: x! });

async function toArray(tensor: Tensor): Promise<NdArray> {
  const data = await tensor.data<"float32">();
  tensor.dispose();
  return { data, shape: tensor.shape };
}
