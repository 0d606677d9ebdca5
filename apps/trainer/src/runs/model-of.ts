import type { Model } from "@genlab/core";
import { createModel, type ModelConfiguration } from "@genlab/zoo";
import type { RunConfig } from "../config/run-config.js";
import { exampleShape } from "../data/example-shape.js";
import { rngFor } from "./rng-for.js";
import { withinMemory } from "./within-memory.js";

/** Of each weight that is trained: itself, its gradient, and what most optimizers keep, two means. */
const COPIES = 4;

/** The model of a run with its first weights; one that is to be trained knows of how many examples. */
export const modelOf = (config: RunConfig, examples?: number): Model =>
  createModel(config.model as ModelConfiguration, {
    shape: exampleShape(config.data),
    rng: withinMemory(rngFor(config, "model"), { model: config.model, copies: examples === undefined ? 1 : COPIES }),
    ...(examples !== undefined && { examples }),
  });
