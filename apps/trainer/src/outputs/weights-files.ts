import { type Model, namedVariables } from "@genlab/core";
import { type ModelConfiguration, saveModel } from "@genlab/zoo";
import { exampleShape } from "../data/example-shape.js";
import { type ModelFacts, modelCard } from "./model-card.js";

/** A trained model without its training, by the names of files: `model.safetensors`, which `loadModel` of `@genlab/zoo` opens, and `README.md`, a model card. */
export async function weightsFiles(model: Model, facts: ModelFacts): Promise<ReadonlyMap<string, Uint8Array | string>> {
  const { model: settings, data } = facts.config;
  const configuration = settings as ModelConfiguration;
  const values = [...namedVariables(model).values()].map(({ size }) => size);
  return new Map<string, Uint8Array | string>([
    ["model.safetensors", await saveModel(model, { configuration, shape: exampleShape(data) })],
    ["README.md", modelCard(model, { ...facts, values })],
  ]);
}
