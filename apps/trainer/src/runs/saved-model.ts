import { GenlabError, loadValues, type Model, toTensor } from "@genlab/core";
import type { Checkpoint } from "@genlab/trainers";
import { tidy } from "@tensorflow/tfjs-core";
import type { RunConfig } from "../config/run-config.js";
import { modelOf } from "./model-of.js";

/** The model of a checkpoint, its moving average if it has one. Data and optimizer are not needed. */
export function savedModel(config: RunConfig, { arrays }: Checkpoint): Model {
  const model = modelOf(config);
  const prefix = config.average ? "average." : "model.";
  const own = [...arrays].filter(([path]) => path.startsWith(prefix));
  tidy(() => {
    const values = own.map(([path, { data, shape }]) => {
      if (data instanceof Float32Array || data instanceof Int32Array) {
        return [path.slice(prefix.length), toTensor({ data, shape }, `"${path}"`)] as const;
      }
      throw new GenlabError(`"${path}" is stored as ${data.constructor.name}; variables are float32 or int32.`);
    });
    loadValues(model, new Map(values));
  });
  return model;
}
