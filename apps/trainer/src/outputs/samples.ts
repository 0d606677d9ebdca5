import { canSample, createContext, GenlabError, type Model, type Rng } from "@genlab/core";
import { tidy } from "@tensorflow/tfjs-core";
import type { Section } from "../pictures/section.js";
import { takeValues } from "./take-values.js";

/** Draws from the model. */
export async function samplesOf(model: Model, count: number, rng: Rng): Promise<Section> {
  if (!canSample(model)) throw new GenlabError("The model cannot sample: it has no prior over its codes.");
  const context = createContext({ rng });
  return { label: "samples from the prior", examples: await takeValues(tidy(() => model.sample(count, context))) };
}
