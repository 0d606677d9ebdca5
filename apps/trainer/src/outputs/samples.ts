import { canSample, GenlabError, type Model, type Samples } from "@genlab/core";
import type { NdArray } from "@genlab/data";
import { compute } from "@genlab/trainers";
import type { Section } from "../pictures/section.js";
import type { Drawing } from "./reconstructions.js";

/** Draws from a model. */
export const sampled = (model: Model & Samples, count: number, drawing: Drawing): Promise<NdArray> =>
  compute(model, { ...drawing, name: `sample/${count}`, run: (_, context) => model.sample(count, context) });

/** Draws from the model, for a picture. */
export async function samplesOf(model: Model, count: number, drawing: Drawing): Promise<Section> {
  if (!canSample(model)) throw new GenlabError("The model cannot sample: it has no prior over its codes.");
  return { label: "samples from the prior", examples: await sampled(model, count, drawing) };
}
