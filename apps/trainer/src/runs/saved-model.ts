import type { Model } from "@genlab/core";
import type { Checkpoint } from "@genlab/trainers";
import type { RunConfig } from "../config/run-config.js";
import { loadStored } from "./load-stored.js";
import { modelOf } from "./model-of.js";

/** The model of a checkpoint, its moving average if it has one. Data and optimizer are not needed. */
export function savedModel(config: RunConfig, checkpoint: Checkpoint): Model {
  const model = modelOf(config);
  loadStored(model, checkpoint, config.average ? "average." : "model.");
  return model;
}
