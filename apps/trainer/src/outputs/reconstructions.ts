import { DenoisingAutoencoder } from "@genlab/ae";
import { canReconstruct, createContext, GenlabError, type Model, type Rng } from "@genlab/core";
import type { ArrayBatch } from "@genlab/data";
import { toTensors } from "@genlab/trainers";
import { tidy } from "@tensorflow/tfjs-core";
import type { Section } from "../pictures/section.js";
import { takeValues } from "./take-values.js";

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
    ...(noisy ? [{ label: "noisy", examples: await takeValues(noisy) }] : []),
    { label: noisy ? "restored" : "reconstructions", examples: await takeValues(result) },
  ];
}

/** Examples as they are. */
export const originalsOf = ({ x }: ArrayBatch): Section => ({ label: "originals", examples: x! });
